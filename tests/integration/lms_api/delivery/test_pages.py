"""«Передача данных» and «Ошибки данных»: who sees what, reminding, the ways on."""

import csv
import datetime as dt
import io

import pytest

from accounts.models import OrganisationKind
from accounts.roles import Role
from core import clock, outbox
from lms_api.delivery.records import DeliveryReminder
from lms_api.delivery.schools import late_days, terms_of
from portal import badges
from portal.models import Notification
from schools.models import Submission
from tests.factories.acts import pupil
from tests.factories.cast import cast, member, organisation
from tests.factories.contingent import OCTOBER
from tests.factories.schools import active_school, bind
from tests.integration.lms_api.months.conftest import row_of
from tests.integration.schools.conftest import signed_in

pytestmark = pytest.mark.django_db
DELIVERY = "/ru/department/delivery/"


def text_of(answer):
    assert answer.status_code == 200, answer.content
    return " ".join(answer.content.decode().split())


def schools_in(house, query, cabinet="department"):
    answer = house.browser("bolat").get(f"/ru/{cabinet}/delivery/?{query}&export=csv")
    content = b"".join(answer.streaming_content).decode().lstrip("\ufeff")
    return {row["Школа"] for row in csv.DictReader(io.StringIO(content))}


def auditor():
    return member("Asel", Role.AUDITOR, organisation(OrganisationKind.AUDIT, "Аудит"))


def test_the_term_is_counted_in_working_days():
    terms = terms_of(OCTOBER)
    assert terms.due_on == dt.date(2025, 11, 5)
    assert str(terms.quarter) == "2025-09"
    assert late_days(due_on=terms.due_on, on_date=dt.date(2025, 11, 5)) == 0
    assert late_days(due_on=terms.due_on, on_date=dt.date(2025, 11, 14)) == 7
    assert str(terms_of(OCTOBER.next()).quarter) == "2025-09"


def test_who_has_not_delivered_is_first_and_leaves_when_it_delivers(house):
    assert schools_in(house, "view=missing") == {house.school.name}
    page = text_of(house.browser("bolat").get(DELIVERY))
    assert "не передан" in page
    assert "Kundelik demo" in page
    house.push([row_of(pupil())])
    assert schools_in(house, "view=missing") == set()
    assert schools_in(house, "view=late") == {house.school.name}
    assert schools_in(house, "view=teachers") == {house.school.name}
    assert schools_in(house, "view=marks") == {house.school.name}


@pytest.mark.parametrize(("query", "current"), [("", "missing"), ("?view=late", "late")])
def test_the_chosen_tab_is_marked(house, query, current):
    tabs = house.browser("bolat").get(DELIVERY + query).context["tabs"]
    assert [tab["url"] for tab in tabs if tab["current"]] == [
        tab["url"] for tab in tabs if f"view={current}" in tab["url"]
    ]


def test_a_tab_counts_the_schools_it_opens(house):
    house.push([row_of(pupil()), row_of(pupil(), grade=77)])
    tabs = house.browser("bolat").get(DELIVERY).context["tabs"]
    assert sum(tab["count"] for tab in tabs) >= 4
    for tab in tabs:
        assert tab["count"] == len(schools_in(house, tab["url"].removeprefix("?"))), tab


def test_a_delivery_in_time_is_not_late(house):
    with clock.standing_at(dt.datetime(2025, 11, 5, 23, 0, tzinfo=clock.ALMATY)):
        house.push([row_of(pupil())])
    assert schools_in(house, "view=late") == set()


def test_a_second_vendors_push_is_not_the_delivery(house):
    house.push([row_of(pupil())])
    Submission.objects.update(vendor=organisation(OrganisationKind.LMS_VENDOR, "Вторая"))
    assert schools_in(house, "view=missing") == {house.school.name}


def test_a_school_without_a_contract_owes_nothing(house):
    other = active_school(house.cast)
    bind(other)
    assert schools_in(house, "view=missing") == {house.school.name}
    assert schools_in(house, "view=all") == {house.school.name, other.name}


def press(house, browser=None):
    return (browser or house.browser("bolat")).post(
        DELIVERY + "?month=2025-10&view=all",
        {"action": "remind", "selected": [str(house.school.pk)]},
        follow=True,
    )


