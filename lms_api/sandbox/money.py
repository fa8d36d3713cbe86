"""What the sandbox's act pays: the rules of a real act over the fixtures. Nothing is written."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from acts.calculations import PupilRow, Terms, Totals, form_lines, totals_of
from core.periods import Month
from lms_api.sandbox.fixtures import PLACES, Life, SandboxPupil, SandboxSchool, priced
from lms_api.sandbox.memory import pupils_by_key
from schools.selectors.contingent import cut_off_day
from schools.services.pupil_rows import Said

_NO_END = 10**15
_EVIDENCE = 1
_ALIVE = {Life.ALIVE: True, Life.DEAD: False, Life.UNKNOWN: None}


def forecast_of(
    *, school: SandboxSchool, month: Month, rows: Mapping[int, Said], today: dt.date
) -> dict[str, Any]:
    """As the live forecast; nothing where no contract or another LMS pays."""
    if not (school.has_contract and school.is_primary):
        return {}
    sums = _totals(month, rows, today)
    return {
        "forecast": {
            "act_tiyn": str(sums.amount_tiyn),
            "held_tiyn": str(sums.held_tiyn),
            "waiting_tiyn": str(sums.waiting_tiyn),
        }
    }


def money_of(
    *, school: SandboxSchool, month: Month, rows: Mapping[int, Said], today: dt.date
) -> dict[str, Any]:
    """As the live money effect; the act is there at once."""
    if not school.is_primary:
        return {}
    if not school.has_contract:
        return {"money": None}
    sums = _totals(month, rows, today)
    return {
        "money": {
            "act_status": school.act_status,
            "act_tiyn": str(sums.amount_tiyn),
            "held_tiyn": str(sums.held_tiyn + sums.waiting_tiyn),
        }
    }


def _totals(month: Month, rows: Mapping[int, Said], today: dt.date) -> Totals:
    terms = Terms(
        on_date=today,
        cut_off_day=cut_off_day(month),
        places=PLACES,
        money_tiyn=_NO_END,
        fresh_days=1,
    )
    return totals_of(form_lines(_facts(rows, today), terms))


def _facts(rows: Mapping[int, Said], today: dt.date) -> Iterator[PupilRow]:
    fixtures = pupils_by_key()
    ordinary = SandboxPupil(iin=None, shows=None)  # type: ignore[arg-type]
    for key, (grade, study_type, came, left) in rows.items():
        pupil = fixtures.get(key, ordinary)
        is_known = pupil.life is not Life.UNKNOWN
        yield PupilRow(
            person_id=key,
            grade=grade,
            study_type=study_type,
            enrolled_on=came,
            left_on=left,
            first_seen_on=today,
            price_tiyn=priced(grade, study_type),
            general_price_tiyn=priced(grade, "general"),
            has_document=pupil.has_document,
            alive=_ALIVE[pupil.life],
            citizen=pupil.is_citizen if is_known else None,
            facts_on=today if is_known else None,
            evidence_id=_EVIDENCE if is_known else None,
            claim=pupil.claim,
        )
