"""The one way in for a body that came by file: decoders and services are those of the API."""

from core import clock
from lms_api.files.kinds import SUBMISSION_KIND, FileKind
from lms_api.files.models import FileUpload
from lms_api.files.period import period_of
from schools.contingent_body import decode_contingent, rows_of
from schools.learning_bodies import decode_grades, decode_teachers
from schools.services.contingent import Mode, apply_contingent, refused_month
from schools.services.learning import apply_grades, apply_teachers
from schools.services.submission_result import SubmissionResult
from schools.services.submission_store import Push


def take(*, upload: FileUpload, body: bytes, dry_run: bool) -> SubmissionResult:
    """Hand a body over as a push of the school itself.

    :raises PeriodClosed: the act of the month bears a signature
    """
    school, sender = upload.school, upload.school.organisation
    mode = Mode.STRICT if upload.is_strict else Mode.PARTIAL
    kind = FileKind(upload.kind)
    month, wrong = period_of(kind, str(upload.period), today=clock.today())
    if month is None:
        return refused_month(received=0, code=wrong)
    if kind == FileKind.PUPILS:
        return apply_contingent(
            school=school,
            vendor=sender,
            month=month,
            rows=rows_of(decode_contingent(body)),
            raw=body,
            mode=mode,
            dry_run=dry_run,
        )
    push = Push(school, sender, SUBMISSION_KIND[kind], month, body)
    if kind == FileKind.TEACHERS:
        rows = decode_teachers(body).teachers
        return apply_teachers(push=push, rows=rows, mode=mode, dry_run=dry_run)
    return apply_grades(push=push, rows=decode_grades(body).pupils, mode=mode, dry_run=dry_run)
