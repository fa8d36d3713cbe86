"""What ГБД ФЛ said of the demo's pupils, written in bulk.

Asking the emulator one by one takes minutes at region scale; the evidence names ``demo-seed`` as
the code that asked.
"""

import datetime as dt
import uuid
from collections.abc import Collection

from django.db import connection

from core import clock, vault
from integrations.models import Evidence, EvidenceOutcome
from portal.demo.people import Pupil
from portal.demo.seed.contingent import DIED_ON
from schools.models import LifeStatus, Person
from schools.models.person import name_aad

_REMEMBER = """
UPDATE schools_person AS person
SET life_status = said.life, citizenship = '398', facts_on = %s, evidence_id = said.evidence,
    name_sealed = said.name
FROM unnest(%s::bigint[], %s::text[], %s::bigint[], %s::bytea[]) AS said(id, life, evidence, name)
WHERE person.id = said.id
"""


def answer_for(pupils: list[Pupil], *, dead: Collection[str]) -> int:
    """Write the registry's answer for those of the pupils who have none; returns how many.

    :param dead: IINs of pupils who are not alive
    """
    reported = {vault.blind_index(pupil.iin): pupil for pupil in pupils}
    asked = Person.objects.filter(
        iin_index__in=list(reported), life_status=LifeStatus.UNKNOWN
    ).order_by("pk")
    persons = [(pk, bytes(index)) for pk, index in asked.values_list("pk", "iin_index")]
    if not persons:
        return 0
    moment = clock.now()
    alive = {pk: reported[index].iin not in dead for pk, index in persons}
    evidence = Evidence.objects.bulk_create(
        [_evidence(pk, alive=alive[pk], at=moment) for pk, _index in persons]
    )
    names = [vault.seal(reported[index].full_name, aad=name_aad(index)) for _pk, index in persons]
    said = [LifeStatus.ALIVE if alive[pk] else LifeStatus.NOT_ALIVE for pk, _index in persons]
    with connection.cursor() as cursor:
        cursor.execute(
            _REMEMBER,
            [
                clock.local_date(moment),
                [pk for pk, _index in persons],
                [status.value for status in said],
                [one.pk for one in evidence],
                names,
            ],
        )
    return len(persons)


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
