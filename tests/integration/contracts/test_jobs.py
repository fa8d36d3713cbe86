"""Documents of a run's contracts are made apart from the plan's lock, once."""

import pytest

from contracts.models import Contract
from core import jobs, outbox
from core.models import Job
from signing.models import Document
from tests.factories import budget as money
from tests.factories.schools import active_school

pytestmark = pytest.mark.django_db


def test_documents_follow_the_event_and_a_second_run_makes_none(people):
    intake = money.intake(people)
    for _ in range(2):
        money.approved_application(people, active_school(people), intake)
    money.fixed_run(people, intake)
    outbox.drain()
    work = Job.objects.get(kind="contracts.prepare_documents")

    assert jobs.run_now(work).state == "done"
    assert (work.done, work.total) == (2, 2)
    assert not Contract.objects.filter(document__isnull=True).exists()
    Job.objects.filter(pk=work.pk).update(state="queued")
    jobs.run_now(work)
    assert Document.objects.filter(kind="contract").count() == 2
