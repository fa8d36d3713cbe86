"""Pupils of a month with stored evidence, and acts by state, made through the services."""

import datetime as dt
import uuid
from collections.abc import Sequence

from acts.models import Act
from acts.services.forming import form_act
from acts.services.signing import sign_act_by_department, sign_act_by_school
from contracts.models import Contract
from core import clock
from core.periods import Month
from integrations.models import Evidence
from schools.models import Person, School
from tests.factories.cast import Cast, synthetic_iin
from tests.factories.contracts import cms_of, head_of
from tests.factories.schools import person, pupil_month

OCTOBER = Month(2025, 10)
BORN = dt.date(2014, 5, 5)


def pupil(*, alive: bool | None = True, citizenship: str = "398") -> Person:
    """A person with the registry's answer as evidence (or, with ``alive`` None, without)."""
    made = person(synthetic_iin(BORN), alive=alive, citizenship=citizenship)
    if alive is None:
        return made
    now = clock.now()
    evidence = Evidence.objects.create(
        source="gbd_fl",
        subject_kind="schools.person",
        subject_id=made.pk,
        request_id=uuid.uuid4(),
        asked_at=now,
        answered_at=now,
        latency_ms=1,
        outcome="ok",
        facts={"alive": alive, "citizen": citizenship == "398", "excluded": False},
        code_version="test",
    )
    Person.objects.filter(pk=made.pk).update(evidence_id=evidence.pk)
    return Person.objects.get(pk=made.pk)


def pupils(
    school: School, count: int, *, month: Month = OCTOBER, **options: object
) -> list[Person]:
    """So many good pupils of a school's month, in class 5, general."""
    made = [pupil() for _ in range(count)]
    for one in made:
        pupil_month(school, one, month.first_day, **options)  # type: ignore[arg-type]
    return made


def offered_act(contract: Contract, *, month: Month = OCTOBER) -> Act:
    """The act of a month, formed and waiting for the school."""
    return form_act(contract=contract, month=month)


def signed_by_school(cast: Cast, act: Act) -> Act:
    """Signed by the head of its school."""
    head = head_of(cast, act.school)
    return sign_act_by_school(act=act, actor=head.as_actor(), cms=cms_of(head, act.document))


def signed_by_both(cast: Cast, act: Act) -> Act:
    """Signed by the school and by Gulnar."""
    signed = signed_by_school(cast, act)
    return sign_act_by_department(
        act=signed, actor=cast.actor("gulnar"), cms=cms_of(cast.gulnar, signed.document)
    )


def lines_by_person(act: Act) -> dict[int, object]:
    """The act's lines by person id."""
    return {line.person_id: line for line in act.lines.all()}


def outcomes(act: Act, people: Sequence[Person]) -> list[str]:
    """Outcomes of some pupils in the order given."""
    found = lines_by_person(act)
    return [found[one.pk].outcome for one in people]  # type: ignore[attr-defined]
