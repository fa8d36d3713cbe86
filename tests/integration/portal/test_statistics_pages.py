"""The pages of the statistics: choice, queue, registers, a school's step, files."""

import datetime as dt
import re

import pytest
from django.test import Client

from acts.models import Act, ActRegister
from budget.models import FundingApplication
from core import clock
from core.models import Transition
from schools.models import School
from tests.factories.payments import Paper
from tests.factories.statistics import in_reserve, paid_region


@pytest.fixture
def paper(db: None) -> Paper:
    return paid_region("79", amounts=(1_000_000_00, 500_000_00, 2_000_000_00))


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def file(client: Client, address: str) -> str:
    return b"".join(client.get(address).streaming_content).decode("utf-8-sig")


def reserved(paper: Paper, place: int) -> FundingApplication:
    contract = paper.acts[place].contract
    return in_reserve(FundingApplication.objects.get(allocations=contract.allocation_id))


def test_every_choice_is_a_chip_that_takes_it_away(client: Client, paper: Paper) -> None:
    html = page(client, "/ru/statistics/?year=2025&month=10&region=79&stream=tuition")
    chips = re.findall(r'<span class="chip">(.+?)<a href="(.+?)"', html)
    assert [words for words, _url in chips] == [
        "Год: 2025",
        "Месяц услуги: Октябрь",
        "Регион: г. Шымкент",
        "Вид финансирования: Обучение (А1)",
    ]
    assert chips[2][1] == "?year=2025&amp;month=10&amp;stream=tuition"


def test_a_choice_nobody_offers_is_left_out(client: Client, paper: Paper) -> None:
    html = page(client, "/ru/statistics/?year=1&month=13&region=zz&stream=%27--")
    assert "chip" not in re.findall(r'class="(\w+)"', html)


def test_a_choice_without_money_is_not_taken_for_a_year_without_a_budget(
    client: Client, paper: Paper
) -> None:
    html = page(client, "/ru/statistics/?year=2025&month=1")
    assert "Измените или уберите условия отбора." in html
    assert "внесут бюджеты на год" not in html


def test_a_chart_has_a_title_and_a_table(client: Client, paper: Paper) -> None:
    html = page(client, "/ru/statistics/")
    assert html.count("<details") == 3
    assert re.search(r"<title>г. Шымкент, млн ₸: бюджет 100,0, заявлено 18,0", html)
    assert not re.search(r"\sstyle=|\son\w+=|<style|<script(?![^>]*\ssrc=)", html)


@pytest.mark.parametrize("language", ["kk", "en"])
def test_other_languages_are_served(client: Client, paper: Paper, language: str) -> None:
    for part in ("", "reserve/", "registers/"):
        page(client, f"/{language}/statistics/{part}")


def test_the_queue_shows_place_since_and_the_rule(client: Client, paper: Paper) -> None:
    first, second = reserved(paper, 0), reserved(paper, 1)
    FundingApplication.objects.filter(pk=second.pk).update(
        approved_at=clock.now().replace(year=2024)
    )
    Transition.objects.create(
        subject_kind="budget.fundingapplication",
        subject_id=first.pk,
        name="put_in_reserve",
        to_state="reserve",
        at=dt.datetime(2025, 3, 8, 7, 0, tzinfo=dt.UTC),
        role="system",
    )
    text = file(client, "/statistics/open-data/reserve.csv").splitlines()
    assert [line.split(",")[:2] for line in text[1:]] == [["1", second.number], ["2", first.number]]
    assert "2025-03-08" in text[2]
    html = page(client, "/ru/statistics/reserve/")
    assert "Обе смены обеспечены полностью" in html
    assert str(first.school) in html


def test_a_filter_does_not_change_the_place_in_the_queue(client: Client, paper: Paper) -> None:
    reserved(paper, 0)
    second = reserved(paper, 1)
    text = file(client, f"/ru/statistics/reserve/?q={second.number}&export=csv").splitlines()
    assert len(text) == 2
    assert text[1].startswith(f"2,{second.number},")


def test_a_register_that_was_not_sent_is_not_public(client: Client, paper: Paper) -> None:
    ActRegister.objects.create(
        number="РА-ТАЙНА", region=paper.register.region, month="2025-10-01", created_at=clock.now()
    )
    html = page(client, "/ru/statistics/registers/")
    assert paper.register.number in html
    assert "РА-ТАЙНА" not in html


def test_registers_show_what_is_paid_of_them(client: Client, paper: Paper) -> None:
    html = page(client, "/ru/statistics/registers/?region=79&year=2025&month=10")
    assert "3\u00a0500\u00a0000,00" in html
    assert "1\u00a0500\u00a0000,00" in html
    assert paper.register.number not in page(client, "/ru/statistics/registers/?month=9")


def test_a_school_sees_at_whose_side_its_money_stands(client: Client, paper: Paper) -> None:
    act = paper.acts[2]
    html = page(client, f"/ru/statistics/schools/{act.school_id}/")
    assert "Следующий шаг: Финансовый центр оплатит." in html
    assert re.search(r"На этом шаге с \d\d\.\d\d\.\d{4}: \d+ рабочих дней", html)
    paid = page(client, f"/ru/statistics/schools/{paper.acts[1].school_id}/")
    assert re.search(r"Оплачен \d\d\.\d\d\.\d{4}", paid)
    assert "Октябрь</th>" in paid
    assert "Январь</th>" not in paid  # months without money are not listed


def test_a_signed_act_waits_for_the_invoice_then_for_the_register(
    client: Client, paper: Paper
) -> None:
    act = Act.objects.filter(status="with_school").get()
    for status in ("with_department", "signed"):
        Act.objects.filter(pk=act.pk).update(status=status)
    assert "школа выпишет ЭСФ" in page(client, f"/ru/statistics/schools/{act.school_id}/")


def test_a_draft_school_has_no_public_page(client: Client, paper: Paper) -> None:
    school = paper.acts[0].school
    draft = School.objects.create(
        organisation=school.organisation,
        region=school.region,
        name_ru="Черновик",
        name_kk="Черновик",
        created_at=clock.now(),
    )
    assert client.get(f"/ru/statistics/schools/{draft.pk}/").status_code == 404


def test_a_name_that_is_a_formula_stays_text(client: Client, paper: Paper) -> None:
    school = paper.acts[0].school
    school.name_ru = '=HYPERLINK("http://example.kz")'
    school.save()
    reserved(paper, 0)
    for address in (
        "/ru/statistics/?region=79&export=csv",
        "/ru/statistics/reserve/?export=csv",
        "/statistics/open-data/schools.csv",
        "/statistics/open-data/reserve.csv",
    ):
        text = file(client, address)
        assert "'=HYPERLINK" in text, address
        assert not re.search(r'(^|,)"?=', text, re.M), address


def test_no_page_or_file_names_a_person(client: Client, paper: Paper) -> None:
    reserved(paper, 0)
    addresses = [
        "/ru/statistics/?region=79",
        "/ru/statistics/reserve/",
        "/ru/statistics/registers/",
        f"/ru/statistics/schools/{paper.acts[0].school_id}/",
    ]
    texts = [page(client, one) for one in addresses]
    texts += [
        file(client, f"/statistics/open-data/{name}.csv")
        for name in ("money", "schools", "reserve", "registers")
    ]
    for text in texts:
        assert "Сынақов" not in text
        assert not re.search(r"(?<!\d)\d{6}[1-6]\d{5}(?!\d)", text.replace(_bin(paper), ""))


def _bin(paper: Paper) -> str:
    return str(paper.acts[0].school.organisation.bin)
