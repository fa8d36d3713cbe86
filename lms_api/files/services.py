"""Take a file, check it, accept it: the last through the one way in of every push."""

import hashlib
from typing import Any

import msgspec
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock, jobs
from core.partitions import ensure_month
from core.periods import Month
from core.workflow import Actor, TransitionForbidden, TransitionImpossible
from lms_api.files.body_taking import take
from lms_api.files.content import type_of
from lms_api.files.kinds import COLUMNS, FileKind
from lms_api.files.models import FileContent, FileUpload
from lms_api.files.period import body_of
from lms_api.files.reading import Beat, read_sheet
from lms_api.files.report import report_of, stopped, unreadable
from lms_api.files.sheet import Sheet, Unreadable
from lms_api.files.translation import Translated, subject_words, translated
from schools.models import School
from schools.permissions import is_own_school
from schools.services.act_source import open_file_delivery
from schools.services.contingent import PeriodClosed
from schools.statuses import SchoolStatus

CHECK_FILE = "lms_api.check_file"
ACCEPT_FILE = "lms_api.accept_file"
_TAKES = (SchoolStatus.ACTIVE, SchoolStatus.SUSPENDED)


@transaction.atomic
def receive_file(
    *,
    school: School,
    actor: Actor,
    kind: str,
    month: Month,
    content: bytes,
    name: str,
    is_strict: bool = False,
) -> FileUpload:
    """Keep a file sealed and let a job check it; nothing of it is applied.

    :raises Unreadable: by its bytes it is no table
    :raises TransitionImpossible: the school is not digitised
    """
    if not is_own_school(school, actor):
        raise TransitionForbidden("receive_file")
    if school.status not in _TAKES:
        raise TransitionImpossible(_("Данные принимаются, когда школа оцифрована."))
    upload = FileUpload.objects.create(
        school=school,
        kind=kind,
        month=month,
        file_type=type_of(content),
        original_name=name[-200:],
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        is_strict=is_strict,
        uploaded_by_id=actor.membership_id,
        uploaded_at=clock.now(),
    )
    FileContent.keep(upload, content)
    _enqueue(upload, CHECK_FILE, actor)
    return upload


@transaction.atomic
def accept_file(*, upload: FileUpload, actor: Actor) -> FileUpload:
    """Wish that a checked file be applied; a job does it once, whatever happens to the worker.

    :raises TransitionImpossible: it cannot be read, or the wish was told before
    """
    fresh = FileUpload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if not is_own_school(fresh.school, actor):
        raise TransitionForbidden("accept_file")
    if not fresh.is_waiting():
        raise TransitionImpossible(_("Этот файл уже принимается или не прошёл проверку."))
    if not FileContent.objects.filter(upload=fresh).exists():
        raise TransitionImpossible(_("Срок хранения файла истёк. Загрузите его снова."))
    open_file_delivery(school=fresh.school, actor=actor, month=fresh.period)
    fresh.accepted_at, fresh.accepted_by_id = clock.now(), actor.membership_id
    fresh.save()
    _enqueue(fresh, ACCEPT_FILE, actor)
    return fresh


@transaction.atomic
def start_again(*, upload: FileUpload, actor: Actor) -> FileUpload:
    """Give a file whose job failed for good to a new job.

    :raises TransitionImpossible: its job has not given up
    """
    fresh = FileUpload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if not is_own_school(fresh.school, actor):
        raise TransitionForbidden("start_again")
    if not fresh.has_given_up():
        raise TransitionImpossible(_("Этот файл ещё обрабатывается."))
    _enqueue(fresh, ACCEPT_FILE if fresh.accepted_at else CHECK_FILE, actor)
    return fresh


def check(upload: FileUpload, *, beat: Beat = lambda count: None) -> dict[str, Any]:
    """What the file would do: read it and go the way in without writing anything."""
    try:
        sheet = opened_sheet(upload, beat=beat)
        rows = translated(upload.kind, sheet)
        result = take(upload=upload, body=_body(upload, rows), dry_run=True)
    except Unreadable as refusal:
        return unreadable(refusal)
    except PeriodClosed:
        return stopped("PERIOD_CLOSED")
    return report_of(upload=upload, sheet=sheet, rows=rows, result=result)


def apply(upload: FileUpload, *, beat: Beat = lambda count: None) -> FileUpload:
    """Apply an accepted file, once: the submission is noted in the transaction that writes it."""
    sheet = opened_sheet(upload, beat=beat)
    rows = translated(upload.kind, sheet)
    ensure_month(upload.period)  # partitions are made outside of the transaction
    try:
        with transaction.atomic():
            fresh = FileUpload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
            if fresh.finished_at is not None:
                return fresh
            result = take(upload=fresh, body=_body(fresh, rows), dry_run=False)
            fresh.submission = result.submission
            fresh.report = report_of(upload=fresh, sheet=sheet, rows=rows, result=result)
            fresh.finished_at = clock.now()
            fresh.save()
            return fresh
    except PeriodClosed:
        FileUpload.objects.filter(pk=upload.pk, finished_at__isnull=True).update(
            report=(upload.report or {}) | stopped("PERIOD_CLOSED"), finished_at=clock.now()
        )
    return FileUpload.objects.get(pk=upload.pk)


def opened_sheet(upload: FileUpload, *, beat: Beat = lambda count: None) -> Sheet:
    """Read the kept bytes of a file.

    :raises Unreadable: it is no such table
    """
    kind = FileKind(upload.kind)
    more = subject_words() if kind == FileKind.MARKS else None
    sheet = read_sheet(upload.content.opened(), columns=COLUMNS[kind], more=more, beat=beat)
    if more is not None and not set(sheet.places) & set(more.values()):
        raise Unreadable("SUBJECTS_UNKNOWN", line=sheet.header_line)
    return sheet


def _body(upload: FileUpload, rows: Translated) -> bytes:
    """The bytes that a push of the same rows would have."""
    return msgspec.json.encode(
        body_of(
            kind=upload.kind,
            school_id=upload.school.school_id or "",
            month=upload.period,
            rows=rows.rows,
        )
    )


def _enqueue(upload: FileUpload, kind: str, actor: Actor) -> None:
    job = jobs.enqueue(kind, requested_by=actor.membership_id, upload_id=upload.pk)
    field = "accept_job" if kind == ACCEPT_FILE else "check_job"
    setattr(upload, field, job.pk)
    upload.save(update_fields=[field])
