"""What a push writes of its moves is what ``perform`` writes (ADR 0012)."""

import pytest

from core import outbox, tracing
from core.models import OutboxEvent, Transition
from core.workflow import SYSTEM, edges, perform
from schools.models import Submission
from tests.factories.cast import cast
from tests.factories.contingent import pupil_row, push
from tests.factories.schools import active_school, bind

pytestmark = pytest.mark.django_db
OF_THE_MOMENT = ("id", "subject_id", "at")


@pytest.fixture
def school():
    made = active_school(cast())
    bind(made)
    return made


def history():
    """Every column but the numbers and the moment, in order."""
    columns = [f.attname for f in Transition._meta.concrete_fields if f.name not in OF_THE_MOMENT]
    rows = Transition.objects.filter(subject_kind="schools.submission").order_by("id")
    return list(rows.values(*columns))


def received(school, **changes):
    """A submission as the model itself would begin one."""
    vendor = school.lms_bindings.get().vendor
    like = Submission.objects.filter(school=school).values().latest("id")
    like = {name: like[name] for name in like if name not in ("id", "status")}
    return Submission.objects.create(**like | {"vendor_id": vendor.pk, "revision": 90} | changes)


def written(work):
    """The history that a piece of work adds."""
    before = len(history())
    work()
    return history()[before:]


def drop(school, rows):
    """A push with so few pupils that the school must confirm it."""
    return push(school, rows[:5])


def test_a_first_push_moves_as_perform_would(school):
    tracing.begin("the-same-request")
    quick = written(lambda: push(school, [pupil_row()]))
    slow = written(lambda: perform(received(school), "apply", actor=SYSTEM))
    assert quick == slow
    assert quick[0]["request_id"] == "the-same-request"


def test_a_push_of_nothing_right_moves_as_perform_would(school):
    quick = written(lambda: push(school, [pupil_row(grade=99)]))
    slow = written(
        lambda: perform(
            received(school), "reject", actor=SYSTEM, reason="Ни одна строка не принята."
        )
    )
    assert quick == slow


def test_a_drop_waits_as_perform_would_let_it_wait(school):
    rows = [pupil_row() for _ in range(30)]
    push(school, rows)
    quick = written(lambda: drop(school, rows))
    slow = written(lambda: perform(received(school), "quarantine", actor=SYSTEM))
    assert quick == slow


def test_older_revisions_give_way_as_perform_would_move_them(school):
    """One applied and one waiting are retired by one new push."""
    rows = [pupil_row() for _ in range(30)]
    push(school, rows)
    drop(school, rows)
    quick = written(lambda: push(school, rows))
    applied = perform(received(school), "apply", actor=SYSTEM)
    waiting = perform(received(school, revision=91), "quarantine", actor=SYSTEM)

    def move():
        perform(applied, "supersede", actor=SYSTEM)
        perform(waiting, "reject", actor=SYSTEM, reason="Заменено новой ревизией.")
        perform(received(school, revision=92), "apply", actor=SYSTEM)

    assert quick == written(move)


def test_a_waiting_push_leaves_the_applied_one_in_force(school):
    rows = [pupil_row() for _ in range(30)]
    push(school, rows)
    drop(school, rows)
    states = Submission.objects.order_by("revision").values_list("status", flat=True)
    assert list(states) == ["applied", "quarantined"]


def test_the_event_is_what_emit_writes(school):
    result = push(school, [pupil_row()])
    quick = OutboxEvent.objects.latest("id")
    outbox.emit(
        "schools.contingent_applied",
        school_id=school.pk,
        month="2025-10",
        submission_id=result.submission.pk,
    )
    slow = OutboxEvent.objects.latest("id")
    same = ("kind", "payload", "attempts", "done_at", "dead", "last_error")
    assert [getattr(quick, name) for name in same] == [getattr(slow, name) for name in same]
    assert quick.pk != slow.pk
    assert quick.created_at == quick.due_at


def test_the_submission_in_hand_is_the_one_in_the_table(school):
    made = push(school, [pupil_row(), pupil_row(grade=99)]).submission
    stored = Submission.objects.get()
    columns = [field.attname for field in Submission._meta.concrete_fields]
    assert [getattr(made, name) for name in columns] == [getattr(stored, name) for name in columns]


def test_nobody_listens_to_moves_that_emit_no_event():
    """A handler of one of these would wait for ever: the function of the database emits none."""
    assert {f"schools.submission.{name}" for name in edges(Submission)}.isdisjoint(outbox._handlers)
