"""«Платежи» of the finance centre: the register, its bulk moves, forming from a register."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View

from accounts.roles import Role
from acts.models import ActRegister
from acts.services.invoices import recheck_invoice
from core.money import format_tenge
from core.web.actions import impossible
from core.web.bulk import BulkAction
from core.web.listing import ListPage, Tab
from core.web.tables import Table
from core.workflow import TransitionForbidden, TransitionImpossible
from payments.models import PaymentBatch, PaymentOrder
from payments.selectors import acts_to_order, why_nothing_to_order
from payments.services.approving import approve_orders
from payments.services.forming import form_orders
from payments.services.refusals import Refusal, sentences
from payments.services.sending import make_batch
from payments.statuses import PaymentOrderStatus as Status
from payments.views.tables import PaymentFilters, PaymentTable

_SHOWN_FAILURES = 10
_APPROVE = BulkAction("approve", gettext_lazy("Утвердить"))
_FILE = BulkAction("file", gettext_lazy("Сделать файл для банка"))


def _in(*statuses: str) -> Any:
    return lambda rows, actor: rows.filter(status__in=statuses)


class PaymentsPage(ListPage):
    """Orders by what they wait for; bulk approval and the bank's file with the sum."""

    title = gettext_lazy("Платежи")
    table_class = PaymentTable
    filterset_class = PaymentFilters
    total_field = "amount_tiyn"
    export_name = "payments"
    empty_title = gettext_lazy("Здесь пока нет поручений")
    empty_text = gettext_lazy("Поручения формируются по реестру актов, принятому к оплате.")
    tabs = (
        Tab("approve", gettext_lazy("Ждут утверждения"), _in(Status.FORMED)),
        Tab("send", gettext_lazy("К отправке"), _in(Status.APPROVED)),
        Tab("sent", gettext_lazy("Отправлены"), _in(Status.SENT, Status.SENT_UNKNOWN)),
        Tab("executed", gettext_lazy("Исполнены"), _in(Status.EXECUTED)),
        Tab("rejected", gettext_lazy("Отклонены"), _in(Status.REJECTED)),
        Tab("all", gettext_lazy("Все")),
    )

    def get_queryset(self) -> QuerySet[PaymentOrder]:
        """Orders that the member sees."""
        return PaymentOrder.objects.visible_to(self.actor).select_related("act__contract")

    @cached_property
    def table(self) -> Table:
        """Without checkboxes where nothing can be done with the chosen rows."""
        table = ListPage.table.func(self)
        if not self.get_bulk_actions():
            table.columns.hide("selected")
        return table

    def get_bulk_actions(self) -> tuple[BulkAction, ...]:
        """What the open view waits for, where the member may do it."""
        view = self.tab.code if self.tab else ""
        if view == "approve" and self.actor.role == Role.FINANCE_SIGNATORY:
            return (_APPROVE,)
        return (_FILE,) if view == "send" else ()

    def _perform_each(
        self, request: HttpRequest, action: BulkAction, records: list[Any], reason: str
    ) -> None:
        try:
            if action.name == "approve":
                self._approve(request, records)
            else:
                self._make_file(request, records)
        except TransitionForbidden:
            messages.error(
                request, _("Утвердить должен второй человек: эти поручения сформировали вы.")
            )
        except TransitionImpossible as refusal:
            messages.error(request, str(refusal))

    def _approve(self, request: HttpRequest, records: list[PaymentOrder]) -> None:
        done = approve_orders(orders=records, actor=self.actor)
        if done.records:
            messages.success(
                request,
                ngettext(
                    "Утверждено %(count)d поручение на %(sum)s ₸.",
                    "Утверждено поручений %(count)d на %(sum)s ₸.",
                    len(done.records),
                )
                % {"count": len(done.records), "sum": format_tenge(done.total_tiyn)},
            )
        tell_refusals(request, done.refusals)

    def _make_file(self, request: HttpRequest, records: list[PaymentOrder]) -> None:
        orders = self._with_living_invoices(request, records)
        if not orders:
            return
        batch = make_batch(orders=orders, actor=self.actor)
        messages.success(
            request,
            _("Файл %(number)s готов: поручений %(count)d на %(sum)s ₸. Скачайте его ниже.")
            % {
                "number": batch.number,
                "count": batch.orders_count,
                "sum": format_tenge(batch.total_tiyn),
            },
        )

    def _with_living_invoices(
        self, request: HttpRequest, records: list[PaymentOrder]
    ) -> list[PaymentOrder]:
        """Read every invoice again in ИС ЭСФ right before money moves (I31)."""
        living = []
        for order in records:
            if recheck_invoice(act=order.act):
                living.append(order)
            else:
                messages.error(
                    request,
                    _("%(number)s не включено в файл: ИС ЭСФ не подтвердила счёт-фактуру акта.")
                    % {"number": order.number},
                )
        return living

    template_name = "payments/payments.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The latest files beside the sent orders."""
        shown = self.tab is not None and self.tab.code in ("send", "sent")
        batches = PaymentBatch.objects.defer("file").order_by("-id")[:5] if shown else ()
        return super().get_context_data(batches=batches, **kwargs)


