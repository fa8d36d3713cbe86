"""The eight steps of the money."""

from core.web.record import STEP_LABELS, Step, money_steps


def test_the_steps_stand_in_the_order_of_the_process() -> None:
    assert [str(label) for label in STEP_LABELS.values()] == [
        "План", "Оцифровка", "Заявка", "Распределение", "Договор", "Акт", "Реестр", "Оплата",
    ]  # fmt: skip


def test_a_paid_record_has_no_step_to_come() -> None:
    assert {step.state for step in money_steps(Step.PAYMENT, state="done")} == {"done"}


def test_a_refused_application_stops_at_its_step() -> None:
    states = [step.state for step in money_steps(Step.APPLICATION, state="stopped")]
    assert states == ["done", "done", "stopped", "todo", "todo", "todo", "todo", "todo"]
