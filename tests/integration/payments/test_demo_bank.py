"""The demo's bank hands the operator a statement to import."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.jobs import run_now
from core.models import Job
from payments.jobs import BOOK_STATEMENTS
from tests.factories.payments import Paper, sent_batch
from tests.integration.payments.pages import signed_in


@pytest.mark.urls("tests.integration.payments.demo_bank_urls")
def test_a_file_goes_through_the_bank_and_back(paper: Paper):
    dana = signed_in(paper.cast.dana)
    assert "файлов пока нет" in dana.get("/demo/bank/").content.decode()
    batch = sent_batch(paper)
    page = dana.get("/demo/bank/").content.decode()
    assert batch.number in page
    assert "Исполнить в демо-банке" in page
    answer = dana.get(f"/demo/bank/{batch.pk}/")
    assert "attachment" in answer["Content-Disposition"]
    file = SimpleUploadedFile("camt.xml", answer.content, "application/xml")
    dana.post(reverse("finance:statement-new"), {"file": file})
    run_now(Job.objects.get(kind=BOOK_STATEMENTS))
    assert {act.status for act in paper.acts} == {"paid"}
    assert {order.status for order in paper.orders} == {"executed"}


@pytest.mark.urls("tests.integration.payments.demo_bank_urls")
def test_an_unknown_file_is_not_found(paper: Paper):
    assert signed_in(paper.cast.dana).get("/demo/bank/999/").status_code == 404
