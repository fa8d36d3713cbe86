"""The pages of a file: hand in, look, accept, take it back marked; and who may not."""

import csv
import io

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.middleware import SESSION_KEY
from accounts.roles import Role
from core.jobs import run_now
from core.models import Job, JobState
from lms_api.files.kinds import FileKind
from lms_api.files.models import FileContent, FileUpload
from lms_api.files.retention import forget_old_files
from schools.models import LmsBinding, Submission
from tests.factories.cast import cast, member
from tests.factories.contingent import pupil_row
from tests.factories.files import HEAD, as_form, csv_of, table_of, uploaded, xlsx
from tests.factories.schools import active_school, bind

pytestmark = pytest.mark.django_db
BASE = "/ru/school/files/"


def browser_of(membership) -> Client:
    client = Client()
    client.force_login(membership.user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[SESSION_KEY] = membership.pk
    session.save()
    return client


@pytest.fixture
def people(db):
    return cast()


@pytest.fixture
def own(people):
    return active_school(people)


@pytest.fixture
def aigerim(people):
    return browser_of(people.aigerim)


def send(client, school, content, *, name="контингент.xlsx", query="", **changes):
    form = {"school": school.pk, "month": "2025-10", "file": as_form(content, name)} | changes
    return client.post(f"{BASE}new/{query}", form)


def work(upload: FileUpload) -> FileUpload:
    """What a worker does next."""
    fresh = FileUpload.objects.get(pk=upload.pk)
    run_now(Job.objects.get(pk=fresh.accept_job or fresh.check_job))
    return FileUpload.objects.get(pk=upload.pk)


def text_of(answer) -> str:
    return answer.content.decode()


def downloaded(client, upload, language="ru") -> bytes:
    answer = client.get(f"/{language}/school/files/{upload.pk}/marked/")
    assert answer.status_code == 200
    assert answer["X-Content-Type-Options"] == "nosniff"
    return answer.content


def test_a_file_goes_from_the_form_to_the_month(aigerim, own):
    answer = send(aigerim, own, xlsx(table_of([pupil_row(), pupil_row(grade=13)])))
    upload = FileUpload.objects.get()
    assert answer.url == f"{BASE}{upload.pk}/"
    page = text_of(aigerim.get(answer.url))
    assert "Проверяем файл" in page
    assert f"{BASE}{upload.pk}/progress/" in page
    work(upload)
    page = text_of(aigerim.get(answer.url))
    assert "ещё ничего не записано" in page
    assert "Принять строк: 1" in page
    assert "GRADE_RANGE" in page
    assert not Submission.objects.exists()
    assert aigerim.post(f"{answer.url}accept/").status_code == 302
    assert "Принимаем файл" in text_of(aigerim.get(answer.url))
    work(upload)
    assert "Данные приняты" in text_of(aigerim.get(answer.url))
    assert Submission.objects.get().accepted_count == 1
    assert aigerim.post(f"{answer.url}accept/").status_code == 409


def test_the_bar_asks_for_the_page_anew_when_the_work_is_done(aigerim, own):
    send(aigerim, own, xlsx(table_of([pupil_row()])))
    upload = FileUpload.objects.get()
    Job.objects.filter(pk=upload.check_job).update(state=JobState.RUNNING, done=500)
    answer = aigerim.get(f"{BASE}{upload.pk}/progress/")
    assert "HX-Refresh" not in answer
    assert "500" in text_of(answer)
    Job.objects.filter(pk=upload.check_job).update(state=JobState.QUEUED)
    work(upload)
    assert aigerim.get(f"{BASE}{upload.pk}/progress/")["HX-Refresh"] == "true"


def test_a_job_that_gave_up_may_be_tried_again(aigerim, own):
    send(aigerim, own, xlsx(table_of([pupil_row()])))
    upload = FileUpload.objects.get()
    Job.objects.filter(pk=upload.check_job).update(state=JobState.FAILED)
    assert "Попробовать снова" in text_of(aigerim.get(f"{BASE}{upload.pk}/"))
    assert aigerim.post(f"{BASE}{upload.pk}/accept/").status_code == 302
    assert "state" in work(upload).report


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.4", "не таблица XLSX и не CSV"),
        (b"", "Файл пуст"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, "старый формат Excel"),
        (b"a" * (5 * 1024 * 1024 + 1), "больше 5 МБ"),
    ],
)
def test_what_is_no_table_is_refused_on_the_form(aigerim, own, content, words):
    answer = send(aigerim, own, content)
    assert answer.status_code == 400
    assert words in text_of(answer)
    assert not FileUpload.objects.exists()


