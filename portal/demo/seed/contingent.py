"""What the LMS systems report in the demo, and what ГБД ФЛ says of the pupils."""

import datetime as dt
import json
import uuid
from pathlib import Path
from typing import Any

from core import clock, vault
from core.identifiers import Iin
from core.periods import Month
from integrations.models import Evidence, EvidenceOutcome
from portal.demo.people import Pupil, pupils
from portal.demo.plans import SchoolPlan
from portal.demo.seed.schools import TOUR_SCHOOL
from portal.demo.shapes import Shape
from schools.models import LifeStatus, Person
from schools.models.person import name_aad

TWIN = 9504
"""The school whose first pupil the tour's school and the shape's school claim too."""
DIED_ON = dt.date(2025, 9, 20)


def reported_pupils(plan: SchoolPlan, plans: tuple[SchoolPlan, ...]) -> list[Pupil]:
    """The pupils a school's LMS reports, with the known shapes' additions."""
    own = list(pupils(first=plan.first_pupil, count=plan.pupils))
    twin = next((one for one in plans if one.serial == TWIN), None)
    if twin and plan.shape is Shape.SHARED_PUPIL:
        own += list(pupils(first=twin.first_pupil, count=1))
    if twin and plan.serial == TOUR_SCHOOL:
        own += list(pupils(first=twin.first_pupil + 1, count=1))
    return own


def dead_pupils(plans: tuple[SchoolPlan, ...]) -> list[Pupil]:
    """One pupil of the known shape and one of the tour's school."""
    found = []
    for plan in plans:
        if plan.shape is Shape.DEAD_PUPIL or plan.serial == TOUR_SCHOOL:
            found += list(pupils(first=plan.first_pupil, count=1))
    return found


def payload_row(pupil: Pupil) -> dict[str, Any]:
    """One row of the API's push."""
    return {
        "iin": pupil.iin,
        "grade": pupil.grade,
        "birth_date": pupil.birth_date.isoformat(),
        "study_type": pupil.study_type,
        "row_id": str(pupil.number),
        "enrolled_on": "2025-09-01",
    }


def push_body(
    school_id: str, month: Month, plan: SchoolPlan, plans: tuple[SchoolPlan, ...]
) -> dict[str, Any]:
    """The body that the demo's LMS sends for a school and month."""
    return {
        "school_id": school_id,
        "year": month.year,
        "month": month.month,
        "pupils": [payload_row(pupil) for pupil in reported_pupils(plan, plans)],
    }


def write_population(
    folder: Path, plans: tuple[SchoolPlan, ...], debtors: dict[str, str], *, with_names: bool
) -> None:
    """Tell the registry emulator who is dead, who owes taxes and how people are called."""
    names: dict[str, list[str]] = {}
    if with_names:
        for plan in plans:
            for one in pupils(first=plan.first_pupil, count=plan.pupils):
                names[one.iin] = [one.surname, one.first_name, one.patronymic]
    book = {
        "dead": {one.iin: DIED_ON.isoformat() for one in dead_pupils(plans)},
        "foreign": {},
        "not_found": [],
        "names": names,
        "debtors": debtors,
    }
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / "population.json.part"
    partial.write_text(json.dumps(book, ensure_ascii=False))
    partial.replace(folder / "population.json")


def answer_for_everybody(plan: SchoolPlan, plans: tuple[SchoolPlan, ...]) -> None:
    """Write the registry's answers for a school's pupils in bulk, as the emulator would give.

    Asking one by one takes minutes at region scale; the rows say ``demo-seed`` as their origin.
    """
    reported = {vault.blind_index(pupil.iin): pupil for pupil in reported_pupils(plan, plans)}
    dead = {one.iin for one in dead_pupils(plans)}
    moment = clock.now()
    persons = list(
        Person.objects.filter(iin_index__in=list(reported), life_status=LifeStatus.UNKNOWN)
    )
    evidence = [
        _evidence(person.pk, alive=reported[bytes(person.iin_index)].iin not in dead, at=moment)
        for person in persons
    ]
    stored = Evidence.objects.bulk_create(evidence)
    for person, answer in zip(persons, stored, strict=True):
        index = bytes(person.iin_index)
        pupil = reported[index]
        person.life_status = (
            LifeStatus.ALIVE if Iin(pupil.iin) not in dead else LifeStatus.NOT_ALIVE
        )
        person.citizenship = "398"
        person.facts_on = clock.local_date(moment)
        person.evidence_id = answer.pk
        name = " ".join((pupil.surname, pupil.first_name, pupil.patronymic))
        person.name_sealed = vault.seal(name, aad=name_aad(index))
    Person.objects.bulk_update(
        persons,
        ["life_status", "citizenship", "facts_on", "evidence_id", "name_sealed"],
        batch_size=1000,
    )


def _evidence(person_id: int, *, alive: bool, at: dt.datetime) -> Evidence:
    return Evidence(
        source="gbd_fl",
        subject_kind="schools.person",
        subject_id=person_id,
        request_id=uuid.uuid4(),
        asked_at=at,
        answered_at=at,
        latency_ms=0,
        outcome=EvidenceOutcome.OK,
        facts={
            "alive": alive,
            "citizen": True,
            "excluded": False,
            "life_status_code": "0" if alive else "1",
            "citizenship_code": "398",
            "death_date": None if alive else DIED_ON.isoformat(),
            "birth_date_agrees": True,
        },
        valid_until=clock.local_date(at) + dt.timedelta(days=10),
        code_version="demo-seed",
    )
