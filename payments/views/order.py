"""The page of one payment order, and its moves."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.urls import NoReverseMatch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import settings_book
from core.money import format_tenge
from core.web.actions import TransitionView
from core.web.addresses import cabinet_reverse
from core.web.record import NextAction, RecordPage, RecordTab, Step, StepShown, money_steps
from core.web.templatetags.ortabilim import short_date
from core.workflow import Action
from payments import dated_settings, purposes
from payments.models import PaymentOrder
from payments.permissions import is_second_person
from payments.selectors import TraceBroken, TraceNode, matched_line, trace
from payments.services.approving import approve_order
from payments.services.sending import doubt_order, reissue_order, reject_order
from payments.statuses import PaymentOrderStatus as Status

_PUPILS_SHOWN = 200


@dataclass(frozen=True)
class LinkedRecord:
    """A record beside the order; ``url`` where this cabinet has a page of it."""

    label: Any
    text: str
    url: str | None = None


class PaymentPage(RecordPage):
    """Details, links, history and the tenge trace of one order."""

    template_name = "payments/payment.html"
    list_url_name = "payments"
    actions_url_name = "payment-action"
    list_label = gettext_lazy("К платежам")
    aside_template = "payments/_links.html"
    tabs = (
        RecordTab("details", gettext_lazy("Реквизиты"), "payments/_details.html"),
        RecordTab("trace", gettext_lazy("След тенге"), "payments/_trace.html"),
    )

    def get_queryset(self) -> QuerySet[PaymentOrder]:
        """Orders that the member sees."""
        return PaymentOrder.objects.visible_to(self.actor).select_related(
            "act__contract", "act__school", "register", "batch", "replaces", "region"
        )

    def get_title(self) -> str:
        """Number of the order."""
        return _("Платёжное поручение № %(number)s") % {"number": self.object.number}

    def get_subtitle(self) -> str:
        """To whom and when formed."""
        return f"{self.object.payee_name} · {short_date(self.object.formed_on)}"

    def get_actions(self) -> Sequence[Action]:
        """The sum stands on the button that lets the money go."""
        total = format_tenge(self.object.amount_tiyn)
        return [
            replace(action, label=_("Утвердить %(sum)s ₸") % {"sum": total})
            if action.name == "approve"
            else action
            for action in super().get_actions()
        ]

    def get_next_action(self) -> NextAction:
        """Whose move it is."""
        status = self.object.status
        if status == Status.FORMED:
            return self._before_approval()
        return {
            Status.APPROVED: NextAction(
                _("Включите поручение в файл для банка"),
                _("Платежи, вид «К отправке»: отметьте поручения и сделайте файл."),
                url=f"{cabinet_reverse(self.request, 'payments')}?view=send",
                caption=_("К отправке"),
            ),
            Status.SENT: NextAction(
                _("Ждём выписку банка"),
                _("Загрузите camt.053 в разделе «Выписки»: совпавшее поручение исполнится само."),
                tone="wait",
            ),
            Status.SENT_UNKNOWN: NextAction(
                _("Выясните у банка, получен ли файл"),
                _("Повторно поручение не отправляется, пока ответа нет."),
            ),
            Status.REJECTED: NextAction(
                _("Банк отклонил поручение: выпустите его заново"),
                _("Сумма возвращена в остаток акта. Новое поручение утверждает второй человек."),
            ),
            Status.EXECUTED: NextAction(
                _("Исполнено: деньги перечислены"),
                _("Акт оплачен по выписке от %(day)s.")
                % {"day": short_date(self.object.executed_on)},
                tone="done",
            ),
            Status.REISSUED: NextAction(_("Заменено новым поручением"), tone="done"),
        }[Status(status)]

    def _before_approval(self) -> NextAction:
        if is_second_person(self.object, self.actor):
            return NextAction(
                _("Сверьте реквизиты с договором и утвердите"),
                _("Поручение сформировал другой человек; вы — второй."),
            )
        return NextAction(
            _("Ждёт утверждения вторым человеком"),
            _("Утверждает подписант Финансового центра, который не формировал поручение."),
            tone="wait",
        )

    def get_steps(self) -> Sequence[StepShown]:
        """The last of the eight steps."""
        state = {Status.EXECUTED: "done", Status.REJECTED: "stopped"}.get(
            Status(self.object.status), "now"
        )
        note = short_date(self.object.executed_on) if self.object.executed_on else ""
        return money_steps(Step.PAYMENT, notes={Step.PAYMENT: note}, state=state)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ready values for the parts."""
        order: PaymentOrder = self.object
        tree, nodes = self._trace()
        return super().get_context_data(
            order=order,
            payment_code=purposes.payment_code(
                payer_code=order.payer_code,
                payee_code=order.payee_code,
                purpose_code=order.purpose_code,
            ),
            purpose_code_source=settings_book.row(dated_settings.PURPOSE_CODE, order.formed_on),
            links=self._links(),
            trace_steps=nodes,
            trace_pupils=tree[:_PUPILS_SHOWN],
            trace_rest=max(0, len(tree) - _PUPILS_SHOWN),
            trace_count=len(tree),
            **kwargs,
        )

    def _trace(self) -> tuple[list[TraceNode], list[tuple[Any, TraceNode]]]:
        labels = {
            "bank_line": gettext_lazy("Строка выписки"),
            "payment_order": gettext_lazy("Поручение"),
            "register": gettext_lazy("Реестр"),
            "act": gettext_lazy("Акт"),
        }
        try:
            node = trace(self.object)
        except TraceBroken:
            return [], []
        steps = []
        while node.kind in labels:
            steps.append((labels[node.kind], node))
            if node.kind == "act":
                break
            node = node.children[0]
        return node.children, steps

    def _links(self) -> list[LinkedRecord]:
        order, act = self.object, self.object.act
        found = [
            self._link(_("Реестр"), order.register.number, "register", order.register_id),
            self._link(_("Акт"), act.number, "act", act.pk),
            self._link(_("Договор"), act.contract.number, "contract", act.contract_id),
            self._link(_("Школа"), act.school.name, "school", act.school_id),
        ]
        if order.batch:
            found.append(
                self._link(_("Файл для банка"), order.batch.number, "batch", order.batch_id)
            )
        line = matched_line(order)
        if line:
            found.append(
                self._link(
                    _("Строка выписки"),
                    f"{line.statement.statement_id}, {line.position}",
                    "statement",
                    line.statement_id,
                )
            )
        if order.replaces:
            found.append(
                self._link(_("Вместо поручения"), str(order.replaces), "payment", order.replaces_id)
            )
        new = PaymentOrder.objects.filter(replaces=order).first()
        if new:
            found.append(self._link(_("Новое поручение"), new.number, "payment", new.pk))
        return found

    def _link(self, label: Any, text: str, url_name: str, pk: int) -> LinkedRecord:
        try:
            url = cabinet_reverse(self.request, url_name, pk)
        except NoReverseMatch:
            url = None
        return LinkedRecord(label, text, url)


class PaymentAction(TransitionView):
    """Approve, doubt, reject, reissue: each by its service."""

    record_url_name = "payment"

    def get_queryset(self) -> QuerySet[PaymentOrder]:
        """Orders that the member sees."""
        return PaymentOrder.objects.visible_to(self.request.actor)  # type: ignore[attr-defined]

    def perform(self, record: PaymentOrder, name: str, *, reason: str) -> PaymentOrder:
        """Run the service of the move."""
        actor = self.request.actor  # type: ignore[attr-defined]
        match name:
            case "approve":
                return approve_order(order=record, actor=actor)
            case "doubt":
                return doubt_order(order=record, actor=actor, reason=reason)
            case "reject":
                return reject_order(order=record, actor=actor, reason=reason)
            case _:
                return reissue_order(order=record, actor=actor)
