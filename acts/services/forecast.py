"""What an act would be of these rows: for a dry run of the LMS. Writes nothing."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from acts.calculations import PupilRow, form_lines, totals_of
from acts.models import Act
from acts.selectors.limits import terms_of
from acts.selectors.rows import CITIZEN, priced, with_claims, with_proofs
from acts.statuses import ActKind, ActStatus
from budget.selectors.norms import norm_table
from contracts.models import Contract
from contracts.statuses import ContractStatus
from core import clock, vault
from core.periods import Month
from schools.models import LifeStatus, Person, PupilMonth, School
from schools.rules_of_rows import GoodRow
from schools.selectors.contingent import cut_off_day, primary_vendor
from schools.services.persons import known_persons

_UNSEEN = 10**15
"""Ids above any real one: persons seen for the first time come last, as their rows would."""


@dataclass(frozen=True)
class Forecast:
    """Sums in tiyn: paid, held until a decision, waiting for a registry."""

    act_tiyn: int
    held_tiyn: int
    waiting_tiyn: int


def forecast(*, school: School, month: Month, rows: Sequence[GoodRow]) -> Forecast | None:
    """The act's sums for these rows, by what the registries have answered so far.

    Equal to the later act while data, answers and other acts stay the same. None where no contract
    of the school covers the month.
    """
    contract = (
        Contract.objects.filter(
            school=school,
            status=ContractStatus.ACTIVE,
            first_month__lte=month.first_day,
            last_month__gte=month.first_day,
        )
        .order_by("pk")
        .first()
    )
    if contract is None:
        return None
    act = (
        Act.objects.filter(contract=contract, month=month.first_day, kind=ActKind.MAIN)
        .exclude(status=ActStatus.ANNULLED)
        .first()
    )
    act_id = act.pk if act else 0
    day = cut_off_day(month)
    pupils = priced(
        _facts(school, month, rows),
        norms=norm_table(on_date=month.first_day, region=school.region_id),
        school=school,
        month=month,
    )
    pupils = with_proofs(pupils, school=school, day=day)
    pupils = with_claims(pupils, school=school, month=month, day=day, act_id=act_id)
    terms = terms_of(contract=contract, month=month, on_date=clock.today(), act_id=act_id)
    totals = totals_of(form_lines(pupils, terms))
    return Forecast(totals.amount_tiyn, totals.held_tiyn, totals.waiting_tiyn)


def _facts(school: School, month: Month, rows: Sequence[GoodRow]) -> list[PupilRow]:
    ids = known_persons(iins=[row.iin for row in rows])
    persons = Person.objects.only("life_status", "citizenship", "facts_on", "evidence_id").in_bulk(
        list(ids.values())
    )
    seen = _first_seen(school, month, list(ids.values()))
    unseen = sorted({row.iin for row in rows} - set(ids), key=vault.blind_index)
    places = {iin: _UNSEEN + place for place, iin in enumerate(unseen)}
    today = clock.today()
    return [
        _fact(row, ids.get(row.iin, places.get(row.iin, 0)), persons, seen, today) for row in rows
    ]


def _first_seen(school: School, month: Month, persons: list[int]) -> dict[int, dt.date]:
    """As the push will write it: the day of the standing row, else the earliest known.

    Known is what any vendor said in this month or the one before.
    """
    vendor = primary_vendor(school, cut_off_day(month))
    rows = PupilMonth.objects.filter(
        source__school=school,
        month__in=(month.first_day, month.previous().first_day),
        person_id__in=persons,
    ).values_list("person_id", "month", "source__vendor_id", "first_seen_on")
    earliest: dict[int, dt.date] = {}
    standing: dict[int, dt.date] = {}
    for person, day, reporter, seen in rows:
        earliest[person] = min(seen, earliest.get(person, seen))
        if day == month.first_day and vendor is not None and reporter == vendor.pk:
            standing[person] = seen
    return earliest | standing


def _fact(
    row: GoodRow,
    person_id: int,
    persons: dict[int, Person],
    seen: dict[int, dt.date],
    today: dt.date,
) -> PupilRow:
    person = persons.get(person_id)
    said = person if person and person.life_status != LifeStatus.UNKNOWN else None
    return PupilRow(
        person_id=person_id,
        grade=row.grade,
        study_type=row.study_type,
        enrolled_on=row.enrolled_on,
        left_on=row.left_on,
        first_seen_on=seen.get(person_id, today),
        price_tiyn=None,
        alive=said.life_status == LifeStatus.ALIVE if said else None,
        citizen=person.citizenship == CITIZEN if person and person.citizenship else None,
        facts_on=person.facts_on if person else None,
        evidence_id=person.evidence_id if person else None,
    )
