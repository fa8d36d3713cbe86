"""The pages of the room in three cabinets, through the whole stack of views and templates."""

import datetime as dt
import json

import pytest
from django.test import Client

from accounts.models import Membership
from budget.models import FinancingPlan, FundingApplication, Intake, RegionalBudget
from budget.services.checking import check_application
from budget.services.distributing import agree, calculate
from budget.services.intakes import close_intake
from core.models import Job
from tests.factories import budget as make
from tests.factories.cast import Cast, cast
from tests.factories.schools import active_school
from tests.fakes.registries import use_fakes

pytestmark = pytest.mark.django_db

CELLS = {"actual-5-general": "120", "actual-1-general": "30", "forecast-5-general": "150"}
CONFIRMED = {
    "signatory_name": "Сынақова Айгерім",
    "notice_email": "school@example.kz",
    "registered_in_nobd": "on",
    "registered_in_procurement": "on",
    "fee_within_ceiling": "on",
    "purpose_unchanged": "on",
}


@pytest.fixture
def people() -> Cast:
    return cast()


def browser(member: Membership) -> Client:
    client = Client()
    client.force_login(member.user)
    session = client.session
    session["membership_id"] = member.pk
    session.save()
    return client


def test_without_an_open_intake_the_school_is_told_why_it_cannot_apply(people: Cast) -> None:
    active_school(people)
    page = browser(people.aigerim).get("/ru/school/applications/new/").text
    assert "Сейчас подать новую заявку не от кого" in page
    assert "<select" not in page[page.index("<h1>") :]


def test_a_school_applies_through_the_browser(people: Cast) -> None:
    make.norms()
    school = active_school(people)
    make.intake(people)
    client = browser(people.aigerim)

    assert "Подать заявку" in client.get("/ru/school/applications/").text
    assert school.name_ru in client.get("/ru/school/applications/new/").text
    answer = client.post("/ru/school/applications/new/", {"school": school.pk})
    application = FundingApplication.objects.get()
    assert answer.url == f"/ru/school/applications/{application.pk}/form/"
    assert client.get(answer.url).status_code == 200
    page = f"/ru/school/applications/{application.pk}/"
    assert "заполните фактический контингент" in client.get(page).text

    client.post(answer.url, CELLS | CONFIRMED)

    application.refresh_from_db()
    assert application.contingent == 150
    text = client.get(page).text
    assert "Отправить заявку" in text
    client.post(f"{page}action/", {"action": "submit"})
    application.refresh_from_db()
    assert application.status == "submitted"
    assert Job.objects.get(kind="budget.check_application").params == {
        "application_id": application.pk
    }
    assert client.get(f"{page}?tab=checks").status_code == 200
    assert client.get(f"{page}?tab=history").status_code == 200


@pytest.mark.parametrize("bad", ["-1", "десять", "99999", "1.5"])
def test_a_number_of_pupils_that_is_none_is_told_and_nothing_is_saved(
    people: Cast, bad: str
) -> None:
    draft = make.filled_application(people, active_school(people), make.intake(people))
    url = f"/ru/school/applications/{draft.pk}/form/"

    answer = browser(people.aigerim).post(url, {"actual-5-general": bad})

    assert answer.status_code == 400
    assert "Исправьте ошибки" in answer.text
    draft.refresh_from_db()
    assert draft.contingent == 100


def test_totals_stand_in_the_form_without_scripts(people: Cast) -> None:
    draft = make.filled_application(people, active_school(people), make.intake(people))
    client = browser(people.aigerim)
    url = f"/ru/school/applications/{draft.pk}/form/"

    client.post(url, CELLS | {"recount": "1"})

    assert "<output data-total>150</output>" in client.get(url).text


def test_another_school_sees_nothing(people: Cast) -> None:
    draft = make.filled_application(people, active_school(people), make.intake(people))
    client = browser(people.erlan)

    for end in ("", "form/"):
        assert client.get(f"/ru/school/applications/{draft.pk}/{end}").status_code == 404
    for end in ("action/", "check/"):
        url = f"/ru/school/applications/{draft.pk}/{end}"
        assert client.post(url, {"action": "submit"}).status_code == 404


def test_a_department_of_another_region_sees_nothing(people: Cast) -> None:
    waiting = make.moderated_application(people, active_school(people), make.intake(people))
    stranger = browser(cast("61").bolat)

    assert stranger.get(f"/ru/department/applications/{waiting.pk}/").status_code == 404
    assert waiting.number not in stranger.get("/ru/department/applications/?view=all").text


