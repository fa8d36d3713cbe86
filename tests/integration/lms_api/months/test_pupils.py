"""«Ученики» of a month: states, sums, filters and files of exactly what is shown."""

import csv
import io

import pytest
from django.db import connection

from acts.models import ActLine
from lms_api.months.lines import lines_of
from tests.factories.contingent import OCTOBER

pytestmark = pytest.mark.django_db


def text_of(answer):
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def rows_of(answer):
    content = b"".join(answer.streaming_content).decode().lstrip("\ufeff")
    return list(csv.DictReader(io.StringIO(content)))


def test_every_row_has_a_state_a_reason_and_who_mends_it(october):
    october.act()
    page = text_of(october.browser("aigerim").get(october.url("months/2025-10/")))
    for words in (
        "К оплате", "Не к оплате", "Ждёт реестра", "Не финансируется",
        "жизненный статус не соответствует",
        "Исправит: Школа", "Исправит: Реестр", "15.10.2025", "Суммы — по акту",
        "основная LMS", "принято строк 5, с ошибками 1",
    ):  # fmt: skip
        assert words in page


def test_an_open_state_says_once_how_to_mend_it(october):
    october.act()
    browser = october.browser("aigerim")
    page = text_of(browser.get(october.url("months/2025-10/?view=refused")))
    assert page.count("Сверьте ИИН с документом") == 1
    page = text_of(browser.get(october.url("months/2025-10/")))
    assert "Сверьте ИИН с документом" not in page


def test_the_sums_are_those_of_the_act_by_plain_sql(october):
    act = october.act()
    found = lines_of(october.school, OCTOBER)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(amount_tiyn), sum(held_tiyn), sum(price_tiyn - amount_tiyn), count(*)"
            " FROM acts_actline WHERE act_id = %s",
            [act.pk],
        )
        amount, held, lost, count = cursor.fetchone()
    assert found.sum("amount_tiyn") == amount == act.amount_tiyn > 0
    assert found.sum("held_tiyn") == held > 0
    assert found.sum("lost_tiyn") == lost
    assert len(found.of) == count == 5


def test_before_there_is_an_act_the_page_says_what_it_would_be(october):
    before = lines_of(october.school, OCTOBER)
    page = text_of(october.browser("aigerim").get(october.url("months/2025-10/")))
    assert "Акта ещё нет" in page
    october.act()
    assert lines_of(october.school, OCTOBER).of == before.of


def test_without_a_contract_the_norm_alone_speaks(october):
    page = text_of(october.browser("aigerim").get(october.url("months/2025-06/")))
    assert "Договора на этот месяц нет" in page
    assert "никто ничего не передал" in page


@pytest.mark.parametrize(
    ("query", "who"),
    [
        ("view=accepted", ["good", "other"]),
        ("view=waiting", ["silent"]),
        ("view=refused", ["dead", "left"]),
        ("view=left", ["left"]),
        ("reason=not_alive", ["dead"]),
        ("who=school", ["dead"]),
        ("who=registry", ["silent"]),
        ("grade=9", ["other"]),
        ("study_type=general&grade=9&view=refused", []),
        ("study_type=home", []),
    ],
)
def test_a_filter_shows_and_hands_over_exactly_its_rows(october, query, who):
    october.act()
    browser = october.browser("aigerim")
    answer = browser.get(october.url(f"months/2025-10/?{query}&export=csv"))
    masked = sorted(row["Ученик"] for row in rows_of(answer))
    assert masked == sorted(october.people[name].masked for name in who)
    page = text_of(browser.get(october.url(f"months/2025-10/?{query}")))
    assert f"Всего записей {len(who)}" in page


def test_a_pupil_is_found_by_the_last_digits_of_the_iin(october):
    wanted = october.people["good"]
    page = text_of(
        october.browser("aigerim").get(october.url(f"months/2025-10/?q={wanted.iin_last4}"))
    )
    assert wanted.masked in page
    assert "Всего записей 1" in page


def test_the_file_names_nobody_and_adds_up(october):
    act = october.act()
    answer = october.browser("aigerim").get(october.url("months/2025-10/?export=csv"))
    rows = rows_of(answer)
    assert "Сынақов" not in str(rows)
    total = sum(round(float(row["К оплате, ₸"]) * 100) for row in rows)
    assert total == act.amount_tiyn


def test_another_school_and_another_month_form_are_not_found(october):
    erlan = october.browser("erlan")
    for rest in (
        "months/", "months/2025-10/", "months/2025-10/changes/", "months/2025-10/teachers/",
        f"pupils/{october.people['good'].pk}/",
    ):  # fmt: skip
        assert erlan.get(october.url(rest)).status_code == 404, rest
    assert october.browser("aigerim").get(october.url("months/2025-13/")).status_code == 404
    assert october.browser("aigerim").get(october.url("months/")).status_code == 302


def test_a_pupils_year_tells_each_month_and_the_day_of_leaving(october):
    october.act()
    person = october.people["left"]
    page = text_of(october.browser("aigerim").get(october.url(f"pupils/{person.pk}/")))
    assert "выбыл 15.10.2025" in page
    assert "Ученик выбыл до дня отсечения" in page
    assert "Не финансируется" in page


def test_a_person_of_no_month_of_the_school_has_no_page(october):
    from tests.factories.acts import pupil

    stranger = pupil()
    url = october.url(f"pupils/{stranger.pk}/")
    assert october.browser("aigerim").get(url).status_code == 404


def test_a_line_that_changed_its_mind_shows_at_once(october):
    """The control: were the page not to read the act's own lines, nothing would change."""
    act = october.act()
    ActLine.objects.filter(act=act, person=october.people["good"]).update(
        outcome="held", amount_tiyn=0, reason="claimed_elsewhere"
    )
    answer = october.browser("aigerim").get(october.url("months/2025-10/?view=held&export=csv"))
    assert [row["Ученик"] for row in rows_of(answer)] == [october.people["good"].masked]
