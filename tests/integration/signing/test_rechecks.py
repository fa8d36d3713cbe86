"""What is looked at again: signatures by a job, rows by the numbered invariants."""

import json

import pytest
from django.db import connection

from core import invariants
from core.jobs import enqueue, run_now
from core.workflow import Actor
from signing import oids
from signing.models import Document, SignatureCheck
from signing.services import attach_signature
from signing.services.rechecking import RECHECK_JOB
from tests.integration.signing.conftest import AIGERIM

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _signed(document: Document, head: Actor, sign) -> None:
    attach_signature(
        document=document,
        cms=sign(document.content),
        actor=head,
        side="school",
        expected_iin=AIGERIM.iin,
        expected_bin=AIGERIM.bin,
        required_oids=oids.MAY_SIGN,
    )


def broken() -> set[str]:
    own = [one for one in invariants.declared() if "signing_" in one.sql]
    assert len(own) >= 4
    found = set()
    for one in own:
        with connection.cursor() as cursor:
            cursor.execute(one.sql, {"region": None})
            if cursor.fetchall():
                found.add(f"{one.code} {one.title.split()[1]}")
    return found


def test_good_signatures_pass_the_nightly_check() -> None:
    job = run_now(enqueue(RECHECK_JOB))

    assert (job.state, job.done, job.result) == ("done", 1, {"not_valid": 0})
    assert SignatureCheck.objects.get().outcome == "valid"


def test_nightly_check_counts_what_it_cannot_confirm(settings) -> None:
    settings.SIGNING_TRUST_ROOTS = "/nowhere"

    assert run_now(enqueue(RECHECK_JOB)).result == {"not_valid": 1}
    assert SignatureCheck.objects.get().outcome == "unknown"


def test_other_kinds_are_left_out() -> None:
    assert run_now(enqueue(RECHECK_JOB, kinds=["protocol"])).done == 0


def test_invariants_hold() -> None:
    assert broken() == set()


def test_invariants_see_a_stranger_on_the_document(document: Document) -> None:
    """Negative control: the owner tampers behind the triggers."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE signing_signature SET side = 'stranger'")
        cursor.execute("SET LOCAL session_replication_role = origin")

    assert broken() == {"I37 expected"}


def test_invariants_see_bytes_of_another_record(document: Document) -> None:
    said = {**json.loads(document.content), "version": 9}
    content = json.dumps(said).encode()
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "UPDATE signing_document SET canonical = %s, sha256 = encode(sha256(%s), 'hex')",
            [content, content],
        )
        cursor.execute("SET LOCAL session_replication_role = origin")

    assert broken() == {"I37 kind,"}
