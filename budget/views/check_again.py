"""«Проверить снова»: the same button in both cabinets."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views import View

from budget.models import FundingApplication
from budget.services.checking import request_checks_again
from core.web.actions import impossible
from core.web.addresses import cabinet_reverse
from core.workflow import TransitionForbidden, TransitionImpossible


class CheckAgain(View):
    """One POST starts the checks anew."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask the registries anew in a job."""
        rows = FundingApplication.objects.visible_to(request.actor)
        application = get_object_or_404(rows, pk=pk)
        url = cabinet_reverse(request, "application", pk)
        try:
            request_checks_again(application=application, actor=request.actor)
        except TransitionForbidden as error:
            raise PermissionDenied from error
        except TransitionImpossible as refusal:
            return impossible(request, refusal, back_url=url)
        messages.success(request, _("Проверка запущена: обновите страницу через минуту."))
        return redirect(f"{url}?tab=checks")
