"""The same data by file: the way in is that of a push, and nothing is written before «accept»."""

import datetime as dt
import json
import random

import pytest

from core import jobs
from core.jobs import run_now
from core.models import Job, OutboxEvent
from core.workflow import TransitionForbidden, TransitionImpossible
from lms_api.files import services
from lms_api.files.kinds import FileKind
from lms_api.files.models import FileContent, FileUpload
from schools.contingent_body import decode_contingent, rows_of
from schools.models import LmsBinding, MonthClosure, Submission
from schools.selectors.contingent import primary_vendor
from schools.services.act_source import make_source_of_act, open_file_delivery
from schools.services.contingent import apply_contingent
from schools.services.raw_bodies import open_body
from tests.factories.acts import offered_act, pupil
from tests.factories.cast import cast, synthetic_iin
from tests.factories.contingent import OCTOBER, body, pupil_row
from tests.factories.contracts import active_contract, head_of, places, trusted_keys
from tests.factories.files import csv_of, table_of, uploaded, xlsx
from tests.factories.schools import active_school, bind

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db):
    return cast()


@pytest.fixture
def own(people):
    return active_school(people)


def checked(upload: FileUpload) -> FileUpload:
    """After a worker has read it."""
    run_now(Job.objects.get(pk=upload.check_job))
    return FileUpload.objects.select_related("school__organisation", "content").get(pk=upload.pk)


def accepted(upload: FileUpload, people) -> FileUpload:
    """After «accept» and a worker."""
    services.accept_file(upload=upload, actor=people.aigerim.as_actor())
    upload.refresh_from_db()
    run_now(Job.objects.get(pk=upload.accept_job))
    return FileUpload.objects.get(pk=upload.pk)


def handed_in(own, people, rows, **options):
    return checked(uploaded(own, people.aigerim, xlsx(table_of(rows)), **options))


def some_rows(chance: random.Random) -> list[dict]:
    """Right and wrong rows of every sort that a cell can hold."""
    rows = []
    for _ in range(chance.randint(2, 12)):
        born = dt.date(chance.randint(2006, 2018), chance.randint(1, 12), chance.randint(1, 28))
        row = pupil_row(synthetic_iin(born), grade=chance.randint(0, 12))
        row["study_type"] = chance.choice(["general", "home", "correction", "special_needs"])
        if chance.random() < 0.4:
            row["enrolled_on"] = chance.choice(["2025-09-01", "2025-11-20", "когда-то"])
        if chance.random() < 0.3:
            row["left_on"] = chance.choice(["2025-10-15", "2025-08-31"])
        if chance.random() < 0.3:
            name, wrong = chance.choice(
                [("grade", 13), ("grade", "пятый"), ("study_type", "очное"),
                 ("birth_date", "2014-02-30"), ("birth_date", "давно"), ("iin", "123456"),
                 ("iin", row["iin"][:-1] + str((int(row["iin"][-1]) + 1) % 10))]
            )  # fmt: skip
            row[name] = wrong
        rows.append(row)
    return [*rows, dict(rows[0])] if chance.random() < 0.3 else rows


def told(result) -> dict:
    """What the API answers, without the ids of what was stored."""
    answer = result.as_json()
    for error in (*answer["errors"], *answer["warnings"]):
        del error["message"], error["how_to_fix"]
    return {key: answer[key] for key in ("state", "received", "accepted", "errors", "changes")}


@pytest.mark.parametrize("seed", range(12))
def test_xlsx_and_csv_of_the_same_rows_are_the_same_push(own, people, seed):
    chance = random.Random(seed)
    rows = some_rows(chance)
    order = ("iin", "grade", "birth_date", "study_type", "enrolled_on", "left_on")
    sent = [{name: row[name] for name in order if name in row} for row in rows]
    raw = json.dumps(body(own, sent), ensure_ascii=False, separators=(",", ":")).encode()
    by_api = apply_contingent(
        school=own,
        vendor=own.organisation,
        month=OCTOBER,
        rows=rows_of(decode_contingent(raw)),
        raw=raw,
        dry_run=True,
    )
    sign = chance.choice([";", ",", "\t"])
    for content in (xlsx(table_of(rows)), csv_of(table_of(rows), sign=sign)):
        upload = checked(uploaded(own, people.aigerim, content))
        sheet = services.opened_sheet(upload)
        translated = services.translated(upload.kind, sheet)
        assert services._body(upload, translated) == raw
        assert told(services.take(upload=upload, body=raw, dry_run=True)) == told(by_api)
        assert upload.report["accepted"] == by_api.accepted
    assert not Submission.objects.exists()


