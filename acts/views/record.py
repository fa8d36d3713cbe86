"""One act: what is expected now, differences first, every pupil with the reason."""

from collections import Counter
from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.comments import Correspondence
from acts.models import Act
from acts.selectors.differences import Comparison, Difference, compare
from acts.selectors.registers import with_invoices
from acts.services.signing import send_back_act
from acts.statuses import ActStatus, LineOutcome
from acts.views.lines import show_differences, show_lines
from acts.views.words import next_words
from contracts.services.documents import department_of
from contracts.views.record import signature_rows
from core.money import format_tenge
from core.web.actions import TransitionView
from core.web.addresses import cabinet_reverse, cabinet_reverse_or_none
from core.web.deadlines import term_words
from core.web.record import NextAction, RecordPage, RecordTab, Step, StepShown, money_steps
from core.web.templatetags.ortabilim import month, short_date
from core.workflow import Action, perform
from flk.selectors import findings_of
from flk.texts import explain

PER_PAGE = 50
_LIMITS = (LineOutcome.OVER_CAPACITY, LineOutcome.OVER_CONTRACT)
_STEP = {
    ActStatus.SIGNED: Step.REGISTER,
    ActStatus.IN_REGISTER: Step.REGISTER,
    ActStatus.PAYABLE: Step.PAYMENT,
    ActStatus.PAID: Step.PAYMENT,
}
_BEING_SIGNED = (ActStatus.WITH_SCHOOL, ActStatus.WITH_DEPARTMENT)


