"""«Сводные реестры актов для оплаты» of the department and of the finance centre."""

from typing import Any
from urllib.parse import quote

import django_filters
import django_tables2 as tables
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from acts.models import Act, ActRegister, Invoice
from acts.permissions import is_department
from acts.selectors.registers import left_out, left_out_tiyn, months_of_acts, ready_acts
from acts.services.registers import (
    accept_register,
    delist_act,
    enlist_acts,
    form_register,
    return_register,
    rework_register,
    send_register,
)
from acts.statuses import ActStatus, RegisterStatus
from acts.views.lists import in_states
from contracts.views.record import signature_rows
from core import clock
from core.models import Region
from core.periods import Month
from core.web.actions import TransitionView, impossible
from core.web.addresses import cabinet_reverse, cabinet_reverse_or_none
from core.web.bulk import BulkAction
from core.web.deadlines import term_words
from core.web.filters import MonthFilter
from core.web.listing import ListPage, Tab
from core.web.record import NextAction, RecordPage, RecordTab, Step, money_steps
from core.web.tables import (
    DateColumn,
    MoneyColumn,
    MonthColumn,
    NumberColumn,
    RecordLinkColumn,
    SelectColumn,
    StateColumn,
    Table,
)
from core.web.templatetags.ortabilim import month
from core.workflow import TransitionForbidden, TransitionImpossible, perform


class RegisterTable(Table):
    """Sum and number of acts, as the deck asks."""

    number = RecordLinkColumn("register", verbose_name=gettext_lazy("Реестр"))
    region = tables.Column(
        accessor="region__name_ru",
        verbose_name=gettext_lazy("Управление образования"),
        order_by="region__sort_key",
    )
    month = MonthColumn(verbose_name=gettext_lazy("Месяц"))
    status = StateColumn()
    sent_on = DateColumn(verbose_name=gettext_lazy("Ждёт с"))
    due_on = DateColumn(verbose_name=gettext_lazy("Срок"))
    acts_count = NumberColumn(verbose_name=gettext_lazy("Актов"))
    total_tiyn = MoneyColumn(verbose_name=gettext_lazy("Сумма, ₸"))

    class Meta(Table.Meta):
        model = ActRegister
        fields = (
            "number",
            "region",
            "month",
            "status",
            "sent_on",
            "due_on",
            "acts_count",
            "total_tiyn",
        )

    def render_region(self, record: ActRegister) -> str:
        return record.region.name


class FinanceRegisterTable(RegisterTable):
    """The same with a box to choose by."""

    selected = SelectColumn(amount="total_tiyn")

    class Meta(RegisterTable.Meta):
        fields = ("selected", *RegisterTable.Meta.fields)
        sequence = fields


class RegisterFilters(django_filters.FilterSet):
    """Region, month, state."""

    region = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Регион"), queryset=Region.objects.all()
    )
    month = MonthFilter(label=gettext_lazy("Месяц"))
    status = django_filters.ChoiceFilter(
        label=gettext_lazy("Статус"), choices=RegisterStatus.choices
    )

    class Meta:
        model = ActRegister
        fields = ("region", "month", "status")


class RegistersPage(ListPage):
    """Registers that the member may see."""

    title = gettext_lazy("Сводные реестры актов для оплаты")
    table_class = RegisterTable
    filterset_class = RegisterFilters
    total_field = "total_tiyn"
    export_name = "registers"
    empty_title = gettext_lazy("Реестров пока нет")

    def get_queryset(self) -> models.QuerySet:
        return ActRegister.objects.visible_to(self.actor).select_related("region")


class DepartmentRegisters(RegistersPage):
    """The region's own; the button forms a new one."""

    tools_template = "acts/_register_tools.html"
    tabs = (
        Tab("mine", gettext_lazy("Ждут меня"), in_states("forming", "signed", "returned")),
        Tab("sent", gettext_lazy("В Финансовом центре"), in_states("sent", "accepted")),
        Tab("paid", gettext_lazy("Оплачены"), in_states("paid")),
        Tab("all", gettext_lazy("Все")),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            new_url=cabinet_reverse(self.request, "register-new"), **kwargs
        )


class FinanceRegisters(RegistersPage):
    """All regions' registers that were sent."""

    title = gettext_lazy("Сводный реестр актов для оплаты")
    table_class = FinanceRegisterTable
    tabs = (
        Tab("mine", gettext_lazy("Ждут меня"), in_states("sent")),
        Tab("accepted", gettext_lazy("К оплате"), in_states("accepted")),
        Tab("returned", gettext_lazy("Возвращены"), in_states("returned")),
        Tab("paid", gettext_lazy("Оплачены"), in_states("paid")),
        Tab("all", gettext_lazy("Все")),
    )
    bulk_actions = (
        BulkAction("send_back", gettext_lazy("Вернуть с замечаниями"), "quiet", True),
        BulkAction("accept", gettext_lazy("Принять")),
    )

    def get_bulk_actions(self) -> Any:
        """Only where something waits."""
        return self.bulk_actions if self.tab and self.tab.code == "mine" else ()

    def perform_one(self, record: ActRegister, name: str, *, reason: str) -> Any:
        return run_move(record, name, actor=self.actor, reason=reason)


