"""Pages of payments: who sees them, what they do, and that a bad file never breaks them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import Membership
from acts.models import ActRegister
from core import clock
from core.jobs import run_now
from core.models import Job
from payments.jobs import BOOK_STATEMENTS
from payments.models import BankStatement, PaymentBatch, StatementLine
from payments.services.sending import reject_order
from payments.views import finance
from tests.factories.payments import (
    Entry,
    Paper,
    approved_orders,
    entry_of,
    formed_orders,
    sent_batch,
    statement,
)
from tests.integration.payments.pages import signed_in
from tests.unit.payments.test_camt053 import BAD

FORM = ">Сформировать</button>"


@pytest.fixture(autouse=True)
def living_invoices(monkeypatch: pytest.MonkeyPatch) -> dict[str, bool]:
    """What ИС ЭСФ says when an invoice is read again right before the file."""
    said = {"in_force": True}
    monkeypatch.setattr(finance, "recheck_invoice", lambda *, act: said["in_force"])
    return said


@pytest.fixture
def dana(paper: Paper) -> Client:
    return signed_in(paper.cast.dana)


@pytest.fixture
def kairat(paper: Paper) -> Client:
    return signed_in(paper.cast.kairat)


def send(client: Client, content: bytes):
    file = SimpleUploadedFile("v.xml", content, "application/xml")
    return client.post(reverse("finance:statement-new"), {"file": file})


def upload(client: Client, content: bytes):
    """Send a file and let the worker book it."""
    answer = send(client, content)
    for job in Job.objects.filter(kind=BOOK_STATEMENTS, state="queued"):
        assert run_now(job).state == "done"
    return answer


def test_the_button_of_the_register_forms_orders_once(paper: Paper, dana: Client):
    url = reverse("finance:form-orders", args=[paper.register.pk])
    assert "3 241 864,00" in dana.get(url).content.decode().replace("\xa0", " ")
    first = dana.post(url, follow=True)
    assert "Сформировано" in first.content.decode()
    again = dana.post(url, follow=True)
    assert "По всем актам реестра поручения уже есть" in again.content.decode()
    assert len(paper.orders) == 2


def test_a_register_whose_acts_have_orders_offers_nothing_to_form(paper: Paper, dana: Client):
    page = reverse("finance:form-orders", args=[paper.register.pk])
    record = reverse("finance:register", args=[paper.register.pk])
    assert FORM in dana.get(page).content.decode()
    assert page in dana.get(record).content.decode()
    formed_orders(paper)
    empty = dana.get(page).content.decode()
    assert "Формировать нечего" in empty
    assert "По всем актам реестра поручения уже есть" in empty
    assert FORM not in empty
    assert page not in dana.get(record).content.decode()


def test_an_order_that_the_bank_rejected_is_issued_anew_and_not_formed(paper: Paper, dana: Client):
    order = sent_batch(paper).orders.order_by("pk")[0]
    reject_order(order=order, actor=paper.cast.actor("dana"), reason="счёт закрыт")
    url = reverse("finance:form-orders", args=[paper.register.pk])
    assert "выпустите заново" in dana.get(url).content.decode()
    assert "выпустите его заново" in dana.post(url, follow=True).content.decode()
    assert len(paper.orders) == 2


def empty_register(paper: Paper, status: str) -> ActRegister:
    """Without acts, moved as far as asked."""
    made = ActRegister.objects.create(
        number="РА-y",
        region=paper.register.region,
        month=paper.register.month,
        created_at=clock.now(),
    )
    for step in ("signed", "sent", "accepted"):
        ActRegister.objects.filter(pk=made.pk).update(status=step)
        if step == status:
            break
    return made


def test_a_register_without_payable_acts_says_so_and_refuses(paper: Paper, dana: Client):
    url = reverse("finance:form-orders", args=[empty_register(paper, "accepted").pk])
    for answer in (dana.get(url), dana.post(url, follow=True)):
        assert "В реестре нет актов к оплате" in answer.content.decode()
        assert FORM not in answer.content.decode()
    assert not paper.orders


def test_a_register_that_is_not_accepted_yet_says_so_and_refuses(paper: Paper, dana: Client):
    url = reverse("finance:form-orders", args=[empty_register(paper, "sent").pk])
    page, refused = dana.get(url), dana.post(url)
    assert refused.status_code == 409
    for answer in (page, refused):
        assert "по реестру, принятому к оплате" in answer.content.decode()
    assert FORM not in page.content.decode()
    assert not paper.orders


def test_the_signatory_approves_many_with_the_sum_and_hears_of_failures(
    paper: Paper, kairat: Client
):
    orders = formed_orders(paper)
    page = kairat.get(reverse("finance:payments"))
    assert 'value="approve"' in page.content.decode()
    assert f'data-amount="{orders[0].amount_tiyn}"' in page.content.decode()
    done = kairat.post(reverse("finance:payments"), {"action": "approve", "all": "1"}, follow=True)
    text = done.content.decode().replace("\xa0", " ")
    assert "Утверждено 2 поручения на 3 241 864,00 ₸" in text
    assert {order.status for order in paper.orders} == {"approved"}


def test_the_operator_is_not_offered_to_approve(paper: Paper, dana: Client):
    formed_orders(paper)
    assert 'value="approve"' not in dana.get(reverse("finance:payments")).content.decode()
    dana.post(reverse("finance:payments"), {"action": "approve", "all": "1"})
    assert {order.status for order in paper.orders} == {"formed"}


def test_the_file_is_made_and_downloaded_with_the_same_bytes(paper: Paper, dana: Client):
    approved_orders(paper)
    url = reverse("finance:payments") + "?view=send"
    dana.post(url, {"action": "file", "all": "1"})
    batch = PaymentBatch.objects.get()
    address = reverse("finance:batch", args=[batch.pk])
    assert dana.get(address).content == dana.get(address).content == bytes(batch.file)


def test_an_act_whose_invoice_is_no_longer_in_force_stays_out_of_the_file(
    paper: Paper, dana: Client, living_invoices: dict[str, bool]
):
    approved_orders(paper)
    living_invoices["in_force"] = False
    url = reverse("finance:payments") + "?view=send"
    answer = dana.post(url, {"action": "file", "all": "1"}, follow=True)
    assert "ИС ЭСФ не подтвердила" in answer.content.decode()
    assert not PaymentBatch.objects.exists()


@pytest.mark.parametrize("tab", ["details", "trace"])
def test_the_record_shows_details_links_and_trace(paper: Paper, dana: Client, tab: str):
    sent_batch(paper)
    upload(dana, statement([entry_of(paper.orders[0])]))
    order = paper.orders[0]
    page = dana.get(reverse("finance:payment", args=[order.pk]) + f"?tab={tab}")
    text = page.content.decode()
    assert page.status_code == 200
    assert "Исполнено: деньги перечислены" in text
    assert order.act.number in text
    assert ("КБе" if tab == "details" else "Ученико-месяцы") in text


def test_every_state_of_an_order_has_its_page(paper: Paper, dana: Client, kairat: Client):
    order = formed_orders(paper)[0]
    page = reverse("finance:payment", args=[order.pk])
    act = reverse("finance:payment-action", args=[order.pk])
    assert "вторым человеком" in dana.get(page).content.decode()
    assert "Утвердить 2" in kairat.get(page).content.decode()
    assert dana.post(act, {"action": "approve"}).status_code == 403
    assert kairat.post(act, {"action": "approve"}).status_code == 302
    assert kairat.post(act, {"action": "approve"}).status_code == 409
    text = dana.get(page).content.decode()
    assert "Включите поручение в файл" in text
    assert f'href="{reverse("finance:payments")}?view=send">К отправке</a>' in text
    dana.post(reverse("finance:payments") + "?view=send", {"action": "file", "all": "1"})
    assert "Ждём выписку" in dana.get(page).content.decode()
    assert dana.post(act, {"action": "doubt", "reason": "нет ответа"}).status_code == 302
    assert "Выясните у банка" in dana.get(page).content.decode()
    assert dana.post(act, {"action": "reject"}).status_code == 400
    assert dana.post(act, {"action": "reject", "reason": "счёт закрыт"}).status_code == 302
    assert "выпустите его заново" in dana.get(page).content.decode()
    moved = dana.post(act, {"action": "reissue"}, follow=True)
    assert "Вместо поручения" in moved.content.decode()
    assert "Новое поручение" in dana.get(page).content.decode()


@pytest.mark.parametrize("view", ["approve", "send", "sent", "executed", "rejected", "all"])
def test_every_view_opens_and_exports(paper: Paper, dana: Client, view: str):
    sent_batch(paper)
    assert dana.get(reverse("finance:payments") + f"?view={view}").status_code == 200
    exported = dana.get(reverse("finance:payments") + f"?view={view}&export=csv")
    text = b"".join(exported.streaming_content if exported.streaming else [exported.content])
    assert "KZ506011110000000001" not in text.decode()


@pytest.mark.parametrize("wanted", ["ПП-2025", "2241864", "Школа", "99999999999999999"])
def test_the_search_takes_numbers_sums_and_names(paper: Paper, dana: Client, wanted: str):
    formed_orders(paper)
    page = dana.get(reverse("finance:payments"), {"view": "all", "q": wanted})
    assert page.status_code == 200


def test_an_uploaded_statement_tells_what_it_did(paper: Paper, dana: Client):
    sent_batch(paper)
    content = statement([entry_of(paper.orders[0]), Entry(key="X", amount_tiyn=5)])
    page = upload(dana, content)
    assert page.status_code == 302
    shown = dana.get(page["Location"]).content.decode()
    assert "Исполнено поручений" in shown
    assert "Ждут разбора 1" in shown
    order = paper.orders[0]
    url = reverse("finance:payment", args=[order.pk])
    assert f'<a href="{url}">{order.number}</a>' in shown
    assert "Нет такого поручения" in shown
    again = upload(dana, content)
    assert again.status_code == 400
    assert "уже загружена" in again.content.decode()


def test_a_statement_being_booked_shows_how_far_it_is(paper: Paper, dana: Client):
    sent_batch(paper)
    page = send(dana, statement([entry_of(paper.orders[0])]))["Location"]
    shown = dana.get(page).content.decode()
    assert "Сопоставляем строки с поручениями" in shown
    assert "Выписка разобрана" not in shown
    pk = BankStatement.objects.get().pk
    progress = reverse("finance:statement-progress", args=[pk])
    assert progress in shown
    assert "HX-Refresh" not in dana.get(progress)
    run_now(Job.objects.get(kind=BOOK_STATEMENTS))
    assert dana.get(progress)["HX-Refresh"] == "true"
    assert "Выписка разобрана" in dana.get(page).content.decode()


def test_a_booking_that_gave_up_is_told_and_loses_nothing(paper: Paper, dana: Client):
    sent_batch(paper)
    page = send(dana, statement([entry_of(paper.orders[0])]))["Location"]
    Job.objects.filter(kind=BOOK_STATEMENTS).update(state="failed")
    shown = dana.get(page).content.decode()
    assert "Не получилось разобрать выписку до конца" in shown
    assert "hx-get" not in shown.split('id="booking-progress"')[1].split(">")[0]


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_answered_on_the_form(paper: Paper, dana: Client, name: str):
    page = upload(dana, BAD[name])
    assert page.status_code == 400
    assert "error-summary" in page.content.decode()
    assert not BankStatement.objects.exists()


def test_a_waiting_line_is_resolved_on_its_page(paper: Paper, dana: Client):
    sent_batch(paper)
    upload(dana, statement([Entry(key="X", amount_tiyn=5)]))
    line = StatementLine.objects.get()
    url = reverse("finance:statement-line", args=[line.pk])
    assert dana.get(url).status_code == 200
    assert dana.post(url, {"reason": ""}).status_code == 400
    assert dana.post(url, {"reason": "Комиссия"}).status_code == 302
    assert dana.post(url, {"reason": "Комиссия"}).status_code == 409


def test_the_school_sees_its_own_payments_only(paper: Paper):
    sent_batch(paper)
    own = signed_in(paper.cast.aigerim).get(reverse("school:payments")).content.decode()
    other = signed_in(paper.cast.erlan).get(reverse("school:payments")).content.decode()
    assert paper.orders[0].number in own
    act = paper.orders[0].act
    assert f'<a href="{reverse("school:act", args=[act.pk])}">{act.number}</a>' in own
    assert "Отправлено в банк" in own
    assert paper.orders[0].number not in other


@pytest.mark.parametrize("who", ["aigerim", "bolat", "gulnar"])
def test_the_pages_of_the_finance_centre_are_closed_to_others(paper: Paper, who: str):
    order = formed_orders(paper)[0]
    stranger = signed_in(_member(paper, who))
    for url in (
        reverse("finance:payments"),
        reverse("finance:payment", args=[order.pk]),
        reverse("finance:statements"),
        reverse("finance:statement-new"),
        reverse("finance:form-orders", args=[paper.register.pk]),
    ):
        assert stranger.get(url).status_code == 403


def test_a_register_that_was_not_sent_is_not_found(paper: Paper, dana: Client):
    forming = ActRegister.objects.create(
        number="РА-x",
        region=paper.register.region,
        month=paper.register.month,
        created_at=clock.now(),
    )
    url = reverse("finance:form-orders", args=[forming.pk])
    assert dana.post(url).status_code == 404


def _member(paper: Paper, who: str) -> Membership:
    return getattr(paper.cast, who)


def test_a_register_whose_orders_are_formed_leads_to_them(paper: Paper, dana: Client):
    page = reverse("finance:register", args=[paper.register.pk])
    assert "Реестр принят: акты можно оплачивать" in dana.get(page).content.decode()
    formed_orders(paper)
    text = dana.get(page).content.decode()
    assert "Реестр принят: акты можно оплачивать" not in text
    assert "Платёжные поручения сформированы" in text
    assert f'href="{reverse("finance:payments")}?view=all&amp;q=' in text