def test_a_file_is_only_checked_until_it_is_accepted(own, people):
    upload = handed_in(own, people, [pupil_row(), pupil_row(grade=13)])
    assert (upload.report["received"], upload.report["accepted"]) == (2, 1)
    assert not Submission.objects.exists()
    assert not LmsBinding.objects.exists()
    done = accepted(upload, people)
    submission = Submission.objects.get()
    assert done.submission == submission
    assert (submission.status, submission.vendor) == ("applied", own.organisation)
    assert (submission.accepted_count, submission.rejected_count) == (1, 1)
    assert done.accepted_by == people.aigerim


def test_the_kept_body_is_that_of_a_push(own, people):
    row = pupil_row()
    done = accepted(handed_in(own, people, [row]), people)
    kept = json.loads(open_body(done.submission))
    assert kept == body(own, [row])


def test_findings_name_lines_and_columns_of_the_file(own, people):
    table = [["Список"], *table_of([pupil_row(), pupil_row(grade=13), pupil_row(birth_date="?")])]
    table.insert(3, [])
    upload = checked(uploaded(own, people.aigerim, xlsx(table)))
    assert upload.report["findings"] == [
        [None, None, "NOT_PRIMARY", False],
        [5, 1, "GRADE_RANGE", True],
        [6, 2, "DATE_WRITTEN", True],
    ]


def test_zeros_that_excel_took_come_back_with_a_warning(own, people):
    iin = synthetic_iin(dt.date(2008, 3, 7))
    upload = handed_in(own, people, [pupil_row(iin) | {"iin": int(iin)}])
    assert upload.report["accepted"] == 1
    assert [2, 0, "IIN_ZEROS_RESTORED", False] in upload.report["findings"]
    done = accepted(upload, people)
    assert json.loads(open_body(done.submission))["pupils"][0]["iin"] == iin


def test_the_cells_own_fault_explains_the_rule(own, people):
    rows = [
        pupil_row(enrolled_on="05/06/2025"),
        pupil_row() | {"iin": "1,40512E+11"},
        pupil_row(grade="#N/A"),
    ]
    upload = handed_in(own, people, rows)
    errors = [
        (line, code) for line, _column, code, is_error in upload.report["findings"] if is_error
    ]
    assert errors == [(2, "DATE_AMBIGUOUS"), (3, "IIN_SCIENTIFIC"), (4, "CELL_ERROR")]


def test_one_bad_row_keeps_all_out_where_the_school_says_so(own, people):
    upload = handed_in(own, people, [pupil_row(), pupil_row(grade=13)], is_strict=True)
    assert (upload.report["state"], upload.report["accepted"]) == ("rejected", 0)


def test_no_iin_stands_openly_in_what_is_kept(own, people):
    row = pupil_row()
    table = table_of([row, row | {"grade": 13}], head=[*table_of([])[0][:-1], row["iin"]])
    upload = checked(uploaded(own, people.aigerim, xlsx(table)))
    accepted(upload, people)
    done = FileUpload.objects.get()
    assert row["iin"] not in json.dumps(done.report) + json.dumps(done.submission.answer)
    assert row["iin"].encode() not in bytes(FileContent.objects.get().sealed)


def test_a_sharp_drop_waits_for_the_schools_word(own, people):
    rows = [pupil_row() for _ in range(30)]
    accepted(handed_in(own, people, rows), people)
    done = accepted(handed_in(own, people, rows[:10]), people)
    assert done.submission.status == "quarantined"
    codes = [code for _line, _column, code, _is_error in done.report["findings"]]
    assert "DROP_QUARANTINED" in codes


