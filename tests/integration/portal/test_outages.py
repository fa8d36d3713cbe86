"""A silent registry: a notice for those whose checks wait, the register, more time afterwards."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.middleware import SESSION_KEY
from accounts.models import Membership, OrganisationKind
from accounts.roles import Role
from budget.models import FundingApplication
from budget.services.checking import check_application
from core import clock, outbox
from core.periods import ALMATY
from core.web.history import history_entries
from integrations import services
from integrations.errors import Temporary
from integrations.models import Outage
from portal.outages.pages import duration_words
from portal.outages.waiting import notices
from tests.factories import budget as funding
from tests.factories.cast import Cast, cast, member, organisation, synthetic_bin
from tests.factories.schools import active_school
from tests.fakes.registries import use_fakes

pytestmark = pytest.mark.django_db
THURSDAY = dt.datetime(2025, 11, 13, 10, 20, tzinfo=ALMATY)
FRIDAY = THURSDAY + dt.timedelta(days=1)


@pytest.fixture
def registries() -> Any:
    with use_fakes() as fakes:
        yield fakes


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def administrator() -> Membership:
    operator = organisation(OrganisationKind.OPERATOR, "Оператор портала")
    return member("Admin", Role.ADMINISTRATOR, operator)


@pytest.fixture
def application(people: Cast) -> FundingApplication:
    """An application in moderation."""
    return funding.moderated_application(people, active_school(people), funding.intake(people))


@pytest.fixture
def silent(application: FundingApplication, registries: Any) -> Outage:
    """КГД is silent since Thursday: the application's check waits, and somebody else's."""
    registries.taxes.error = Temporary("no answer: ReadTimeout")
    with clock.standing_at(THURSDAY):
        check_application(application_id=application.pk)
        for _time in range(2):
            services.check_tax_debt(
                subject_kind="budget.fundingapplication",
                subject_id=application.pk + 1000,
                bin=synthetic_bin(),
            )
    return Outage.objects.get(ended_at=None)


def browser_of(membership: Membership) -> Client:
    client = Client()
    client.force_login(membership.user)
    session = client.session
    session[SESSION_KEY] = membership.pk
    session.save()
    return client


def texts(membership: Membership, cabinet: str) -> list[str]:
    return [one.text for one in notices(membership.as_actor(), cabinet=cabinet)]


def test_the_department_and_the_school_are_told_what_waits(people, silent) -> None:
    for membership, cabinet in ((people.bolat, "department"), (people.aigerim, "school")):
        [line] = texts(membership, cabinet)
        assert line.startswith("КГД не отвечает с 13.11.2025 10:20; ожидает 1 проверка.")
        assert "Это не отказ" in line


def test_the_administrator_is_told_of_everything_that_waits(administrator, silent) -> None:
    [line] = texts(administrator, "admin")
    assert "ожидают 2 провер" in line


def test_a_school_that_waits_for_nothing_is_not_troubled(people, silent) -> None:
    assert texts(people.erlan, "school") == []


def test_the_desk_shows_it_and_links_to_the_register(people, silent) -> None:
    page = browser_of(people.bolat).get("/ru/department/").content.decode()
    assert "КГД не отвечает с 13.11.2025 10:20" in page
    assert 'href="/ru/department/outages/"' in page


def test_nothing_is_said_when_everybody_answers(people, silent, registries) -> None:
    registries.taxes.error = None
    services.check_tax_debt(
        subject_kind="budget.fundingapplication", subject_id=1, bin=synthetic_bin()
    )
    assert texts(people.bolat, "department") == []


def test_the_register_tells_since_when_and_what_waited(people, administrator, silent) -> None:
    for membership, cabinet in (
        (administrator, "admin"),
        (people.bolat, "department"),
    ):
        page = browser_of(membership).get(reverse(f"{cabinet}:outages")).content.decode()
        assert "КГД" in page
        assert "13.11.2025 10:20" in page
        assert "заявки: 2" in page
        assert "не отвечает" in page


def test_the_register_is_exported(administrator, silent) -> None:
    answer = browser_of(administrator).get(reverse("admin:outages") + "?export=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "заявки: 2" in text


def test_silence_neither_passes_nor_refuses(application, silent) -> None:
    application.refresh_from_db()
    assert application.status == "in_moderation"


def test_the_term_is_moved_by_the_working_days_lost_and_the_history_says_so(
    application, silent, registries
) -> None:
    application.refresh_from_db()
    FundingApplication.objects.filter(pk=application.pk).update(due_on=dt.date(2025, 11, 17))
    registries.taxes.error = None
    with clock.standing_at(FRIDAY):
        check_application(application_id=application.pk)
        outbox.drain()
    application.refresh_from_db()
    assert application.due_on == dt.date(2025, 11, 19)  # Thursday and Friday were lost
    entry = history_entries(application)[0]
    assert str(entry.title) == "Срок продлён"
    assert "КГД: нет ответа с 13.11.2025 10:20" in entry.reason
    assert "срок продлён на 2 рабочих" in entry.reason
    assert Outage.objects.get(pk=silent.pk).extended_terms == 1


def test_who_did_not_wait_gets_no_time(application, silent) -> None:
    other = Outage.objects.create(
        source="esf", began_at=THURSDAY, last_failed_at=THURSDAY, failures=3, ended_at=FRIDAY
    )
    before = FundingApplication.objects.get(pk=application.pk).due_on
    outbox.emit("integrations.answered_again", outage_id=other.pk)
    outbox.drain()
    assert FundingApplication.objects.get(pk=application.pk).due_on == before


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (dt.timedelta(minutes=0), "0 мин"),
        (dt.timedelta(hours=4), "4 ч"),
        (dt.timedelta(days=2, hours=3, minutes=5), "2 дн 3 ч 5 мин"),
    ],
)
def test_a_span_in_words(span, words) -> None:
    assert duration_words(span) == words
