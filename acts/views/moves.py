"""POSTs of an act's page that are no plain transitions."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views import View

from acts.jobs import CLOSE_MONTH
from acts.models import Act
from acts.services.forming import form_act
from acts.services.invoices import find_invoice_of_act
from acts.statuses import ActStatus
from core import clock, jobs
from core.periods import Month
from core.web.actions import impossible
from core.web.addresses import cabinet_reverse
from core.workflow import TransitionImpossible
from integrations.http import Patience
from schools.selectors.contingent import cut_off_day


class ActMove(View):
    """One POST on a visible act."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make it, or say why not."""
        act = get_object_or_404(
            Act.objects.visible_to(request.actor).select_related(  # type: ignore[attr-defined]
                "school__organisation", "contract__school__organisation"
            ),
            pk=pk,
        )
        url = cabinet_reverse(request, "act", pk)
        try:
            self.move(request, act)
        except TransitionImpossible as refusal:
            return impossible(request, refusal, back_url=url)
        return redirect(url)

    def move(self, request: HttpRequest, act: Act) -> Any:
        """What the button does."""
        raise NotImplementedError


class FormAgain(ActMove):
    """A returned act is formed again from the present data: nothing had to be mended in the LMS."""

    def move(self, request: HttpRequest, act: Act) -> None:
        if act.status != ActStatus.RETURNED:
            raise TransitionImpossible(_("Заново формируется только возвращённый акт."))
        form_act(contract=act.contract, month=Month.of(act.month))
        messages.success(request, _("Акт сформирован заново по последним данным."))


class AskForInvoice(ActMove):
    """«Проверить ЭСФ сейчас»."""

    def move(self, request: HttpRequest, act: Act) -> None:
        if act.status != ActStatus.SIGNED:
            raise TransitionImpossible(_("ЭСФ ищется, когда акт подписан обеими сторонами."))
        found = find_invoice_of_act(act=act, patience=Patience.INTERACTIVE)
        if found is not None and found.is_matched:
            messages.success(
                request,
                _("ЭСФ %(number)s найдена и совпадает с актом.")
                % {"number": found.registration_number},
            )
        elif found is not None:
            messages.warning(
                request,
                _("ЭСФ %(number)s найдена, но не совпадает: причина на вкладке «Проверки».")
                % {"number": found.registration_number},
            )
        else:
            messages.info(request, _("ЭСФ пока не найдена. Запрос повторяется сам; это не отказ."))


class FormMonth(View):
    """«Сформировать акты месяца» of the department: the same job as the operator's command."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Start it for a month that has ended; acts that stand already are left as they are."""
        url = cabinet_reverse(request, "acts")
        try:
            month = Month.parse(request.POST.get("month", "").strip())
        except ValueError:
            return impossible(request, _("Укажите месяц в виде ГГГГ-ММ."), back_url=url)
        if cut_off_day(month) > clock.today():
            return impossible(request, _("Этот месяц ещё не закончился."), back_url=url)
        actor = request.actor  # type: ignore[attr-defined]
        jobs.enqueue(
            CLOSE_MONTH,
            requested_by=actor.membership_id,
            month=str(month),
            region=actor.region_id,
        )
        messages.success(request, _("Акты формируются. Обновите страницу через несколько секунд."))
        return redirect(f"{url}?view=all&month={month}")