def run_move(record: ActRegister, name: str, *, actor: Any, reason: str) -> ActRegister:
    """The service behind a button of a register."""
    moves = {"accept": accept_register, "send": send_register, "rework": rework_register}
    if name in moves:
        return moves[name](register=record, actor=actor)
    if name == "send_back":
        return return_register(register=record, actor=actor, reason=reason)
    return perform(record, name, actor=actor, reason=reason)


_WORDS: dict[str, dict[str, tuple[Any, Any, str]]] = {
    "department": {
        "forming": (
            gettext_lazy("От вас: проверить список и подписать реестр"),
            gettext_lazy("Подписывает не тот, кто сформировал. После подписи список не меняется."),
            "move",
        ),
        "signed": (gettext_lazy("От вас: направить реестр в Финансовый центр"), "", "move"),
        "sent": (gettext_lazy("Реестр проверяет Финансовый центр"), "", "wait"),
        "accepted": (gettext_lazy("Реестр принят, идёт оплата"), "", "wait"),
        "returned": (
            gettext_lazy("От вас: исправить реестр по замечаниям"),
            gettext_lazy("Замечания — в ходе дела."),
            "move",
        ),
        "paid": (gettext_lazy("Все акты реестра оплачены"), "", "done"),
    },
    "finance": {
        "sent": (
            gettext_lazy("От вас: проверить реестр и принять или вернуть"),
            gettext_lazy("Итог реестра равен сумме его актов; у каждого акта есть ЭСФ и подписи."),
            "move",
        ),
        "accepted": (gettext_lazy("Реестр принят: акты можно оплачивать"), "", "move"),
        "returned": (gettext_lazy("Возвращён управлению образования"), "", "wait"),
        "paid": (gettext_lazy("Все акты реестра оплачены"), "", "done"),
    },
}


class RegisterPage(RecordPage):
    """A register with its acts; totals that match visibly."""

    template_name = "acts/register.html"
    list_url_name = "registers"
    list_label = gettext_lazy("К реестрам")
    actions_url_name = "register-action"
    aside_template = "contracts/_signatures.html"

    def get_queryset(self) -> models.QuerySet:
        return ActRegister.objects.visible_to(self.actor).select_related("region", "document")

    @property
    def is_finance(self) -> bool:
        """Whether the finance centre looks."""
        return bool(self.actor.role.startswith("finance"))

    @property
    def sign_url_name(self) -> str | None:  # type: ignore[override]
        """The department signs; the finance centre has no such page."""
        return None if self.is_finance else "register-sign"

    def get_tabs(self) -> list[RecordTab]:
        tabs = [RecordTab("acts", _("Акты"), "acts/_register_acts.html", self.object.acts_count)]
        if not self.is_finance:
            tabs.append(RecordTab("left", _("Не включено"), "acts/_register_left.html"))
        return tabs

    def get_title(self) -> str:
        return _("Реестр № %(number)s") % {"number": self.object.number}

    def get_subtitle(self) -> str:
        one = self.object
        return f"{one.region.name} · {one.get_stream_display()} · {month(one.month)}"

    def get_steps(self) -> Any:
        status = self.object.status
        step = Step.PAYMENT if status in ("accepted", "paid") else Step.REGISTER
        state = {"paid": "done", "returned": "stopped"}.get(status, "now")
        return money_steps(step, state=state)

    def _all_ordered(self) -> NextAction:
        """Every act has its payment order: they are watched in the list of payments."""
        payments = cabinet_reverse_or_none(self.request, "payments")
        return NextAction(
            _("Платёжные поручения сформированы"),
            _("Реестр станет оплаченным, когда банк исполнит все поручения."),
            tone="wait",
            url=f"{payments}?view=all&q={quote(self.object.number)}" if payments else None,
            caption=_("Платежи"),
        )

    def _may_sign(self) -> bool:
        return any(action.signs for action in self.get_actions())

    def get_next_action(self) -> NextAction | None:
        side = "finance" if self.is_finance else "department"
        found = _WORDS[side].get(self.object.status)
        if found is None:
            return None
        accepted = self.is_finance and self.object.status == RegisterStatus.ACCEPTED
        if accepted and not self._orders_url():
            return self._all_ordered()
        title, text, tone = found
        if self.object.status == RegisterStatus.FORMING and not self._may_sign():
            title, tone = _("Реестр ждёт подписи руководителя управления"), "wait"
        deadline = term_words(self.object.due_on) if tone == "move" else ""
        return NextAction(title, text=text, deadline=deadline, tone=tone)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.object
        acts = list(
            one.acts.select_related("school__organisation", "contract").order_by(
                "school__sort_key", "pk"
            )
        )
        context = super().get_context_data(
            register=one,
            acts=acts,
            sum_tiyn=sum(act.amount_tiyn for act in acts),
            held_tiyn=sum(act.held_tiyn for act in acts),
            is_finance=self.is_finance,
            signature_rows=signature_rows(one, ("department",)),
            may_change=not self.is_finance
            and not self.read_only
            and one.status == RegisterStatus.FORMING,
            orders_url=self._orders_url(),
            **kwargs,
        )
        invoices = {
            invoice.act_id: invoice
            for invoice in Invoice.objects.filter(
                act__register=one, is_matched=True, revoked_at__isnull=True
            )
        }
        context["act_rows"] = [
            {
                "act": act,
                "invoice": invoices.get(act.pk),
                "url": None if self.is_finance else cabinet_reverse(self.request, "act", act.pk),
                "delist_url": cabinet_reverse(self.request, "register-delist", one.pk, act.pk)
                if context["may_change"]
                else "",
            }
            for act in acts
        ]
        if not self.is_finance:
            outside = left_out(one)
            context["left_out_tiyn"] = left_out_tiyn(one)
            context["outside"] = [
                {
                    "act": row.act,
                    "why": row.why,
                    "url": cabinet_reverse(self.request, "act", row.act.pk),
                    "enlist_url": cabinet_reverse(
                        self.request, "register-enlist", one.pk, row.act.pk
                    )
                    if context["may_change"]
                    and row.act.status == ActStatus.SIGNED
                    and row.act.has_invoice
                    else "",
                }
                for row in outside
            ]
        return context

    def _orders_url(self) -> str:
        """The next room's page, known by its address only."""
        if not self.is_finance or self.object.status != RegisterStatus.ACCEPTED:
            return ""
        if not self.object.acts.filter(status=ActStatus.PAYABLE, ordered_tiyn=0).exists():
            return ""  # every act has its order
        try:
            return cabinet_reverse(self.request, "form-orders", self.object.pk)
        except NoReverseMatch:
            return ""