def test_a_reminder_tells_school_and_vendor_once_a_day(house):
    vendor = house.school.lms_bindings.get().vendor
    engineer = member("Vera", Role.VENDOR_ENGINEER, vendor)
    assert "Готово: 1 запись" in text_of(press(house))
    outbox.drain()
    told = Notification.objects.filter(kind="delivery.remind")
    assert {one.membership_id for one in told} == {house.cast.aigerim.pk, engineer.pk}
    assert "Сегодня школе уже напоминали" in text_of(press(house))
    outbox.drain()
    assert told.count() == 2
    reminder = DeliveryReminder.objects.get()
    assert (reminder.sent_by_id, reminder.month) == (house.cast.bolat.pk, OCTOBER.first_day)


def test_who_has_delivered_is_not_reminded(house):
    house.push([row_of(pupil())])
    assert "уже передан" in text_of(press(house))
    assert not DeliveryReminder.objects.exists()


def test_another_region_is_not_seen_and_not_reminded(house):
    stranger = signed_in(cast("61").bolat)
    assert house.school.name not in text_of(stranger.get(DELIVERY + "?view=all"))
    press(house, stranger)
    assert not DeliveryReminder.objects.exists()
    assert stranger.get(f"/ru/department/data-errors/?school={house.school.pk}").status_code == 404


def test_an_auditor_reads_and_presses_nothing(house):
    browser = signed_in(auditor())
    page = text_of(browser.get("/ru/audit/delivery/?view=all"))
    assert house.school.name in page
    assert "Напомнить" not in page
    assert browser.post("/ru/audit/delivery/", {"action": "remind"}).status_code == 405
    assert house.school.name not in text_of(browser.get("/ru/audit/delivery/?region=61&view=all"))


def test_the_finance_centre_reads_regions(house):
    page = text_of(signed_in(house.cast.dana).get("/ru/finance/delivery/?month=2025-10"))
    assert "не передали: 1" in page


def test_a_school_sees_its_errors_by_tenge_and_they_open_the_rows(october):
    october.act()
    page = text_of(october.browser("aigerim").get("/ru/school/data-errors/?month=2025-10"))
    for words in ("жизненный статус", "GRADE_RANGE", "Исправит: Школа", "Исправит: Реестр", "≈"):
        assert words in page
    assert f"/schools/{october.school.pk}/months/2025-10/?reason=not_alive" in page
    assert f"/submissions/{Submission.objects.get().pk}/" in page
    only = text_of(
        october.browser("aigerim").get("/ru/school/data-errors/?month=2025-10&who=registry")
    )
    assert "GRADE_RANGE" not in only


def test_a_department_opens_the_schools_of_a_code(october):
    other = active_school(october.cast, owner=october.cast.erlan)
    bind(other)
    october.act()
    browser = october.browser("bolat")
    page = text_of(browser.get("/ru/department/data-errors/?month=2025-10&code=not_alive"))
    part = page.split('id="schools"')[1]
    assert october.school.name in part
    assert other.name not in part


def test_the_desk_of_the_school_shows_the_three_dearest(october):
    october.act()
    page = text_of(october.browser("aigerim").get("/ru/school/"))
    part = page.split("Что держит деньги")[1]
    assert part.count("<small>Исправит") == 3


def test_an_auditor_sees_no_rows_behind_the_errors(october):
    october.act()
    browser = signed_in(auditor())
    page = text_of(browser.get("/ru/audit/data-errors/?month=2025-10&region=79"))
    assert "жизненный статус" in page
    assert "/months/" not in page


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("bolat", DELIVERY),
        ("bolat", "/ru/department/data-errors/?month=2025-10"),
        ("aigerim", "/ru/school/data-errors/?month=2025-10"),
        ("dana", "/ru/finance/delivery/"),
    ],
)
def test_pages_ask_few_questions(october, who, path, django_assert_max_num_queries, monkeypatch):
    monkeypatch.setattr(badges, "counts", lambda actor, keys, memo: {})
    october.act()
    browser = october.browser(who)
    browser.get(path)
    with django_assert_max_num_queries(15):
        browser.get(path)
