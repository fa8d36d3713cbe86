"""Long work of this room: files that schools hand in."""

from core.jobs import JobRun, job
from lms_api.files import services
from lms_api.files.models import FileUpload
from lms_api.files.services import ACCEPT_FILE, CHECK_FILE


@job(CHECK_FILE)
def check_file(run: JobRun) -> None:
    """Read a file and tell what it would do. ``params``: ``upload_id``. Writes a report only."""
    upload = _upload(run)
    if upload.report is None:
        report = services.check(upload, beat=_beat(run))
        FileUpload.objects.filter(pk=upload.pk, report__isnull=True).update(report=report)
    _end(run)


@job(ACCEPT_FILE)
def accept_file(run: JobRun) -> None:
    """Apply an accepted file. ``params``: ``upload_id``.

    A worker killed in the middle leaves nothing behind; who takes the job up reads again and finds
    either nothing written or the submission noted.
    """
    upload = _upload(run)
    if upload.finished_at is None:
        services.apply(upload, beat=_beat(run))
    _end(run)


def _upload(run: JobRun) -> FileUpload:
    rows = FileUpload.objects.select_related("school__organisation", "content")
    return rows.get(pk=run.params["upload_id"])


def _beat(run: JobRun):  # type: ignore[no-untyped-def]
    return lambda count: run.checkpoint(cursor={"read": count}, done=count)


def _end(run: JobRun) -> None:
    done = (run.cursor or {}).get("read", 0)
    run.checkpoint(cursor=run.cursor, done=done, total=done)
