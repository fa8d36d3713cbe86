"""Ask ГБД ФЛ about the persons of a month and remember what it said.

Unknown stays unknown: it is neither a pass nor a refusal, and is asked again later.
"""

import datetime as dt
from collections.abc import Sequence

from django.db import models, transaction
from django.db.models import Q

from core import clock, settings_book
from core.periods import Month
from integrations import services as registries
from integrations.dated_settings import EVIDENCE_FRESH_DAYS
from integrations.gbd_fl.port import PersonFacts
from schools.models import LifeStatus, Person, PupilMonth

SUBJECT_KIND = "schools.person"
CHECK_PERSONS = "schools.check_persons"  # the job that does it for a school's month
CHUNK = 200


def persons_to_ask(
    *, school_id: int, month: Month, on_date: dt.date, after: int = 0
) -> models.QuerySet[Person]:
    """Persons of a school's month whose facts are missing or no longer fresh, by id."""
    fresh_days = int(settings_book.value(EVIDENCE_FRESH_DAYS, on_date))
    stale = Q(facts_on__isnull=True) | Q(facts_on__lt=on_date - dt.timedelta(days=fresh_days))
    reported = PupilMonth.objects.filter(source__school_id=school_id, month=month.first_day)
    return Person.objects.filter(
        stale | Q(life_status=LifeStatus.UNKNOWN),
        pk__in=reported.values("person_id"),
        pk__gt=after,
    ).order_by("pk")


def ask_about(*, persons: Sequence[Person]) -> list[registries.PersonCheck]:
    """Put the questions to the registry. Never inside a transaction."""
    return registries.check_persons(
        registries.PersonToCheck(SUBJECT_KIND, person.pk, person.reveal_iin()) for person in persons
    )


@transaction.atomic
def remember_answers(*, checks: Sequence[registries.PersonCheck]) -> int:
    """Store the facts on the persons, in the order of their ids; returns how many became known."""
    said = {check.asked.subject_id: check for check in checks if check.facts is not None}
    persons = list(
        Person.objects.select_for_update(of=("self",)).filter(pk__in=said).order_by("pk")
    )
    for person in persons:
        check = said[person.pk]
        _take_over(person, check.facts, evidence_id=check.evidence.pk)  # type: ignore[arg-type]
        person.facts_on = clock.local_date(check.evidence.answered_at)
    Person.objects.bulk_update(
        persons, ["life_status", "citizenship", "facts_on", "evidence_id", "name_sealed"]
    )
    return sum(person.life_status != LifeStatus.UNKNOWN for person in persons)


def _take_over(person: Person, facts: PersonFacts, *, evidence_id: int) -> None:
    person.life_status = _life_status(facts)
    person.citizenship = facts.citizenship_code[:3]
    person.evidence_id = evidence_id
    person.seal_name((facts.surname, facts.name, facts.patronymic))


def _life_status(facts: PersonFacts) -> str:
    if facts.excluded or facts.alive is False:
        # a record taken out of the register cannot prove that the pupil lives
        return LifeStatus.NOT_ALIVE
    return LifeStatus.ALIVE if facts.alive else LifeStatus.UNKNOWN
