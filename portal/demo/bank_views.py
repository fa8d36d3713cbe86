"""The demo's bank: sent files, and a statement to download for each (only with DEMO=1)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from core import clock
from payments.models import PaymentBatch
from portal.demo.bank import statement_of

_SHOWN = 50


def sent_batches(request: HttpRequest) -> HttpResponse:
    """List the files that the finance centre made, newest first."""
    batches = PaymentBatch.objects.defer("file").order_by("-id")[:_SHOWN]
    return render(request, "payments/demo_bank.html", {"batches": batches})


def execute(request: HttpRequest, pk: int) -> HttpResponse:
    """«Исполнить в демо-банке»: the camt.053 of today, to be imported by the operator."""
    batch = get_object_or_404(PaymentBatch, pk=pk)
    content = statement_of(batch, booked_on=clock.today())
    answer = HttpResponse(content, content_type="application/xml")
    answer["Content-Disposition"] = f'attachment; filename="camt053-{batch.message_id}.xml"'
    return answer