def test_a_closed_month_refuses_and_writes_nothing(own, people):
    upload = handed_in(own, people, [pupil_row()])
    MonthClosure.objects.create(school=own, month=OCTOBER.first_day, closed_at=upload.uploaded_at)
    done = accepted(upload, people)
    assert done.report["stopped"] == "PERIOD_CLOSED"
    assert not Submission.objects.exists()
    assert "stopped" in handed_in(own, people, [pupil_row()]).told


def test_a_file_goes_in_once_however_often_it_is_tried(own, people):
    upload = handed_in(own, people, [pupil_row()])
    done = accepted(upload, people)
    for _ in range(2):
        services.apply(FileUpload.objects.select_related("content").get(pk=done.pk))
    assert Submission.objects.count() == 1
    with pytest.raises(TransitionImpossible):
        services.accept_file(upload=done, actor=people.aigerim.as_actor())


def test_a_worker_killed_before_the_commit_leaves_nothing_and_the_next_one_finishes(
    own, people, monkeypatch
):
    upload = handed_in(own, people, [pupil_row()])
    services.accept_file(upload=upload, actor=people.aigerim.as_actor())
    upload.refresh_from_db()
    work = Job.objects.get(pk=upload.accept_job)

    class Killed(BaseException):
        """Nobody catches a kill."""

    def die(**_more):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(services, "report_of", die)
        with pytest.raises(Killed):
            jobs.run(work.pk)
    work.refresh_from_db()
    assert work.state == "running"
    assert not Submission.objects.exists()
    Job.objects.filter(pk=work.pk).update(lease_until=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    assert run_now(work).state == "done"
    assert Submission.objects.count() == 1
    assert not jobs.run(work.pk)


def test_the_same_file_again_changes_nothing(own, people):
    rows = [pupil_row(), pupil_row()]
    accepted(handed_in(own, people, rows), people)
    done = accepted(handed_in(own, people, rows), people)
    assert done.report["changes"] == {"added": 0, "removed": 0, "changed": 0}
    assert done.submission.revision == 2


def test_a_stranger_and_an_undigitised_school_are_refused(own, people):
    with pytest.raises(TransitionForbidden):
        uploaded(own, people.erlan, xlsx(table_of([pupil_row()])))
    type(own).objects.filter(pk=own.pk).update(status="closed")
    own.refresh_from_db()
    with pytest.raises(TransitionImpossible):
        uploaded(own, people.aigerim, xlsx(table_of([pupil_row()])))
    assert not FileUpload.objects.exists()


def test_a_file_feeds_the_act_only_when_the_head_says_so(own, people):
    lms = bind(own).vendor
    accepted(handed_in(own, people, [pupil_row()]), people)
    assert primary_vendor(own, OCTOBER.last_day) == lms
    binding = LmsBinding.objects.get(vendor=own.organisation)
    with pytest.raises(TransitionForbidden):
        make_source_of_act(binding=binding, actor=people.actor("erlan"), since=OCTOBER)
    make_source_of_act(binding=binding, actor=people.actor("aigerim"), since=OCTOBER)
    assert primary_vendor(own, OCTOBER.last_day) == own.organisation
    assert primary_vendor(own, OCTOBER.previous().last_day) == lms


def test_acts_are_formed_again_where_the_new_source_has_data(own, people):
    bind(own)
    accepted(handed_in(own, people, [pupil_row()]), people)
    told = OutboxEvent.objects.filter(kind="schools.contingent_applied")
    before = told.count()
    binding = LmsBinding.objects.get(vendor=own.organisation)
    make_source_of_act(binding=binding, actor=people.actor("aigerim"), since=OCTOBER)
    assert told.count() == before + 1
    assert told.latest("pk").payload["month"] == "2025-10"


def test_the_forecast_of_a_file_is_the_later_act(people):
    with trusted_keys():
        contract = places(active_contract(people), 5)
    school, head = contract.school, head_of(people, contract.school)
    rows = [pupil_row(str(pupil(alive=alive).reveal_iin())) for alive in (True, True, False)]

    def checked_file():
        return checked(uploaded(school, head, xlsx(table_of(rows))))

    assert "forecast" not in checked_file().report
    by_file = open_file_delivery(school=school, actor=head.as_actor(), month=OCTOBER)
    make_source_of_act(binding=by_file, actor=head.as_actor(), since=OCTOBER)
    upload = checked_file()
    told = upload.report["forecast"]
    services.accept_file(upload=upload, actor=head.as_actor())
    upload.refresh_from_db()
    run_now(Job.objects.get(pk=upload.accept_job))
    act = offered_act(contract)
    assert int(told["act_tiyn"]) == act.amount_tiyn > 0
    assert int(told["held_tiyn"]) + int(told["waiting_tiyn"]) == act.held_tiyn


def test_the_lms_may_become_the_source_again(own, people):
    lms = bind(own)
    by_file = open_file_delivery(school=own, actor=people.actor("aigerim"), month=OCTOBER)
    make_source_of_act(binding=by_file, actor=people.actor("aigerim"), since=OCTOBER)
    second = LmsBinding.objects.get(vendor=lms.vendor, until__isnull=True)
    make_source_of_act(binding=second, actor=people.actor("aigerim"), since=OCTOBER.next())
    assert primary_vendor(own, OCTOBER.last_day) == own.organisation
    assert primary_vendor(own, OCTOBER.next().last_day) == lms.vendor


def test_a_closed_month_keeps_its_source(own, people):
    bind(own)
    by_file = open_file_delivery(school=own, actor=people.actor("aigerim"), month=OCTOBER)
    MonthClosure.objects.create(
        school=own, month=OCTOBER.first_day, closed_at=dt.datetime(2025, 11, 5, tzinfo=dt.UTC)
    )
    with pytest.raises(TransitionImpossible):
        make_source_of_act(binding=by_file, actor=people.actor("aigerim"), since=OCTOBER)
    make_source_of_act(binding=by_file, actor=people.actor("aigerim"), since=OCTOBER.next())


def test_teachers_of_several_lines_are_one_teacher(own, people):
    first, second = synthetic_iin(dt.date(1980, 1, 1)), synthetic_iin(dt.date(1990, 1, 1))
    table = [
        ["ИИН", "Предмет", "Часов за месяц"],
        [first, "Казахский язык", 40],
        [second, "Kazakh language", "36,5"],
        [first, "alphabet", 12],
        [first, "Магия", 3],
        [second, "alphabet", "много"],
    ]
    upload = checked(uploaded(own, people.aigerim, xlsx(table), kind=FileKind.TEACHERS))
    assert upload.report["received"] == 2
    errors = [one for one in upload.report["findings"] if one[3]]
    assert errors == [[5, 1, "SUBJECT_WORD", True], [6, 2, "HOURS_FORMAT", True]]
    mended = [row for row in table if row[1] != "Магия" and row[2] != "много"]
    done = accepted(
        checked(uploaded(own, people.aigerim, csv_of(mended), kind=FileKind.TEACHERS)), people
    )
    assert (done.submission.kind, done.submission.accepted_count) == ("teachers", 2)


def test_marks_stand_in_a_column_a_subject(own, people):
    first, second = synthetic_iin(dt.date(2014, 5, 12)), synthetic_iin(dt.date(2014, 5, 13))
    table = [
        ["ИИН", "Класс", "Казахский язык", "Сауат ашу"],
        [first, 5, "9 8", "зачёт"],
        [second, "5 А", 11, None],
    ]
    quarter = OCTOBER.previous()
    upload = checked(uploaded(own, people.aigerim, xlsx(table), kind=FileKind.MARKS, month=quarter))
    errors = [one for one in upload.report["findings"] if one[3]]
    assert errors == [[3, 2, "MARK_VALUE", True]]
    done = accepted(upload, people)
    sent = json.loads(open_body(done.submission))
    assert (sent["year"], sent["quarter"]) == (2025, 1)
    assert [mark["value"] for mark in sent["pupils"][0]["marks"]] == [9, 8, "pass"]


def test_a_file_of_marks_without_a_subject_is_refused(own, people):
    table = [["ИИН", "Класс", "Магия"], [synthetic_iin(dt.date(2014, 5, 12)), 5, 5]]
    upload = checked(
        uploaded(own, people.aigerim, xlsx(table), kind=FileKind.MARKS, month=OCTOBER.previous())
    )
    assert upload.report["unreadable"]["code"] == "SUBJECTS_UNKNOWN"
