"""The search of a running house can find: in a table, in Redis, in a file, in a file's name."""

from pathlib import Path

import pytest
import redis
from django.conf import settings

from core import clock, vault
from core.identifiers import Iin
from core.models import Job
from schools.models import Person
from tests.integration.privacy.canaries import Canary, canaries
from tests.traces_of_a_house import Search, places

pytestmark = pytest.mark.django_db
ONE, OTHER, _third = canaries()
KEY = "ortabilim:planted-in-a-house"


@pytest.fixture
def home(tmp_path, settings) -> Path:
    settings.ORTABILIM_HOME = tmp_path
    (tmp_path / "log").mkdir()
    (tmp_path / "pg").mkdir()
    (tmp_path / "emulator").mkdir()
    return tmp_path


@pytest.fixture
def broker():
    with redis.Redis.from_url(settings.REDIS_URL) as connection:
        yield connection
        connection.delete(KEY)


def stored(canary: Canary) -> Person:
    iin = Iin.parse(canary.iin)
    person = Person.sealed(iin, vault.blind_index(iin))
    person.seal_name(canary.name)
    person.save()
    return person


def name(canary: Canary) -> str:
    return " ".join(canary.name)


def test_a_house_that_keeps_them_sealed_has_no_place(home):
    stored(ONE)
    (home / "log" / "web.log").write_text("GET /ru/school/ 200 pupil •••• 1234\n")
    assert places(Search.of_this_house()) == []


def test_every_kind_of_place_is_found(home, broker):
    stored(ONE)
    stored(OTHER)
    Job.objects.create(
        kind="test",
        params={"text": f"ученик {name(ONE)}"},
        created_at=clock.now(),
        due_at=clock.now(),
    )
    broker.rpush(KEY, f'{{"args": ["{OTHER.iin}"]}}')
    (home / "log" / "worker.log").write_text(f"asked for {ONE.iin}\n")
    (home / "pg" / "16384").write_bytes(b"\x00\x01" + OTHER.iin.encode() + b"\xff")
    (home / f"{ONE.iin}.xlsx").write_text("")
    found = places(Search.of_this_house())
    assert found == [
        "core_job.params",
        f"redis {KEY}",
        "the name of a file",
        "file log/worker.log",
        "file pg/16384",
    ]


def test_the_registries_own_data_do_not_count(home):
    stored(ONE)
    (home / "emulator" / "population.json").write_text(ONE.iin)
    assert places(Search.of_this_house()) == []


def test_a_name_that_an_officer_also_bears_is_not_taken_for_a_pupil():
    search = Search([(ONE.iin, name(ONE)), (OTHER.iin, name(OTHER))], known=[name(ONE)])
    assert not search.finds(f"подписал {name(ONE)}".encode())
    assert search.finds(f"подписал {name(OTHER)}".encode())