class FormOrdersView(View):
    """«Сформировать платёжные поручения» of an accepted register."""

    base_template = "cabinets/base.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show how many acts and what sum before the orders are formed."""
        register = self._register(pk)
        figures = acts_to_order(register).aggregate(count=Count("*"), tiyn=Sum("amount_tiyn"))
        context = {
            "base_template": self.base_template,
            "title": _("Сформировать платёжные поручения"),
            "record": register,
            "back_url": reverse("finance:payments"),
        }
        if reason := why_nothing_to_order(register):
            context |= {"reason": reason, "orders_url": _orders_url(register)}
            return render(request, "payments/nothing_to_order.html", context)
        action = {"name": "form", "label": _("Сформировать"), "tone": "primary"}
        context |= {"action": action, "figures": figures}
        return render(request, "payments/form_orders.html", context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Form them; a second click forms nothing, and the page says why."""
        register = self._register(pk)
        try:
            formed = form_orders(register=register, actor=request.actor)  # type: ignore[attr-defined]
        except TransitionForbidden as error:
            raise PermissionDenied from error
        except TransitionImpossible as refusal:
            return impossible(request, refusal, back_url=reverse("finance:payments"))
        if formed.orders:
            messages.success(
                request,
                _("Сформировано поручений %(count)d на %(sum)s ₸. Их утверждает второй человек.")
                % {"count": len(formed.orders), "sum": format_tenge(formed.total_tiyn)},
            )
        elif not formed.refusals:
            messages.error(request, why_nothing_to_order(register))
        tell_refusals(request, formed.refusals)
        return redirect(_orders_url(register))

    def _register(self, pk: int) -> ActRegister:
        return get_object_or_404(
            ActRegister.objects.visible_to(self.request.actor),  # type: ignore[attr-defined]
            pk=pk,
        )


def _orders_url(register: ActRegister) -> str:
    """The orders of a register in the list."""
    return f"{reverse('finance:payments')}?view=all&q={register.number}"


class BatchFileView(View):
    """The stored file: downloaded again it is the same bytes."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Hand over the bytes."""
        batch = get_object_or_404(PaymentBatch, pk=pk)
        answer = HttpResponse(bytes(batch.file), content_type="application/xml")
        answer["Content-Disposition"] = content_disposition_header(
            True, f"pain001-{batch.message_id}.xml"
        )
        return answer


def tell_refusals(request: HttpRequest, refusals: list[Refusal]) -> None:
    """Say what was left as it was, one by one, the rest as a number."""
    for line in sentences(refusals[:_SHOWN_FAILURES]):
        messages.error(request, line)
    if len(refusals) > _SHOWN_FAILURES:
        rest = len(refusals) - _SHOWN_FAILURES
        messages.error(request, _("И ещё не выполнено: %(count)d.") % {"count": rest})
