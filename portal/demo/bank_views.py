"""The demo's bank: sent files, and a statement to download for each (only with DEMO=1)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.roles import FINANCE_ROLES
from core import clock
from core.web.guards import guarded
from payments.models import PaymentBatch
from portal.demo.bank import statement_of

_SHOWN = 50


def _sent_batches(request: HttpRequest) -> HttpResponse:
    """List the files that the finance centre made, newest first."""
    batches = PaymentBatch.objects.defer("file").order_by("-id")[:_SHOWN]
    return render(request, "portal/demo/bank.html", {"batches": batches})


def _execute(request: HttpRequest, pk: int) -> HttpResponse:
    """«Исполнить в демо-банке»: the camt.053 of today, to be imported by the operator."""
    batch = get_object_or_404(PaymentBatch, pk=pk)
    content = statement_of(batch, booked_on=clock.today())
    answer = HttpResponse(content, content_type="application/xml")
    answer["Content-Disposition"] = f'attachment; filename="camt053-{batch.message_id}.xml"'
    return answer


sent_batches = guarded(_sent_batches, roles=sorted(FINANCE_ROLES))
execute = guarded(_execute, roles=sorted(FINANCE_ROLES))
