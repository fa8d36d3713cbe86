"""The cabinets of papers: the school adds, the department decides, an audit reads."""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import OrganisationKind
from accounts.roles import Role
from core import outbox
from portal.models import Notification
from schools.models import StudyProof, StudyProofOpening, Submission
from schools.selectors.findings import findings_of
from schools.services.study_proofs import reject_proof
from tests.factories.acts import pupil
from tests.factories.budget import norms
from tests.factories.cast import member, organisation
from tests.factories.contingent import pupil_row, push
from tests.factories.schools import active_school, bind
from tests.factories.study_proofs import SCAN, proof, special_norms
from tests.integration.schools.conftest import signed_in

pytestmark = pytest.mark.django_db
HELD = "80 000,00"
"""1 600 000 ₸ less 640 000 ₸ a year, over twelve months."""


@pytest.fixture
def school(everybody):
    made = active_school(everybody)
    bind(made)
    norms()
    special_norms()
    return made


@pytest.fixture
def children(school):
    made = [pupil(), pupil()]
    rows = [pupil_row(str(one.reveal_iin()), study_type="home") for one in made]
    push(school, [*rows, pupil_row()])
    return made


@pytest.fixture
def handed_in(everybody, school, children):
    return proof(school, children[0], by=everybody.actor("aigerim"))


def filled(child, **changes):
    return {
        "pupil": child.pk,
        "kind": "vkk_conclusion",
        "paper_number": "17/25",
        "issuer": "ВКК № 1",
        "issued_on": "2025-08-20",
        "valid_from": "",
        "valid_until": "2026-05-31",
        "file": SimpleUploadedFile("scan.pdf", SCAN, "application/pdf"),
    } | changes


def plain(answer) -> str:
    return answer.content.decode().replace("\xa0", " ").replace("\u202f", " ")


def test_the_page_says_who_has_no_paper_and_what_it_costs(aigerim, children, handed_in):
    page = plain(aigerim.get("/ru/school/study-proofs/"))
    assert page.count("Добавить документ<") == 1
    assert HELD in page
    assert children[1].masked in page
    assert str(children[1].reveal_iin()) not in page
    everybody = plain(aigerim.get("/ru/school/study-proofs/?view=all"))
    assert handed_in.number in everybody
    assert "Засчитан, ждёт проверки" in everybody


def test_the_export_holds_no_name(aigerim, children):
    answer = aigerim.get("/ru/school/study-proofs/?export=csv")
    text = b"".join(answer.streaming_content).decode()
    assert text.count("80000.00") == 2
    assert "Сынақов" not in text


def test_the_desk_counts_pupils_and_tenge(aigerim, children):
    desk = plain(aigerim.get("/ru/school/"))
    assert "Ученики без документа об особых условиях обучения" in desk
    assert "160 000,00" in desk


def test_papers_are_added_one_after_another(aigerim, school, children):
    url = f"/ru/school/study-proofs/new/{school.pk}/"
    form = plain(aigerim.get(f"{url}?pupil={children[0].pk}&month=2025-10"))
    assert f'<option value="{children[0].pk}" selected>' in form
    assert re.search(r'value="vkk_conclusion"[^>]*checked', form)  # he learns at home
    after = aigerim.post(f"{url}?month=2025-10", filled(children[0]) | {"next": "1"})
    assert after.status_code == 302
    assert f"pupil={children[1].pk}" in after["Location"]
    assert "vkk_conclusion" in after["Location"]
    made = StudyProof.objects.get()
    assert (made.valid_from, made.study_type) == (dt.date(2025, 8, 20), "home")
    last = aigerim.post(f"{url}?month=2025-10", filled(children[1]) | {"next": "1"})
    assert last["Location"] == "/ru/school/study-proofs/?month=2025-10"