def test_what_cannot_be_read_is_told_on_its_page(aigerim, own):
    send(aigerim, own, xlsx([["ИИН", "Класс"], ["1", 5]]))
    upload = work(FileUpload.objects.get())
    page = text_of(aigerim.get(f"{BASE}{upload.pk}/"))
    assert "Не хватает обязательных столбцов" in page
    assert "Дата рождения, Тип обучения" in page
    assert aigerim.get(f"{BASE}{upload.pk}/marked/").status_code == 404


def test_the_marked_workbook_keeps_columns_order_and_formulas_harmless(aigerim, own, people):
    head = ["Телефон", *HEAD, "Примечание"]
    good, bad = pupil_row(), pupil_row(grade=13, birth_date="05/06/2014")
    rows = [
        ["+77010000000", *[good.get(f) for f in ("iin", "grade", "birth_date", "study_type")]],
        ["=HYPERLINK(1)", *[bad.get(f) for f in ("iin", "grade", "birth_date", "study_type")]],
    ]
    upload = work(uploaded(own, people.aigerim, csv_to_xlsx([head, *rows])))
    sheet = openpyxl.load_workbook(io.BytesIO(downloaded(aigerim, upload))).active
    assert [cell.value for cell in sheet[1]] == [*head, "Что не так", "Как исправить"]
    assert sheet["I2"].value in (None, "")
    assert "Класс" in sheet["I3"].value
    assert "день" in sheet["I3"].value
    assert sheet["A3"].data_type == "s"
    assert sheet["A3"].value == "'=HYPERLINK(1)"
    assert sheet["B2"].value == good["iin"]
    assert sheet["C3"].fill.fgColor.rgb != sheet["C2"].fill.fgColor.rgb


def csv_to_xlsx(table):
    """Texts as texts: openpyxl would write a formula."""

    def plain(_book, sheet):
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.data_type = "s"

    return xlsx(table, edit=plain)


def test_the_marked_csv_has_two_columns_more_in_the_language_of_the_page(aigerim, own, people):
    content = csv_of(table_of([pupil_row(grade=13)]), encoding="cp1251")
    upload = work(uploaded(own, people.aigerim, content, name="список.csv"))
    marked = downloaded(aigerim, upload, "kk").decode("utf-8-sig")
    head, row = list(csv.reader(io.StringIO(marked), delimiter=";"))
    assert head[-2:] == ["Не дұрыс емес", "Қалай түзетуге болады"]
    assert row[-1]


def test_a_marked_file_that_was_mended_is_taken(aigerim, own, people):
    rows = [pupil_row(), pupil_row(grade=13)]
    upload = work(uploaded(own, people.aigerim, xlsx(table_of(rows))))
    book = openpyxl.load_workbook(io.BytesIO(downloaded(aigerim, upload)))
    book.active["B3"] = 7
    target = io.BytesIO()
    book.save(target)
    send(aigerim, own, target.getvalue())
    again = work(FileUpload.objects.latest("pk"))
    assert (again.report["accepted"], again.report["rejected"]) == (2, 0)
    assert again.report["unused"] == []


def test_a_file_is_the_schools_own(own, people):
    upload = work(uploaded(own, people.aigerim, xlsx(table_of([pupil_row()]))))
    erlan = browser_of(people.erlan)
    for path in ("", "progress/", "marked/"):
        assert erlan.get(f"{BASE}{upload.pk}/{path}").status_code == 404
    assert erlan.post(f"{BASE}{upload.pk}/accept/").status_code == 404
    assert send(erlan, own, xlsx(table_of([pupil_row()]))).status_code == 400
    bolat = browser_of(people.bolat)
    for path in ("", f"{upload.pk}/", f"{upload.pk}/marked/", "template/pupils/xlsx/"):
        assert bolat.get(f"{BASE}{path}").status_code == 403
    assert FileUpload.objects.count() == 1


