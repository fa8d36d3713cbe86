"""Long work of this room: asking registries about an application."""

from budget.services.applying import CHECK_JOB
from budget.services.checking import check_application
from core.jobs import JobRun, job


@job(CHECK_JOB)
def check_application_job(run: JobRun) -> None:
    """Ask and record; safe to run again from the start."""
    findings = check_application(application_id=int(run.params["application_id"]))
    run.checkpoint(cursor=None, done=len(findings), total=len(findings))
