"""The school's pages in a browser without scripts."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.models import Region
from schools.models import LmsBinding, PupilMonth, School
from schools.selectors.contingent import primary_vendor
from schools.services.digitisation import create_school
from tests.factories.contingent import pupil_row, push
from tests.factories.schools import active_school, bind, draft_school, lms_vendor

pytestmark = pytest.mark.django_db
BASE = "/ru/school/schools/"
SUBMIT = "Отправить заявку на оцифровку</button>"


def text_of(answer):
    return answer.content.decode()


def test_the_list_has_the_decks_columns(aigerim, everybody):
    school = draft_school(everybody)
    page = text_of(aigerim.get(BASE))
    captions = (
        "Действия", "Id школы", "Наименование (рус)", "Наименование (каз)", "Статус",
        "Вид собственности", "Адрес", "Поиск", "Добавить школу", "Всего записей 1", "Частная",
    )  # fmt: skip
    for caption in captions:
        assert caption in page
    assert school.school_id in page


def test_a_school_is_found_by_its_number(aigerim, everybody):
    first, second = draft_school(everybody), draft_school(everybody)
    page = text_of(aigerim.get(BASE, {"q": second.school_id}))
    assert second.school_id in page
    assert first.school_id not in page


def test_a_school_is_added_and_its_sections_wait(aigerim, everybody):
    answer = aigerim.post(
        f"{BASE}new/",
        {"name_ru": "Школа №7", "name_kk": "№7 мектеп", "region": "79", "locality": "urban"},
    )
    school = School.objects.get()
    assert answer.status_code == 302
    page = text_of(aigerim.get(f"{BASE}{school.pk}/"))
    assert "Разделы паспорта" in page
    assert "не заполнен" in page


def test_an_empty_form_names_every_field(aigerim):
    answer = aigerim.post(f"{BASE}new/", {})
    assert answer.status_code == 400
    assert text_of(answer).count("Заполните это поле.") >= 3


SECTIONS = {
    "identity": {
        "school_id": "310118639727000000", "name_ru": "Школа", "name_kk": "Мектеп",
        "locality": "urban", "address_ru": "ул. 1", "address_kk": "1 көше", "phone": "+77010000000",
    },
    "licence": {
        "licence_number": "KZ18LAA00000001", "licence_issued_on": "2020-05-05",
        "licence_annex_number": "001", "teaches_primary": "on",
    },
    "building": {
        "address_code": "1201600004500077", "cadastral_number": "22:327:015:1001",
        "declared_purpose": "school", "right_kind": "lease", "area_m2": "3200,5",
    },
    "capacity": {
        "design_capacity": "482", "sanitary_places": "442", "sanitary_number": "KZ1",
        "sanitary_issued_on": "2021-08-01", "shifts": "2",
    },
    "account": {"iban": "KZ506011110000000001", "bic": "HSBKKZKX", "kbe": "17"},
    "fee": {"parental_fee_tiyn": "600 000,00"},
    "staffing": {"staff_positions": "40", "staff_filled": "38"},
}  # fmt: skip


def test_a_school_is_brought_from_a_draft_to_the_department_in_a_browser(
    aigerim, everybody, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    region = Region.objects.get(pk="79")
    school = create_school(
        actor=everybody.actor("aigerim"), region=region, name_ru="Ш", name_kk="М"
    )
    assert SUBMIT not in text_of(aigerim.get(f"{BASE}{school.pk}/"))
    for version, (section, values) in enumerate(SECTIONS.items(), start=1):
        url = f"{BASE}{school.pk}/passport/{section}/"
        assert aigerim.get(url).status_code == 200
        answer = aigerim.post(url, values | {"version": version})
        assert answer.status_code == 302, text_of(answer)
    for kind in (
        "licence_annex", "parental_fee_order", "safety_compliance", "staffing_statement",
        "title_document",
    ):  # fmt: skip
        url = f"{BASE}{school.pk}/documents/{kind}/"
        assert aigerim.get(url).status_code == 200
        file = SimpleUploadedFile("скан.pdf", b"%PDF-1.7 " + kind.encode())
        assert aigerim.post(url, {"file": file, "number": "1"}).status_code == 302
    assert SUBMIT in text_of(aigerim.get(f"{BASE}{school.pk}/"))
    answer = aigerim.post(f"{BASE}{school.pk}/action/", {"action": "submit"}, follow=True)
    assert School.objects.get().status == "under_review"
    assert "442" in text_of(answer)


@pytest.mark.parametrize("typed", ["3200,5", "3200.5"])
def test_an_area_is_read_with_a_comma_and_with_a_point_and_shown_with_a_comma(
    aigerim, everybody, typed
):
    school = draft_school(everybody)
    url = f"{BASE}{school.pk}/passport/building/"
    answer = aigerim.post(url, SECTIONS["building"] | {"version": 1, "area_m2": typed})
    assert answer.status_code == 302, text_of(answer)
    assert 'value="3200,5"' in text_of(aigerim.get(url))


def test_a_form_without_its_hidden_version_says_what_to_do_and_names_no_field(aigerim, everybody):
    school = draft_school(everybody)
    page = text_of(aigerim.post(f"{BASE}{school.pk}/passport/fee/", SECTIONS["fee"]))
    assert "откройте его снова" in page
    assert "Version" not in page


WRONG = [
    ("identity", {"school_id": "12"}, "18 цифр"),
    ("identity", {"phone": "8701"}, "+77010000000"),
    ("licence", {"licence_number": "КZ18LAA00000001"}, "латинские"),
    ("licence", {"licence_issued_on": "2030-01-01"}, "не наступила"),
    ("licence", {"teaches_primary": ""}, "хотя бы один"),
    ("building", {"address_code": "1"}, "16 цифр"),
    ("building", {"area_m2": "много"}, "Введите число"),
    ("building", {"area_m2": "NaN"}, "Введите число"),
    ("capacity", {"design_capacity": "0"}, "1"),
    ("capacity", {"shifts": "4"}, "3"),
    ("capacity", {"design_capacity": "9" * 30}, "20"),
    ("account", {"iban": "KZ006011110000000001"}, "Такого счёта не бывает"),
    ("account", {"kbe": "1"}, "две цифры"),
    ("fee", {"parental_fee_tiyn": "-1"}, "не может быть отрицательной"),
    ("staffing", {"staff_filled": "41"}, "больше, чем есть мест"),
]


@pytest.mark.parametrize(("section", "change", "said"), WRONG, ids=str)
def test_a_wrong_section_says_what_is_wrong_and_keeps_nothing(
    aigerim, everybody, section, change, said
):
    school = draft_school(everybody)
    url = f"{BASE}{school.pk}/passport/{section}/"
    answer = aigerim.post(url, SECTIONS[section] | {"version": 1} | change)
    assert answer.status_code == 400
    assert said in text_of(answer)
    assert School.objects.get(pk=school.pk).passport.version == 1


def test_an_older_form_does_not_overwrite_a_newer_edit(aigerim, everybody):
    school = draft_school(everybody)
    url = f"{BASE}{school.pk}/passport/staffing/"
    aigerim.post(url, {"version": 1, "staff_positions": "50", "staff_filled": "40"})
    answer = aigerim.post(url, {"version": 1, "staff_positions": "60", "staff_filled": "40"})
    assert answer.status_code == 409
    assert School.objects.get().passport.staff_positions == 50


@pytest.mark.parametrize("content", [b"MZ", b"<html>", b"PK\x03\x04"])
def test_a_file_of_another_kind_is_told(aigerim, everybody, content):
    school = draft_school(everybody)
    answer = aigerim.post(
        f"{BASE}{school.pk}/documents/licence_annex/",
        {"file": SimpleUploadedFile("a.pdf", content, content_type="application/pdf")},
    )
    assert answer.status_code == 400
    assert "PDF, JPEG и PNG" in text_of(answer)


def test_a_document_is_handed_over_as_an_attachment(aigerim, erlan, everybody, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    school = draft_school(everybody)
    aigerim.post(
        f"{BASE}{school.pk}/documents/licence_annex/",
        {"file": SimpleUploadedFile('x".html', b"%PDF-1.7 <script>")},
    )
    document = school.documents.get(kind="licence_annex", is_current=True)
    url = f"{BASE}{school.pk}/files/{document.pk}/"
    answer = aigerim.get(url)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 <script>"
    assert ".html" not in document.file.name
    assert erlan.get(url).status_code == 404


def test_pupils_are_shown_by_month_with_the_state_of_their_checks(aigerim, everybody):
    school = active_school(everybody)
    bind(school)
    row = pupil_row()
    push(school, [row])
    page = text_of(aigerim.get(f"{BASE}{school.pk}/?tab=pupils"))
    assert "октябрь 2025" in page
    assert f"•••• {row['iin'][-4:]}" in page
    assert "Ждёт ответа ГБД ФЛ" in page
    assert row["iin"] not in page


@pytest.mark.parametrize(
    "tab", ["passport", "teachers", "applications", "contracts", "acts", "history", "nothing"]
)
def test_every_tab_opens(aigerim, everybody, tab):
    school = active_school(everybody)
    assert aigerim.get(f"{BASE}{school.pk}/?tab={tab}").status_code == 200


def test_a_sharp_drop_is_confirmed_on_the_page(aigerim, everybody):
    school = active_school(everybody)
    bind(school)
    rows = [pupil_row() for _ in range(30)]
    push(school, rows)
    waiting = push(school, rows[:5]).submission
    assert "резко изменилось" in text_of(aigerim.get(f"{BASE}{school.pk}/?tab=pupils"))
    answer = aigerim.post(f"/ru/school/submissions/{waiting.pk}/action/", {"action": "confirm"})
    assert answer.status_code == 302
    assert PupilMonth.objects.count() == 5
    assert aigerim.get("/ru/school/pupils/").status_code == 200
    assert aigerim.get("/ru/school/pupils/?export=csv").status_code == 200


def test_a_school_opens_and_closes_the_access_of_an_lms(aigerim, everybody):
    school, vendor = active_school(everybody), lms_vendor()
    url = f"{BASE}{school.pk}/lms/"
    assert aigerim.get(url).status_code == 200
    aigerim.post(url, {"vendor": vendor.pk, "since": "2025-11-01", "is_primary": "on"})
    binding = LmsBinding.objects.get()
    assert (binding.is_primary, binding.until) == (True, None)
    assert aigerim.post(url, {"vendor": vendor.pk, "since": "2025-11-01"}).status_code == 409
    page = aigerim.post(url, {"end": binding.pk}, follow=True).content.decode()
    assert str(LmsBinding.objects.get().until) == "2025-11-14"
    assert "последний день доступа 14.11.2025" in page  # it works until the day is over


def test_a_new_primary_lms_keeps_the_past_days_of_the_old_one(aigerim, everybody):
    school, old, new = active_school(everybody), lms_vendor(), lms_vendor("Bilimal demo")
    bind(school, old)
    aigerim.post(
        f"{BASE}{school.pk}/lms/", {"vendor": new.pk, "since": "2025-11-01", "is_primary": "on"}
    )
    assert primary_vendor(school, dt.date(2025, 10, 31)) == old
    assert primary_vendor(school, dt.date(2025, 11, 30)) == new


@pytest.mark.parametrize(
    "path", ["", "passport/identity/", "documents/licence_annex/", "lms/", "action/"]
)
def test_a_school_of_another_owner_does_not_exist(erlan, everybody, path):
    school = draft_school(everybody)
    assert erlan.get(f"{BASE}{school.pk}/{path}").status_code == 404
    assert erlan.post(f"{BASE}{school.pk}/{path or 'action/'}").status_code == 404


@pytest.mark.parametrize("page", ["licences", "attestation", "accreditation", "duplicates"])
def test_every_menu_page_opens(aigerim, everybody, page):
    draft_school(everybody)
    assert aigerim.get(f"/ru/school/{page}/").status_code == 200


def test_licences_come_from_the_passports(aigerim, erlan, everybody):
    draft_school(everybody)
    assert "KZ18LAA00000001" in text_of(aigerim.get("/ru/school/licences/"))
    assert "KZ18LAA00000001" not in text_of(erlan.get("/ru/school/licences/"))
