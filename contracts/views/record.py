"""One contract: what is expected now, the schedule, the signatures, the history."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.comments import Correspondence
from contracts.models import Contract
from contracts.services import (
    decline_contract,
    form_contract_again,
    resume_contract,
    send_contract_to_school,
    suspend_contract,
    terminate_contract,
)
from core.web.actions import TransitionView
from core.web.addresses import cabinet_reverse
from core.web.deadlines import term_words
from core.web.record import NextAction, RecordPage, RecordTab, Step, money_steps
from core.web.templatetags.ortabilim import month, short_date
from core.workflow import perform
from signing.selectors import signatures_of
from signing.sides import side_label


def signature_rows(record: Any, sides: tuple[str, ...]) -> list[dict[str, Any]]:
    """Who signed the present bytes and who is still to sign, for ``contracts/_signatures.html``."""
    given = (
        {} if record.document is None else {one.side: one for one in signatures_of(record.document)}
    )
    return [{"label": side_label(side), "signature": given.get(side)} for side in sides]


_BEING_SIGNED = ("with_school", "with_department")


class ContractPage(Correspondence, RecordPage):
    """The page of both sides; the words differ by whose move it is."""

    list_url_name = "contracts"
    list_label = gettext_lazy("К договорам")
    actions_url_name = "contract-action"
    sign_url_name = "contract-sign"
    aside_template = "contracts/_signatures.html"
    tabs = (
        RecordTab("terms", gettext_lazy("Условия"), "contracts/_terms.html"),
        RecordTab("schedule", gettext_lazy("График"), "contracts/_schedule.html"),
        RecordTab("acts", gettext_lazy("Акты"), "contracts/_acts.html"),
    )

    def get_queryset(self) -> models.QuerySet:
        return Contract.objects.visible_to(self.actor).select_related(
            "school__organisation", "document", "plan", "allocation__run"
        )

    def get_title(self) -> str:
        return _("Договор № %(number)s") % {"number": self.object.number}

    def get_subtitle(self) -> str:
        one = self.object
        return (
            f"{one.school.name} · {one.get_stream_display()} · "
            f"{month(one.first_month)} – {month(one.last_month)}"
        )

    def get_steps(self) -> Any:
        one = self.object
        done = one.status in ("active", "fulfilled")
        stopped = one.status in ("declined", "terminated", "suspended")
        notes = {Step.CONTRACT: short_date(one.active_from) if done else ""}
        state = "done" if done else "stopped" if stopped else "now"
        return money_steps(Step.CONTRACT, notes=notes, state=state)

    def get_next_action(self) -> NextAction | None:
        is_school = self.actor.role.startswith("school")
        texts = _SCHOOL if is_school else _DEPARTMENT
        found = texts.get(self.object.status)
        if found is None:
            return None
        title, text, tone = found
        if (
            tone == "move"
            and self.object.status in _BEING_SIGNED
            and not any(action.signs for action in self.get_actions())
        ):
            title, text = _("Договор ждёт подписи руководителя"), ""
        deadline = term_words(self.object.due_on) if tone == "move" else ""
        return NextAction(title, text=text, deadline=deadline, tone=tone)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.object
        schedule, planned = [], 0
        for row in one.schedule.order_by("month"):
            planned += row.amount_tiyn
            schedule.append({"month": row.month, "tiyn": row.amount_tiyn, "total": planned})
        return super().get_context_data(
            contract=one,
            schedule=schedule,
            left_tiyn=one.amount_tiyn - one.acted_tiyn,
            signature_rows=signature_rows(one, ("school", "department")),
            acts_url=f"{cabinet_reverse(self.request, 'acts')}?view=all&q={one.number}",
            **kwargs,
        )


_SCHOOL = {
    "with_school": (
        gettext_lazy("От вас: прочитать и подписать договор"),
        gettext_lazy("Проверьте счёт, места и график. Если что-то неверно, отклоните с причиной."),
        "move",
    ),
    "with_department": (
        gettext_lazy("Договор подписывает управление образования"),
        gettext_lazy("От вас ничего не требуется."),
        "wait",
    ),
    "active": (
        gettext_lazy("Договор действует"),
        gettext_lazy("Акт каждого месяца формируется сам по данным вашей LMS."),
        "done",
    ),
    "declined": (
        gettext_lazy("Договор отклонён"),
        gettext_lazy("Управление образования сформирует его заново."),
        "wait",
    ),
    "suspended": (
        gettext_lazy("Договор приостановлен"),
        gettext_lazy("Новые акты не формируются. Причина — в ходе дела."),
        "stop",
    ),
    "terminated": (gettext_lazy("Договор расторгнут"), "", "stop"),
}
_DEPARTMENT = {
    "formed": (
        gettext_lazy("От вас: отправить договор школе на подпись"),
        gettext_lazy("Сумма и места — из зафиксированного распределения, счёт — из паспорта."),
        "move",
    ),
    "with_school": (
        gettext_lazy("Договор подписывает школа"),
        gettext_lazy("От вас ничего не требуется."),
        "wait",
    ),
    "with_department": (
        gettext_lazy("От вас: подписать договор"),
        gettext_lazy("Школа уже подписала. После вашей подписи договор действует."),
        "move",
    ),
    "active": (
        gettext_lazy("Договор действует"),
        gettext_lazy("Акт каждого месяца формируется сам по данным LMS."),
        "done",
    ),
    "declined": (
        gettext_lazy("От вас: исправить причину и сформировать договор заново"),
        gettext_lazy("Причина — в ходе дела. Прежние подписи недействительны."),
        "move",
    ),
    "suspended": (gettext_lazy("Договор приостановлен: акты не формируются"), "", "stop"),
    "terminated": (
        gettext_lazy("Договор расторгнут"),
        gettext_lazy("Неиспользованная сумма возвращена в план."),
        "stop",
    ),
}


class ContractAction(TransitionView):
    """Every button of the page runs its service."""

    record_url_name = "contract"

    def get_queryset(self) -> models.QuerySet:
        return Contract.objects.visible_to(self.request.actor)

    def perform(self, record: Contract, name: str, *, reason: str) -> Contract:
        actor = self.request.actor
        with_reason = {
            "decline": decline_contract,
            "suspend": suspend_contract,
            "resume": resume_contract,
            "terminate": terminate_contract,
        }
        if name in with_reason:
            return with_reason[name](contract=record, actor=actor, reason=reason)
        if name == "send_to_school":
            return send_contract_to_school(contract=record, actor=actor)
        if name == "form_again":
            return form_contract_again(contract=record, actor=actor)
        return perform(record, name, actor=actor, reason=reason)