def test_only_the_head_makes_files_the_source_of_the_act(own, people, aigerim):
    bind(own)
    url = f"/ru/school/schools/{own.pk}/source/"
    form = {"source": "file", "since": "2025-10"}
    employee = browser_of(member("Zhanar", Role.SCHOOL_EMPLOYEE, people.aigerim.organisation))
    assert employee.get(url).status_code == 200
    assert employee.post(url, form).status_code == 403
    assert browser_of(people.erlan).post(url, form).status_code == 404
    assert aigerim.post(url, form).status_code == 302
    assert LmsBinding.objects.get(is_primary=True, until__isnull=True).vendor == own.organisation
    assert "по файлам" in text_of(aigerim.get(url))


def test_the_page_says_whether_the_file_feeds_the_act(own, people, aigerim):
    bind(own)
    upload = work(uploaded(own, people.aigerim, xlsx(table_of([pupil_row()]))))
    assert "Акт этого месяца строится по данным Kundelik demo" in text_of(
        aigerim.get(f"{BASE}{upload.pk}/")
    )
    aigerim.post(f"/ru/school/schools/{own.pk}/source/", {"source": "file", "since": "2025-10"})
    assert "По файлам школы строится акт" in text_of(aigerim.get(f"{BASE}{upload.pk}/"))


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
@pytest.mark.parametrize("kind", FileKind.values)
def test_a_filled_template_is_read_back(aigerim, own, people, kind, language):
    answer = aigerim.get(f"/{language}/school/files/template/{kind}/xlsx/")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    sheet = book.worksheets[0]
    assert sheet.data_validations.dataValidation
    captions = [cell.value for cell in sheet[1]]
    as_csv = aigerim.get(f"/{language}/school/files/template/{kind}/csv/").content
    assert as_csv.decode("utf-8-sig").strip().split(";") == [
        f'"{one}"' if ";" in one else one for one in captions
    ]
    assert sheet.column_dimensions["A"].width > 10
    hints = [row[0].value for row in book.worksheets[1].iter_rows()]
    row = {
        "pupils": [pupil_row()["iin"], "", 5, "12.05.2014", hints[-1]],
        "teachers": ["850303300017", "", hints[-1], 36],
        "marks": [pupil_row()["iin"], "", 5, 9],
    }[kind]
    for place, value in enumerate(row, start=1):
        sheet.cell(2, place, value or None)
    target = io.BytesIO()
    book.save(target)
    month = "2025-09" if kind == "marks" else "2025-10"
    answer = send(aigerim, own, target.getvalue(), query=f"?kind={kind}", month=month)
    assert answer.status_code == 302, text_of(answer)
    report = work(FileUpload.objects.get()).report
    codes = {code for _line, _column, code, is_error in report["findings"] if is_error}
    assert "unreadable" not in report
    assert codes <= {"IIN_CHECKSUM"}


@pytest.mark.parametrize("kind", ["nothing", "pupils/exe", "x/xlsx"])
def test_there_are_no_other_templates(aigerim, own, kind):
    path = kind if "/" in kind else f"{kind}/xlsx"
    assert aigerim.get(f"{BASE}template/{path}/").status_code == 404


def test_the_history_asks_no_more_for_more_files(
    aigerim, own, people, django_assert_max_num_queries
):
    work(uploaded(own, people.aigerim, xlsx(table_of([pupil_row()]))))
    with CaptureQueriesContext(connection) as few:
        aigerim.get(BASE)
    for _ in range(5):
        work(uploaded(own, people.aigerim, xlsx(table_of([pupil_row()]))))
    with django_assert_max_num_queries(len(few)):
        page = text_of(aigerim.get(BASE))
    assert page.count("Проверен, ждёт вас") == 6
    assert aigerim.get(f"{BASE}?view=waiting&export=csv").status_code == 200


def test_the_content_goes_when_its_time_is_over(own, people, aigerim):
    upload = work(uploaded(own, people.aigerim, xlsx(table_of([pupil_row(grade=13)]))))
    FileUpload.objects.filter(pk=upload.pk).update(
        uploaded_at=upload.uploaded_at.replace(year=2025, month=8, day=10)
    )
    fresh = work(uploaded(own, people.aigerim, xlsx(table_of([pupil_row()]))))
    assert forget_old_files() == 1
    assert list(FileContent.objects.values_list("upload_id", flat=True)) == [fresh.pk]
    page = text_of(aigerim.get(f"{BASE}{upload.pk}/"))
    assert "Срок хранения файла истёк" in page
    assert aigerim.get(f"{BASE}{upload.pk}/marked/").status_code == 404
