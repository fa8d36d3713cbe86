"""«Отличия» against last month, between pushes, between vendors."""

import datetime as dt

import pytest

from schools.models import LmsBinding, SubmissionBody
from tests.factories.acts import pupil
from tests.factories.contingent import OCTOBER
from tests.factories.schools import lms_vendor
from tests.integration.lms_api.months.conftest import SEPTEMBER, row_of

pytestmark = pytest.mark.django_db


def text_of(answer):
    assert answer.status_code == 200, answer.content
    return " ".join(answer.content.decode().split())


@pytest.fixture
def two_months(house):
    """Of September's five one left with a date, one vanished, one changed class; one is new."""
    house.people = {name: pupil() for name in ("same", "left", "gone", "older", "special", "new")}
    people = house.people
    house.push(
        [row_of(people[name]) for name in ("same", "left", "gone", "older", "special")],
        month=SEPTEMBER,
    )
    house.push(
        [
            row_of(people["same"]),
            row_of(people["left"], left_on="2025-10-12"),
            row_of(people["older"], grade=6),
            row_of(people["special"], study_type="home"),
            row_of(people["new"]),
        ]
    )
    return house


def test_each_group_has_its_count_and_its_tenge(two_months):
    page = text_of(two_months.browser("aigerim").get(two_months.url("months/2025-10/changes/")))
    for words in (
        "Прибыли", "Выбыли с датой", "Исчезли без даты выбытия", "Сменили класс",
        "Сменили тип обучения", "выбыл 12.10.2025", "5 → 6",
    ):  # fmt: skip
        assert words in page
    assert "Было" in page
    assert "Стало" in page


@pytest.mark.parametrize(
    ("group", "who"),
    [("added", "new"), ("left", "left"), ("vanished", "gone"), ("grade", "older"),
     ("study_type", "special")],
)  # fmt: skip
def test_a_group_opens_its_pupils(two_months, group, who):
    url = two_months.url(f"months/2025-10/changes/?group={group}")
    page = text_of(two_months.browser("bolat").get(url.replace("/school/", "/department/", 1)))
    for name, person in two_months.people.items():
        assert (f"/pupils/{person.pk}/" in page) == (name == who), name


def test_the_difference_is_that_of_the_two_acts(two_months):
    from lms_api.months.comparison import compare
    from lms_api.months.sides import month_side
    from tests.factories.acts import offered_act

    acts = [offered_act(two_months.contract, month=month) for month in (SEPTEMBER, OCTOBER)]
    before, after = (month_side(two_months.school, month) for month in (SEPTEMBER, OCTOBER))
    assert compare(before, after).effect_tiyn == acts[1].amount_tiyn - acts[0].amount_tiyn < 0


def test_a_push_tells_what_it_changed(two_months):
    people = two_months.people
    two_months.push([row_of(people["same"], grade=7), row_of(people["new"])])
    browser = two_months.browser("aigerim")
    url = two_months.url("months/2025-10/changes/?with=revision:2")
    page = text_of(browser.get(url))
    assert "5 → 7" in page
    assert "Исчезли без даты выбытия" in page
    assert "Прибыли" not in page.split("</form>")[-1]
    assert browser.get(url.replace("revision:2", "revision:9")).status_code == 404


def test_a_patch_is_a_revision_too_and_the_day_of_leaving_is_shown(two_months):
    person = two_months.people["same"]
    two_months.push([row_of(person, left_on="2025-10-20")], patch=True)
    browser = two_months.browser("aigerim")
    page = text_of(browser.get(two_months.url("months/2025-10/changes/?with=revision:2")))
    assert "выбыл 20.10.2025" in page
    rows = page.split("<tbody>")[-1]
    assert rows.count("/pupils/") == 1
    listed = text_of(browser.get(two_months.url("months/2025-10/?view=left")))
    assert "20.10.2025" in listed


def test_without_a_kept_body_the_page_says_so(two_months, settings):
    SubmissionBody.objects.all().delete()
    url = two_months.url("months/2025-10/changes/?with=revision:1")
    assert "Сравнить нельзя" in text_of(two_months.browser("aigerim").get(url))


def test_another_vendors_data_stand_beside(two_months):
    other = lms_vendor("Second demo LMS")
    LmsBinding.objects.create(
        school=two_months.school, vendor=other, since=dt.date(2025, 9, 1), is_primary=False
    )
    people = two_months.people
    two_months.push([row_of(people["same"], grade=8), row_of(people["gone"])], vendor=other)
    browser = two_months.browser("aigerim")
    page = text_of(browser.get(two_months.url("months/2025-10/changes/")))
    assert "С данными второй LMS" in page
    page = text_of(browser.get(two_months.url(f"months/2025-10/changes/?with=vendor:{other.pk}")))
    assert "8 → 5" in page
    assert "Только у второй LMS" in page
    assert "Только у основной LMS" in page


def test_a_change_of_the_vendor_inside_a_month_is_told(two_months):
    binding = two_months.school.lms_bindings.get()
    binding.until = dt.date(2025, 10, 14)
    binding.save()
    LmsBinding.objects.create(
        school=two_months.school,
        vendor=lms_vendor("Second demo LMS"),
        since=dt.date(2025, 10, 15),
    )
    page = text_of(two_months.browser("aigerim").get(two_months.url("months/2025-10/")))
    assert "С 15.10.2025 основная LMS — Second demo LMS" in page
    assert "второй источник" in page


def test_the_changes_are_handed_over_without_names(two_months):
    answer = two_months.browser("aigerim").get(two_months.url("months/2025-10/changes/?export=csv"))
    content = b"".join(answer.streaming_content).decode()
    assert content.count("\n") == 6
    assert "Сынақов" not in content
