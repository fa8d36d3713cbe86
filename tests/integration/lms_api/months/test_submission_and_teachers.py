"""The page of a push, and the teachers of a month."""

import json

import pytest
from django.test import Client

from lms_api.months.submission_page import once
from lms_api.tokens import issue_token
from schools.models import Person, Submission
from tests.factories.acts import pupil
from tests.factories.contingent import pupil_row
from tests.factories.learning import catalogue, teacher_row, teachers_body
from tests.integration.lms_api.months.conftest import row_of

pytestmark = pytest.mark.django_db


def text_of(answer):
    assert answer.status_code == 200, answer.content
    return " ".join(answer.content.decode().split())


def test_a_push_shows_what_was_not_taken_and_who_mends_it(october):
    push = Submission.objects.get()
    page = text_of(october.browser("aigerim").get(f"/ru/school/submissions/{push.pk}/"))
    assert "GRADE_RANGE" in page
    assert "Строки не приняты" in page
    assert f'<span class="figure-value">{push.received_count}</span>' in page
    assert "Школа" in page
    assert october.browser("erlan").get(f"/ru/school/submissions/{push.pk}/").status_code == 404
    assert october.browser("bolat").get(f"/ru/department/submissions/{push.pk}/").status_code == 200


def test_a_registry_that_repeats_a_warning_is_shown_once(october):
    push = Submission.objects.get()
    warned = {"row": 3, "row_id": "x", "field": "iin", "code": "K5"}
    other = {"row": 4, "row_id": "y", "field": "iin", "code": "K5"}
    assert once([warned, other, dict(warned)]) == [warned, other]
    page = text_of(october.browser("aigerim").get(f"/ru/school/submissions/{push.pk}/"))
    assert page.count("GRADE_RANGE") == 2  # among the codes, and beside its row


def test_a_quarantined_push_is_decided_on_its_page(house):
    people = [pupil() for _ in range(14)]
    house.push([row_of(one) for one in people])
    house.push([row_of(people[0])])
    push = Submission.objects.get(status="quarantined")
    browser = house.browser("aigerim")
    page = text_of(browser.get(f"/ru/school/submissions/{push.pk}/"))
    assert "Подтвердите данные или отклоните их" in page
    officer = text_of(house.browser("bolat").get(f"/ru/department/submissions/{push.pk}/"))
    assert "Подтвердить данные" not in officer
    browser.post(f"/ru/school/submissions/{push.pk}/action/", {"action": "confirm"})
    push.refresh_from_db()
    assert push.status == "applied"


def test_teachers_stand_with_hours_their_change_and_the_check(house):
    catalogue()
    vendor = house.school.lms_bindings.get().vendor
    _token, secret = issue_token(vendor=vendor, name="test")
    known = teacher_row(subjects=[{"subject_id": "mathematics", "hours": "72.50"}])

    def send(month, rows):
        body = teachers_body(house.school, rows, month=month)
        answer = Client().post(
            "/api/lms/v1/teachers", json.dumps(body), content_type="application/json",
            headers={"Authorization": f"Bearer {secret}"},
        )  # fmt: skip
        assert answer.status_code == 200, answer.content

    send(9, [known, teacher_row()])
    send(10, [known | {"subjects": [{"subject_id": "mathematics", "hours": "80"}]}, teacher_row()])
    Person.objects.filter(iin_last4=known["iin"][-4:]).update(citizenship="643")
    page = text_of(house.browser("aigerim").get(house.url("months/2025-10/teachers/")))
    assert "+7,50" in page
    assert "новый" in page
    assert "не гражданин" in page
    assert "реестр не запрашивался" in page
    assert "Больше не переданы с прошлого периода: 1" in page
    doubtful = text_of(
        house.browser("aigerim").get(house.url("months/2025-10/teachers/?view=doubtful"))
    )
    assert "Всего записей 1" in doubtful


def test_an_iin_that_is_wrong_is_nowhere_on_the_page(house):
    house.push([pupil_row(grade=3), pupil_row("010101500002", birth_date="2001-01-01")])
    push = Submission.objects.get()
    page = text_of(house.browser("aigerim").get(f"/ru/school/submissions/{push.pk}/"))
    assert "010101500002" not in page
