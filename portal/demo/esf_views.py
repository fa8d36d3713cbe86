"""The demo's window into ИС ЭСФ: the school issues the e-invoice of an act there, not here."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Organisation, OrganisationKind
from accounts.roles import SCHOOL_ROLES
from acts.models import Act
from acts.statuses import ActStatus
from core.periods import Month
from core.web.guards import guarded
from portal.demo import outside
from portal.demo.esf_invoice import invoice_for


def _issue(request: HttpRequest, act: int) -> HttpResponse:
    """Show the prefilled invoice; POST issues it in the emulated ИС ЭСФ."""
    subject = get_object_or_404(Act.objects.visible_to(request.actor), pk=act)  # type: ignore[attr-defined]
    buyer = Organisation.objects.get(kind=OrganisationKind.DEPARTMENT, region=subject.region)
    invoice = invoice_for(subject)
    if request.method == "POST":
        invoice["total"] = request.POST.get("total", invoice["total"]).replace(",", ".")
        status, _answer = outside.issue_invoice(settings.REGISTRY_EMULATOR_URL, invoice)
        if status >= 400:
            messages.error(request, _("Демо-ИС ЭСФ не приняла счёт-фактуру."))
        else:
            messages.success(request, _("Счёт-фактура выписана в демо-ИС ЭСФ."))
            return redirect("school:act", pk=subject.pk)
    return render(
        request,
        "portal/demo/esf.html",
        {
            "act": subject,
            "invoice": invoice,
            "turnover_on": Month.of(subject.month).last_day,
            "seller": subject.school.organisation,
            "buyer": buyer,
        },
    )


def _waiting(request: HttpRequest) -> HttpResponse:
    """Acts of the visitor's schools that wait for an e-invoice."""
    acts = (
        Act.objects.visible_to(request.actor)  # type: ignore[attr-defined]
        .filter(status=ActStatus.SIGNED)
        .exclude(invoices__is_matched=True, invoices__revoked_at__isnull=True)
        .select_related("school", "contract")
    )
    return render(request, "portal/demo/esf_list.html", {"acts": acts})


waiting = guarded(require_GET(_waiting), roles=sorted(SCHOOL_ROLES))
issue = guarded(require_http_methods(["GET", "POST"])(_issue), roles=sorted(SCHOOL_ROLES))