def test_an_officer_moderates_on_one_screen(people: Cast) -> None:
    waiting = make.moderated_application(people, active_school(people), make.intake(people))
    client = browser(people.bolat)
    page = f"/ru/department/applications/{waiting.pk}/"

    assert waiting.number in client.get("/ru/department/applications/").text
    text = client.get(page).text
    assert "Механизм, пункт 10, подпункт 6)" in text
    assert "482 / 442 / 1" in text
    assert "Одобрить" in text
    assert "Отказать" not in text
    waiting.refresh_from_db()
    assert waiting.opened_by_officer_at is not None

    client.post(f"{page}action/", {"action": "approve"})

    waiting.refresh_from_db()
    assert waiting.status == "approved"


def test_a_return_needs_a_reason_and_the_resubmission_shows_what_changed(people: Cast) -> None:
    waiting = make.moderated_application(people, active_school(people), make.intake(people))
    officer, head = browser(people.bolat), browser(people.aigerim)
    page = f"/ru/department/applications/{waiting.pk}/"
    assert officer.post(f"{page}action/", {"action": "send_back"}).status_code == 400
    officer.post(f"{page}action/", {"action": "send_back", "reason": "Проверьте 5 класс"})
    own = f"/ru/school/applications/{waiting.pk}/"
    assert "Проверьте 5 класс" in head.get(own).text

    head.post(f"{own}form/", CONFIRMED | {"actual-5-general": "95", "forecast-5-general": "100"})
    head.post(f"{own}action/", {"action": "submit"})
    with use_fakes():
        check_application(application_id=waiting.pk)

    text = officer.get(page).text
    assert "Что изменилось с прошлой отправки" in text
    assert "5 класс" in text
    waiting.refresh_from_db()
    assert (waiting.resubmitted, waiting.contingent, waiting.status) == (1, 95, "in_moderation")


def test_a_plan_is_formed_approved_and_an_intake_opened_by_clicking(people: Cast) -> None:
    make.budget(people)
    officer, head = browser(people.bolat), browser(people.gulnar)
    assert "Сформировать план" in officer.get("/ru/department/plan/").text
    assert officer.get("/ru/department/plan/draft/").status_code == 200

    officer.post("/ru/department/plan/draft/", {"m9": "1 000 000,50", "m10": "2000000"})

    plan = FinancingPlan.objects.get()
    draft = plan.draft
    assert draft is not None
    assert draft.amount_tiyn == 300_000_050
    url = f"/ru/department/plan/versions/{draft.pk}/action/"
    assert officer.post(url, {"action": "put_into_force"}).status_code == 403
    assert "Утвердить план" in head.get("/ru/department/plan/?view=changes").text
    head.post(url, {"action": "put_into_force"})
    assert RegionalBudget.objects.get().planned_tiyn == 300_000_050
    form = {
        "kind": "main",
        "first_month": "2025-09",
        "last_month": "2025-12",
        "opens_on": "2025-11-14",
        "closes_on": "2025-11-24",
    }
    assert officer.get("/ru/department/plan/intakes/new/").status_code == 200
    assert officer.post("/ru/department/plan/intakes/new/", form).status_code == 302
    intake = Intake.objects.get()
    officer.post(f"/ru/department/plan/intakes/{intake.pk}/action/", {"action": "close"})
    intake.refresh_from_db()
    assert intake.status == "closed"
    reopen = f"/ru/department/plan/intakes/{intake.pk}/reopen/"
    assert officer.get(reopen).status_code == 200
    wanted = {"closes_on": "2025-11-28", "reason": "Школы не успели"}
    assert officer.post(reopen, wanted).status_code == 403
    head.post(reopen, wanted)
    intake.refresh_from_db()
    assert intake.status == "open"


@pytest.mark.parametrize(
    ("field", "value"),
    [("m9", "много"), ("m9", "-5"), ("m9", "1,234"), ("m9", "")],
)
def test_a_plan_with_bad_sums_is_refused(people: Cast, field: str, value: str) -> None:
    make.budget(people)

    answer = browser(people.bolat).post("/ru/department/plan/draft/", {field: value})

    assert answer.status_code == 400
    assert not FinancingPlan.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"last_month": "2025-08"},
        {"closes_on": "2025-11-13"},
        {"first_month": "2024-09"},
        {"kind": "third"},
        {"opens_on": "завтра"},
    ],
)
def test_an_intake_with_bad_dates_is_refused(people: Cast, change: dict[str, str]) -> None:
    make.plan(people)
    form = {
        "kind": "main",
        "first_month": "2025-09",
        "last_month": "2025-12",
        "opens_on": "2025-11-14",
        "closes_on": "2025-11-24",
    }

    answer = browser(people.bolat).post("/ru/department/plan/intakes/new/", form | change)

    assert answer.status_code == 400
    assert not Intake.objects.exists()