class ActPage(Correspondence, RecordPage):
    """The page of both sides; names only here, IINs masked."""

    template_name = "acts/act.html"
    list_url_name = "acts"
    list_label = gettext_lazy("К актам")
    actions_url_name = "act-action"
    sign_url_name = "act-sign"
    aside_template = "contracts/_signatures.html"

    def get_queryset(self) -> models.QuerySet:
        acts = Act.objects.visible_to(self.actor).select_related(
            "school__organisation", "contract", "document", "register"
        )
        return with_invoices(acts)

    @property
    def is_school(self) -> bool:
        """Whether the school looks."""
        return bool(self.actor.role.startswith("school"))

    @cached_property
    def comparison(self) -> Comparison:
        """The act beside the one of the month before."""
        return compare(self.object)

    @cached_property
    def to_look_at(self) -> list[Difference]:
        """The differences one by one, without the many that only a limit cut off."""
        return [one for one in self.comparison.differences if one.change not in _LIMITS]

    def get_tabs(self) -> list[RecordTab]:
        one = self.object
        return [
            RecordTab("changes", _("Отличия"), "acts/_changes.html", len(self.to_look_at)),
            RecordTab("pupils", _("Ученики"), "acts/_pupils.html", one.pupils_count),
            RecordTab("checks", _("Проверки"), "acts/_checks.html"),
            RecordTab("terms", _("Договор и ЭСФ"), "acts/_terms.html"),
        ]

    def get_title(self) -> str:
        return _("Акт № %(number)s") % {"number": self.object.number}

    def get_subtitle(self) -> str:
        one = self.object
        return " · ".join(
            (
                one.school.name,
                _("договор № %(number)s") % {"number": one.contract.number},
                str(one.get_stream_display()),
                month(one.month),
            )
        )

    def get_steps(self) -> list[StepShown]:
        one = self.object
        step = _STEP.get(ActStatus(one.status), Step.ACT)
        state = {"paid": "done", "returned": "stopped", "annulled": "stopped"}.get(
            one.status, "now"
        )
        notes = {Step.CONTRACT: short_date(one.contract.active_from)}
        if step > Step.ACT:
            notes[Step.ACT] = short_date(one.signed_by_department_on)
        if one.paid_on:
            notes[Step.PAYMENT] = short_date(one.paid_on)
        return money_steps(step, notes=notes, state=state)

    def _may_sign(self) -> bool:
        return any(action.signs for action in self.get_actions())

    def get_next_action(self) -> NextAction | None:
        one = self.object
        found = next_words(one, is_school=self.is_school)
        if found is None:
            return None
        title, text, tone = found
        if tone == "move" and one.status in _BEING_SIGNED and not self._may_sign():
            title = _("Проверьте отличия: подписывает руководитель")
        if one.status == ActStatus.SIGNED and self.is_school and not self.invoice:
            text = _(
                "Сумма %(sum)s ₸. Покупатель: %(buyer)s, БИН %(bin)s. Договор № %(number)s от "
                "%(date)s, оборот за %(month)s."
            ) % {
                "sum": format_tenge(one.amount_tiyn),
                "buyer": self.customer.name,
                "bin": self.customer.bin,
                "number": one.contract.number,
                "date": short_date(one.contract.formed_on),
                "month": month(one.month),
            }
        elif one.status == ActStatus.SIGNED and self.invoice:
            title, text, tone = (
                _("ЭСФ найдена и совпадает"),
                _("Управление образования включит акт в сводный реестр."),
                "wait" if self.is_school else "move",
            )
        deadline = term_words(one.due_on) if tone == "move" else ""
        return NextAction(title, text=text, deadline=deadline, tone=tone)

    def get_actions(self) -> list[Action]:
        """The sum stands on the signing button; a formed act is not annulled from here."""
        one = self.object
        labels = {
            "sign_by_school": _("Подписать %(sum)s ₸") % {"sum": format_tenge(one.amount_tiyn)},
            "sign_by_department": _("Подписать %(sum)s ₸") % {"sum": format_tenge(one.amount_tiyn)},
            "send_back": _("Вернуть") if self.is_school else _("Вернуть школе"),
        }
        return [
            replace(action, label=labels.get(action.name, action.label))
            for action in super().get_actions()
            if action.name != "annul"
        ]

    @cached_property
    def customer(self) -> Any:
        """The department that buys."""
        return department_of(self.object.region_id)

    @cached_property
    def invoice(self) -> Any:
        """The matched e-invoice in force, or None."""
        return self.object.invoices.filter(is_matched=True, revoked_at__isnull=True).first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.object
        context = super().get_context_data(
            act=one,
            is_school=self.is_school,
            figures=self._figures(),
            signature_rows=signature_rows(one, ("school", "department")),
            contract_url=cabinet_reverse(self.request, "contract", one.contract_id),
            may_form_again=one.status == ActStatus.RETURNED and not self.read_only,
            form_again_url=cabinet_reverse_or_none(self.request, "act-form-again", one.pk),
            may_ask_invoice=one.status == ActStatus.SIGNED
            and not self.invoice
            and not self.read_only,
            invoice_url=cabinet_reverse_or_none(self.request, "act-invoice", one.pk),
            customer=self.customer,
            invoice=self.invoice,
            **kwargs,
        )
        parts = {"changes": self._changes, "pupils": self._pupils, "checks": self._checks}
        fill = parts.get(context["tab"].code)
        if fill:
            context.update(fill())
        if context["tab"].code == "terms":
            context["invoices"] = one.invoices.all()
        return context

    def _figures(self) -> list[dict[str, Any]]:
        one, before = self.object, self.comparison.before
        over = one.lines.filter(outcome=LineOutcome.OVER_CAPACITY).count()
        figures = [
            {
                "label": _("К оплате"),
                "tiyn": one.amount_tiyn,
                "note": _("учеников: %(count)d из %(all)d")
                % {"count": one.payable_count, "all": one.pupils_count},
            },
            {
                "label": _("Отложено до решения"),
                "tiyn": one.held_tiyn,
                "note": _("это не отказ"),
            },
            {
                "label": _("Сверх мощности"),
                "count": over,
                "note": _("мест по договору: %(places)d") % {"places": one.contract.total_places},
            },
        ]
        if before is not None:
            figures.append(
                {
                    "label": _("К прошлому месяцу"),
                    "tiyn": one.amount_tiyn - before.amount_tiyn,
                    "signed": True,
                    "note": _("прибыли: %(came)d, выбыли: %(left)d")
                    % {"came": self.comparison.arrived, "left": self.comparison.left},
                }
            )
        return figures

    def _page_of(self, rows: Any) -> Any:
        return Paginator(rows, PER_PAGE).get_page(self.request.GET.get("page"))

    def _changes(self) -> dict[str, Any]:
        """One by one what a person must look at; what the limits cut off, as sums by kind."""
        found = self.comparison.differences
        limited = Counter(one.change for one in found if one.change in _LIMITS)
        prices = dict(
            self.object.lines.filter(outcome__in=_LIMITS)
            .order_by()
            .values_list("outcome")
            .annotate(tiyn=models.Sum("price_tiyn"))
        )
        page = self._page_of(self.to_look_at)
        return {
            "limited": [
                {
                    "code": code,
                    "label": LineOutcome(code).label,
                    "count": count,
                    "tiyn": prices.get(code, 0),
                }
                for code, count in limited.items()
            ],
            "page": page,
            "rows": show_differences(page.object_list, names=not self.read_only),
            "before": self.comparison.before,
        }

    def _pupils(self) -> dict[str, Any]:
        lines = self.object.lines.select_related("person", "duplicate_case")
        counts = dict(lines.order_by().values_list("outcome").annotate(count=models.Count("pk")))
        wanted = self.request.GET.get("outcome", "")
        if wanted in LineOutcome.values:
            lines = lines.filter(outcome=wanted)
        page = self._page_of(lines.order_by("place_in_order"))
        return {
            "page": page,
            "rows": show_lines(page.object_list, names=not self.read_only),
            "wanted": wanted,
            "outcomes": [
                {"code": outcome.value, "label": outcome.label, "count": counts[outcome.value]}
                for outcome in LineOutcome
                if outcome.value in counts
            ],
        }

    def _checks(self) -> dict[str, Any]:
        sums = (
            self.object.lines.exclude(rule_code="")
            .order_by()
            .values("rule_code", "outcome")
            .annotate(count=models.Count("pk"), tiyn=models.Sum("price_tiyn"))
            .order_by("rule_code", "outcome")
        )
        return {
            "held_by_rule": [{**row, "label": LineOutcome(row["outcome"]).label} for row in sums],
            "findings": [explain(row) for row in findings_of("acts.act", self.object.pk)],
        }


class ActAction(TransitionView):
    """The buttons of the page."""

    record_url_name = "act"

    def get_queryset(self) -> models.QuerySet:
        return Act.objects.visible_to(self.request.actor)

    def perform(self, record: Act, name: str, *, reason: str) -> Act:
        actor = self.request.actor
        if name == "send_back":
            return send_back_act(act=record, actor=actor, reason=reason)
        return perform(record, name, actor=actor, reason=reason)
