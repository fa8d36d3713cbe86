"""What is known of a file after it was read: counts, findings by line, money. Never an IIN."""

import re
from typing import Any

from core.periods import Month
from lms_api.files.kinds import FileKind
from lms_api.files.models import FileUpload
from lms_api.files.sheet import Sheet, Unreadable
from lms_api.files.translation import Finding, Translated
from lms_api.forecast import forecast_of
from schools.selectors.contingent import cut_off_day, primary_vendor
from schools.services.submission_result import SubmissionResult

_LONGEST_CAPTION = 60
_MANY_DIGITS = re.compile(r"[0-9]{4,}")


def unreadable(refusal: Unreadable) -> dict[str, Any]:
    """A file that is no such table."""
    return {
        "unreadable": {"code": refusal.code, "names": list(refusal.names), "line": refusal.line}
    }


def stopped(code: str) -> dict[str, Any]:
    """A file that is right and cannot be taken."""
    return {"stopped": code}


def report_of(
    *, upload: FileUpload, sheet: Sheet, rows: Translated, result: SubmissionResult
) -> dict[str, Any]:
    """Everything that the page of a file shows.

    ``findings`` are ``[line, column, code, is_error]``; a line is None where all is meant.
    """
    answer = result.as_json()
    found = rows.findings(answer["errors"], answer["warnings"])
    report = {
        "state": answer["state"],
        "received": answer["received"],
        "accepted": answer["accepted"],
        "rejected": answer["rejected"],
        "changes": answer["changes"],
        "findings": [_as_list(one) for one in found],
        "places": dict(sheet.places),
        "unused": [_shown(caption) for caption in sheet.unused()],
    }
    if upload.kind != FileKind.PUPILS:
        return report
    return report | forecast_of(
        school=upload.school,
        vendor=upload.school.organisation,
        month=upload.period,
        result=result,
        is_patch=False,
    )


def feeds_act(*, upload: FileUpload) -> bool:
    """Whether the act of the file's month is built from files."""
    source = primary_vendor(upload.school, cut_off_day(Month.of(upload.month)))
    return source is not None and source.pk == upload.school.organisation_id


def findings_of(report: dict[str, Any]) -> list[Finding]:
    """The findings of a kept report."""
    return [Finding(*one) for one in report.get("findings", ())]


def _as_list(finding: Finding) -> list[Any]:
    return [finding.line, finding.column, finding.code, finding.is_error]


def _shown(caption: str) -> str:
    """A caption that may be shown and kept openly: whatever looks like a number of a person not."""
    return _MANY_DIGITS.sub("…", caption[:_LONGEST_CAPTION])