def test_a_distribution_is_looked_at_agreed_and_fixed_by_two_people(people: Cast) -> None:
    intake = make.intake(people)
    make.approved_application(people, active_school(people), intake, pupils=500)
    officer, head = browser(people.bolat), browser(people.gulnar)
    close_intake(intake=intake, actor=people.actor("bolat"))
    assert "Рассчитать распределение" in officer.get("/ru/department/plan/").text

    answer = officer.post(f"/ru/department/plan/intakes/{intake.pk}/distribute/")

    text = officer.get(answer.url).text
    assert "Вариант N" in text
    assert "tools/check_distribution.py" in text
    assert "58" in text
    protocol = json.loads(officer.get(f"{answer.url}protocol.json").content)
    assert protocol["algorithm"] == "ortabilim-2"
    officer.post(f"{answer.url}action/", {"action": "agree"})
    assert officer.post(f"{answer.url}action/", {"action": "fix"}).status_code == 403
    head.post(f"{answer.url}action/", {"action": "fix"})
    assert "Протокол открыт всем" in head.get(answer.url).text
    plan_page = head.get("/ru/department/plan/").text
    assert "Не распределено" in plan_page
    intake.refresh_from_db()
    assert intake.status == "distributed"


def test_the_state_forbids_with_409_and_the_reason(people: Cast) -> None:
    intake = make.intake(people)

    answer = browser(people.bolat).post(f"/ru/department/plan/intakes/{intake.pk}/distribute/")

    assert answer.status_code == 409
    assert "после закрытия приёма" in answer.text


def test_the_budget_page_shows_norms_with_their_mark(people: Cast) -> None:
    make.norms()
    make.plan(people)

    text = browser(people.bolat).get("/ru/department/budget/").text

    assert "демо-норматив" in text
    assert "предположение" in text


def test_the_finance_centre_reads_plans_and_records_money(people: Cast) -> None:
    plan = make.plan(people)
    client = browser(people.dana)

    assert "УО 79" in client.get("/ru/finance/departments/").text
    assert "Открыть" in client.get("/ru/finance/plans/").text
    url = f"/ru/finance/budgets/{plan.budget_id}/tranches/new/"
    assert client.get(url).status_code == 200
    body = {"amount_tiyn": "1000", "received_on": "2025-11-14", "document": "№ 7"}
    client.post(url, body)
    assert "№ 7" in client.get(f"/ru/finance/plans/{plan.pk}/").text
    too_much = client.post(url, body | {"amount_tiyn": "9 999 999 999"})
    assert too_much.status_code == 400
    assert "превысит бюджет" in too_much.text
    assert client.post(url, body | {"received_on": "2025-11-15"}).status_code == 400
    assert client.get("/ru/department/plan/").status_code == 403


def test_every_page_of_a_run_is_404_for_another_region(people: Cast) -> None:
    intake = make.intake(people)
    make.approved_application(people, active_school(people), intake)
    close_intake(intake=intake, actor=people.actor("bolat"))
    run = calculate(intake=intake, actor=people.actor("bolat"))
    stranger = browser(cast("61").gulnar)

    for end in ("", "protocol.json"):
        assert stranger.get(f"/ru/department/distributions/{run.pk}/{end}").status_code == 404
    url = f"/ru/department/distributions/{run.pk}/action/"
    assert stranger.post(url, {"action": "agree"}).status_code == 404


def test_an_overdue_application_says_how_late_it_is(people: Cast) -> None:
    waiting = make.moderated_application(people, active_school(people), make.intake(people))
    page = f"/ru/department/applications/{waiting.pk}/"
    FundingApplication.objects.filter(pk=waiting.pk).update(due_on=dt.date(2025, 11, 11))
    assert "Срок был 11.11.2025: просрочено на 3 рабочих" in browser(people.bolat).get(page).text
    FundingApplication.objects.filter(pk=waiting.pk).update(due_on=dt.date(2025, 11, 14))
    assert "сегодня последний день" in browser(people.bolat).get(page).text


def test_an_agreed_calculation_waits_for_the_head_alone(people: Cast) -> None:
    intake = make.intake(people)
    make.approved_application(people, active_school(people), intake, pupils=30)
    closed = close_intake(intake=intake, actor=people.actor("bolat"))
    share, fix = "Приём закрыт: распределите бюджет", "Распределение ждёт фиксации"
    officer, head = browser(people.bolat), browser(people.gulnar)
    for desk in (officer.get("/ru/department/").text, head.get("/ru/department/").text):
        assert share in desk
        assert fix not in desk

    run = calculate(intake=closed, actor=people.actor("bolat"))
    agree(run=run, actor=people.actor("bolat"))
    mine, _heading, waiting = officer.get("/ru/department/").text.partition("Ждут другую сторону")
    assert share not in mine
    assert fix not in mine
    assert fix in waiting
    mine, _heading, waiting = head.get("/ru/department/").text.partition("Ждут другую сторону")
    assert share not in mine
    assert fix in mine
    assert fix not in waiting
