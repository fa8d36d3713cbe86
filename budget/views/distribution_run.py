"""The page of a distribution: shares, reasons, what-if, protocol."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from budget.distribution import canonical_json
from budget.models import DistributionRun
from budget.selectors.distribution import share_rows
from budget.services.distributing import agree, discard, fix
from budget.services.protocol_document import SUBJECT_KIND
from core.web.actions import TransitionView
from core.web.addresses import cabinet_reverse
from core.web.record import NextAction, RecordPage, Step, money_steps
from core.workflow import TransitionForbidden
from signing.selectors import document_of


class DistributionPage(RecordPage):
    """One run."""

    list_url_name = "plan"
    list_label = gettext_lazy("К плану")
    actions_url_name = "distribution-action"
    template_name = "budget/distribution.html"

    def get_queryset(self) -> Any:
        """The region's."""
        rows = DistributionRun.objects.visible_to(self.actor)
        return rows.select_related("intake__plan", "region")

    def get_title(self) -> Any:
        """Number of the calculation."""
        return _("Распределение бюджета, расчёт № %(number)s") % {"number": self.object.number}

    def get_subtitle(self) -> Any:
        """Region and list."""
        return f"{self.object.region.name} · {self.object.intake.get_kind_display()}"

    def get_steps(self) -> Any:
        """The fourth step."""
        return money_steps(
            Step.DISTRIBUTION, state="done" if self.object.status == "fixed" else "now"
        )

    def get_next_action(self) -> NextAction | None:
        """Whose move it is."""
        texts = {
            "calculated": (
                _("Проверьте расчёт и согласуйте его"),
                _("Сравните варианты T и N, причины и учеников без финансирования."),
                "move",
            ),
            "agreed": (
                _("Руководитель фиксирует распределение"),
                _("Фиксирует не тот, кто выполнил расчёт. Сразу изменится план и появятся доли."),
                "move" if self.get_actions() else "wait",
            ),
            "fixed": (_("Распределение зафиксировано"), _("Протокол открыт всем."), "done"),
            "discarded": (_("Расчёт отменён"), "", "stop"),
        }
        title, text, tone = texts[self.object.status]
        return NextAction(title, text=text, tone=tone)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Shares with both variants, sums and the public document."""
        run, rows = self.object, share_rows(self.object)
        allocations = [row.allocation for row in rows]
        return super().get_context_data(
            run=run,
            rows=rows,
            totals={
                "contingent": sum(one.contingent for one in allocations),
                "first": sum(one.first_tiyn for one in allocations),
                "second": sum(one.second_tiyn for one in allocations),
                "total": sum(one.total_tiyn for one in allocations),
                "unfunded": sum(one.unfunded_pupils for one in allocations),
                "T": sum(row.by_variant["T"] for row in rows),
                "N": sum(row.by_variant["N"] for row in rows),
            },
            protocol_url=cabinet_reverse(self.request, "distribution-protocol", run.pk),
            document=document_of(SUBJECT_KIND, run.pk),
            **kwargs,
        )


class DistributionAction(TransitionView):
    """Agree, fix, discard."""

    record_url_name = "distribution"

    def get_queryset(self) -> Any:
        """The region's."""
        return DistributionRun.objects.visible_to(self.request.actor)

    def perform(self, record: DistributionRun, name: str, *, reason: str) -> Any:
        """Through the services of the room."""
        actor = self.request.actor
        if name == "agree":
            return agree(run=record, actor=actor)
        if name == "fix":
            return fix(run=record, actor=actor)
        if name == "discard":
            return discard(run=record, reason=reason, actor=actor)
        raise TransitionForbidden(name)


class ProtocolFile(View):
    """The protocol's canonical JSON, as the stand-alone checker takes it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Hand the file over."""
        run = get_object_or_404(DistributionRun.objects.visible_to(request.actor), pk=pk)
        answer = HttpResponse(canonical_json(run.protocol), content_type="application/json")
        name = f"distribution-{run.region_id}-{run.pk}.json"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
