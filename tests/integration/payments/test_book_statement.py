"""A statement is booked in the background, in chunks: whatever dies, each line counts once."""

import pytest

from acts.models import ActRegister
from core.jobs import run_now
from core.models import Job
from core.workflow import TransitionForbidden
from payments import jobs as payment_jobs
from payments.jobs import BOOK_STATEMENTS, booking_of, import_in_background
from payments.models import BankStatement, StatementLine
from payments.services.statements import StatementRepeated
from tests.factories.payments import Entry, Paper, entry_of, sent_batch, statement


@pytest.fixture
def sent(paper: Paper) -> Paper:
    sent_batch(paper)
    return paper


def receive(paper: Paper, content: bytes) -> Job:
    import_in_background(content=content, name="v.xml", actor=paper.cast.actor("dana"))
    return Job.objects.get(kind=BOOK_STATEMENTS)


def both(paper: Paper) -> bytes:
    return statement([entry_of(order) for order in paper.orders])


def test_receipt_pays_nothing_the_job_pays_and_closes_the_register(sent: Paper):
    job = receive(sent, both(sent))
    assert {order.status for order in sent.orders} == {"sent"}
    assert BankStatement.objects.get().lines_count == 2
    done = run_now(job)
    assert (done.state, done.done, done.total) == ("done", 2, 2)
    assert {act.status for act in sent.acts} == {"paid"}
    assert ActRegister.objects.get(pk=sent.register.pk).status == "paid"


def test_a_worker_killed_between_chunks_loses_nothing_and_books_nothing_twice(
    sent: Paper, monkeypatch
):
    monkeypatch.setattr(payment_jobs, "CHUNK", 1)
    job, real, calls = receive(sent, both(sent)), payment_jobs.book_line, []

    def killed_at_the_second(line, imported):
        calls.append(line.position)
        if len(calls) == 2:
            raise KeyboardInterrupt
        real(line, imported)

    monkeypatch.setattr(payment_jobs, "book_line", killed_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        run_now(job)
    assert [act.status for act in sent.acts] == ["paid", "payable"]
    assert StatementLine.objects.count() == 1
    Job.objects.filter(pk=job.pk).update(lease_until=None, state="queued")
    done = run_now(Job.objects.get(pk=job.pk))
    assert (done.state, done.done) == ("done", 2)
    assert calls == [1, 2, 2]
    assert StatementLine.objects.count() == 2
    assert [act.paid_tiyn for act in sent.acts] == [2_241_864_00, 1_000_000_00]
    assert ActRegister.objects.get(pk=sent.register.pk).status == "paid"


def test_a_worker_killed_before_the_register_is_closed_closes_it_later(sent: Paper, monkeypatch):
    job = receive(sent, both(sent))

    def killed(statements):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(payment_jobs, "settle_registers", killed)
        with pytest.raises(KeyboardInterrupt):
            run_now(job)
    assert ActRegister.objects.get(pk=sent.register.pk).status == "accepted"
    Job.objects.filter(pk=job.pk).update(lease_until=None, state="queued")
    run_now(Job.objects.get(pk=job.pk))
    assert StatementLine.objects.count() == 2
    assert ActRegister.objects.get(pk=sent.register.pk).status == "paid"


def test_a_job_that_is_done_does_nothing_a_second_time(sent: Paper):
    job = run_now(receive(sent, both(sent)))
    assert run_now(job).done == 2
    assert StatementLine.objects.count() == 2


def test_a_repeated_file_is_refused_while_the_first_waits(sent: Paper):
    content = both(sent)
    receive(sent, content)
    with pytest.raises(StatementRepeated):
        receive(sent, content)
    assert Job.objects.filter(kind=BOOK_STATEMENTS).count() == 1


def test_only_the_finance_centre_hands_in_statements(sent: Paper):
    with pytest.raises(TransitionForbidden):
        import_in_background(content=b"", name="x", actor=sent.cast.actor("gulnar"))


def test_lines_that_match_nothing_wait_for_a_person(sent: Paper):
    run_now(receive(sent, statement([entry_of(sent.orders[0]), Entry(key="X", amount_tiyn=5)])))
    outcomes = StatementLine.objects.order_by("position").values_list("outcome", flat=True)
    assert list(outcomes) == ["matched", "unknown_key"]


def test_the_page_knows_the_job_of_its_statement_only_while_it_works(sent: Paper):
    job = receive(sent, both(sent))
    received = BankStatement.objects.get()
    assert booking_of(received) == job
    run_now(job)
    assert booking_of(received) is None


def test_a_job_names_ids_only(sent: Paper):
    job = receive(sent, both(sent))
    assert job.params == {"statement_ids": [BankStatement.objects.get().pk]}
