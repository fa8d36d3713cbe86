"""Papers of special types of study, handed in through the service."""

import datetime as dt
from itertools import count
from typing import Any

from budget.models import PerCapitaNorm
from core.periods import Month
from core.workflow import Actor
from schools.models import Person, School, StudyProof
from schools.services.study_proofs import submit_proof
from tests.factories.acts import OCTOBER
from tests.factories.budget import NORMS

MULTIPLIERS = {"special_needs": 3, "correction": 4, "home": 5}  # halves of the general norm
SCAN = b"%PDF-1.4 scan"
_paper = count(1)


def paper(**changes: Any) -> dict[str, Any]:
    """What a school types about a paper of October 2025, in force for the school year."""
    return {
        "kind": "pmpc_conclusion",
        "paper_number": f"{next(_paper)}/2025",
        "issuer": "ПМПК № 1",
        "issued_on": dt.date(2025, 8, 20),
        "valid_from": dt.date(2025, 9, 1),
        "valid_until": dt.date(2026, 5, 31),
        "content": SCAN,
    } | changes


def proof(
    school: School, person: Person, *, by: Actor, month: Month = OCTOBER, **changes: Any
) -> StudyProof:
    """A paper that nobody has looked at."""
    return submit_proof(school=school, person=person, month=month, actor=by, **paper(**changes))


def special_norms() -> None:
    """Norms of special types in towns: 1.5, 2 and 2.5 of the general one (demo figures)."""
    for study_type, halves in MULTIPLIERS.items():
        for level, general in NORMS.items():
            PerCapitaNorm.objects.get_or_create(
                region=None,
                locality="urban",
                level=level,
                study_type=study_type,
                valid_from=dt.date(2025, 1, 1),
                defaults={
                    "amount_tiyn": general * halves // 2,
                    "source": "демо-норматив",
                    "source_status": "assumption",
                },
            )