class RegisterAction(TransitionView):
    """The buttons of a register."""

    record_url_name = "register"

    def get_queryset(self) -> models.QuerySet:
        return ActRegister.objects.visible_to(self.request.actor)

    def perform(self, record: ActRegister, name: str, *, reason: str) -> ActRegister:
        return run_move(record, name, actor=self.request.actor, reason=reason)


class NewRegister(View):
    """Choose a month and its ready acts, all or some."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """What is ready, and why the others are not."""
        asked = self._month(request.GET.get("month", ""))
        draft = ActRegister(region_id=request.actor.region_id, month=asked.first_day)
        ready = list(
            ready_acts(region_id=request.actor.region_id, month=asked).select_related(
                "school", "contract"
            )
        )
        ids = {act.pk for act in ready}
        context = {
            "base_template": "cabinets/base.html",
            "title": _("Сформировать сводный реестр"),
            "month": asked,
            "months": sorted(
                {asked, *months_of_acts(region_id=request.actor.region_id)}, reverse=True
            ),
            "ready": ready,
            "ready_tiyn": sum(act.amount_tiyn for act in ready),
            "outside": [row for row in left_out(draft) if row.act.pk not in ids],
            "back_url": cabinet_reverse(request, "registers"),
        }
        return render(request, "acts/register_new.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Form it of the chosen acts."""
        asked = self._month(request.POST.get("month", ""))
        chosen = [int(pk) for pk in request.POST.getlist("acts") if pk.isascii() and pk.isdigit()]
        back = cabinet_reverse(request, "register-new")
        try:
            formed = form_register(
                region=get_object_or_404(Region, pk=request.actor.region_id),
                month=asked,
                actor=request.actor,
                act_ids=chosen,
            )
        except TransitionForbidden as error:
            raise PermissionDenied from error
        except TransitionImpossible as refusal:
            return impossible(request, refusal, back_url=f"{back}?month={asked}")
        messages.success(
            request, _("Реестр %(number)s сформирован.") % {"number": formed.register.number}
        )
        return redirect(cabinet_reverse(request, "register", formed.register.pk))

    def _month(self, text: str) -> Month:
        """The asked month; otherwise the last one that has ended."""
        try:
            return Month.parse(text)
        except ValueError:
            return Month.of(clock.today()).previous()


class ChangeList(View):
    """Put one act into a register that is being formed, or take it out."""

    enlist = True

    def post(self, request: HttpRequest, pk: int, act_pk: int) -> HttpResponse:
        """Make the change and show the register."""
        register = get_object_or_404(ActRegister.objects.visible_to(request.actor), pk=pk)
        act = get_object_or_404(Act.objects.visible_to(request.actor), pk=act_pk)
        if not is_department(register, request.actor):
            raise PermissionDenied
        url = cabinet_reverse(request, "register", pk)
        try:
            if self.enlist:
                enlist_acts(register=register, acts=[act], actor=request.actor)
            elif act.register_id == register.pk:
                delist_act(act=act, actor=request.actor)
        except TransitionImpossible as refusal:
            return impossible(request, refusal, back_url=url)
        return redirect(url)