def test_a_school_without_such_pupils_is_told_so_and_offered_no_form(aigerim, school):
    page = aigerim.get(f"/ru/school/study-proofs/new/{school.pk}/").text
    assert "Учеников с особыми условиями обучения нет" in page
    assert 'name="paper_number"' not in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"file": SimpleUploadedFile("a.pdf", b"MZ")}, "PDF, JPEG и PNG"),
        ({"valid_from": "2025-08-01"}, "раньше дня выдачи"),
        ({"pupil": "999999"}, "Выберите ученика из списка"),
        ({"paper_number": ""}, "Заполните поле"),
    ],
)
def test_a_wrong_form_says_what_to_mend(aigerim, school, children, wrong, words):
    url = f"/ru/school/study-proofs/new/{school.pk}/"
    answer = aigerim.post(url, filled(children[0]) | wrong)
    assert answer.status_code == 400
    assert words in plain(answer)
    assert not StudyProof.objects.exists()


def test_another_school_sees_neither_paper_nor_scan(erlan, school, handed_in):
    for path in ("", "file/", "action/"):
        assert erlan.get(f"/ru/school/study-proofs/{handed_in.pk}/{path}").status_code == 404
    assert erlan.get(f"/ru/school/study-proofs/new/{school.pk}/").status_code == 404
    assert not StudyProofOpening.objects.exists()


def test_the_scan_is_shown_uncached_and_the_look_is_written_down(bolat, aigerim, handed_in):
    answer = bolat.get(f"/ru/department/study-proofs/{handed_in.pk}/file/")
    assert answer.content == SCAN
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "Сынақов" not in answer["Content-Disposition"]
    assert StudyProofOpening.objects.count() == 1
    assert "Bolat С." in plain(aigerim.get(f"/ru/school/study-proofs/{handed_in.pk}/"))


def test_the_department_rejects_and_the_school_hears_why(aigerim, bolat, handed_in):
    url = f"/ru/department/study-proofs/{handed_in.pk}/"
    page = plain(bolat.get(url))
    assert "Примите или отклоните документ" in page
    assert "осталось 5 рабочих дней" in page
    bolat.post(f"{url}action/", {"action": "reject", "reason": "Печать не читается"})
    outbox.drain()
    told = Notification.objects.get(kind="study_proof.rejected")
    assert told.params["reason"] == "Печать не читается"
    page = plain(aigerim.get(f"/ru/school/study-proofs/{handed_in.pk}/"))
    assert "Заменить документ" in page
    assert "Печать не читается" in page


def test_many_read_papers_are_accepted_at_once(everybody, bolat, school, children, handed_in):
    other = proof(school, children[1], by=everybody.actor("aigerim"))
    rejected = proof(school, children[1], by=everybody.actor("aigerim"))
    reject_proof(proof=rejected, actor=everybody.actor("bolat"), reason="Дважды")
    bolat.post(
        "/ru/department/study-proofs/?view=all",
        {"action": "accept", "selected": [handed_in.pk, other.pk, rejected.pk]},
    )
    states = StudyProof.objects.order_by("pk").values_list("status", flat=True)
    assert list(states) == ["accepted", "accepted", "rejected"]


def test_an_auditor_reads_the_facts_without_name_number_or_scan(handed_in):
    audit = organisation(OrganisationKind.AUDIT, "Орган аудита")
    auditor = signed_in(member("Auditor", Role.AUDITOR, audit))
    listed = plain(auditor.get("/ru/audit/study-proofs/"))
    page = plain(auditor.get(f"/ru/audit/study-proofs/{handed_in.pk}/"))
    for text in (listed, page):
        assert handed_in.number in text
        assert "Сынақов Б" not in text
        assert handed_in.paper_number not in text
    assert "Открыть файл" not in page
    assert auditor.get(f"/ru/audit/study-proofs/{handed_in.pk}/file/").status_code == 404


def test_findings_of_a_push_name_the_rows_without_a_paper(school, children, handed_in):
    found = findings_of(Submission.objects.get())
    rows = [one["row"] for one in found if one["code"] == "NO_DOCUMENT"]
    assert rows == [1]
