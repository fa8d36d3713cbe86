"""What a push to the sandbox becomes: the live rules for rows, the sandbox's own memory."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core import clock
from core.identifiers import Iin
from core.periods import Month
from lms_api.sandbox.claims import (
    claims_on,
    completed,
    findings_on,
    is_sharp_drop,
    without_document,
)
from lms_api.sandbox.fixtures import SandboxSchool
from lms_api.sandbox.memory import Rows, keys_of, remember, remembered
from lms_api.sandbox.money import forecast_of, money_of
from lms_api.sandbox.records import Sandbox, SandboxPush
from schools.learning_bodies import GradesBody, TeachersBody
from schools.models import SubmissionKind
from schools.packing import pack_hours, pack_marks
from schools.rules_of_learning import check_marks, check_teachers, months_of_quarter
from schools.rules_of_rows import RowError, check_rows
from schools.services.contingent import Mode
from schools.services.learning import subject_numbers
from schools.services.pupil_rows import difference, said
from schools.services.submission_result import SubmissionResult
from schools.statuses import SubmissionStatus

_KEPT_PUSHES = 1_000


@dataclass(frozen=True, slots=True)
class Order:
    """Whose push of what, and how."""

    vendor_id: int
    school: SandboxSchool
    kind: str
    month: Month
    mode: str
    dry_run: bool
    is_patch: bool = False

    def remembered(self) -> Rows:
        """Rows of the month as it stands."""
        return remembered(
            vendor_id=self.vendor_id,
            school_id=self.school.school_id,
            kind=self.kind,
            month=self.month,
        )


def take_contingent(order: Order, rows: Sequence[Any]) -> dict[str, Any]:
    """Answer a push of pupils."""
    today = clock.today()
    before = order.remembered()
    good, errors = check_rows(rows, month=order.month, patch=order.is_patch)
    keys = keys_of(row.iin for row in good)
    if order.is_patch:
        good, errors = completed(good, errors, rows, keys, before)
    after = {keys[row.iin]: said(row) for row in good}
    if order.is_patch:
        after = before | after
    changes = difference(before=before, after=after)
    warnings: list[RowError] = []
    state = _state(order, rows, good, errors)
    if state != SubmissionStatus.REJECTED:
        if is_sharp_drop(changes, before=len(before), month=order.month):
            state = SubmissionStatus.QUARANTINED
            warnings.append(RowError(None, None, "pupils", "DROP_QUARANTINED"))
        if not order.school.is_primary:
            warnings.append(RowError(None, None, "school_id", "NOT_PRIMARY"))
        warnings += claims_on(good, rows) + without_document(good, rows, month=order.month)
    result = _result(state, rows, good, errors, warnings, changes)
    if order.dry_run:
        answer = result.as_json() | {"dry_run": True}
        if result.is_refused:
            return answer
        return answer | forecast_of(school=order.school, month=order.month, rows=after, today=today)
    later = {}
    if not result.is_refused:
        later = {"findings": findings_on(good, rows, month=order.month)} | money_of(
            school=order.school, month=order.month, rows=after, today=today
        )
    return _kept(order, result, after, later)


def take_grades(order: Order, body: GradesBody) -> dict[str, Any]:
    """Answer a push of marks."""
    good, errors = check_marks(body.pupils, first=order.month, subjects=subject_numbers())
    return _take_learning(
        order,
        body.pupils,
        good,
        errors,
        said=lambda row: (row.grade, pack_marks(row.marks)),
        warn=lambda keys: _not_reported(order, body.pupils, good, keys),
    )


def take_teachers(order: Order, body: TeachersBody) -> dict[str, Any]:
    """Answer a push of teachers."""
    is_month = order.kind == SubmissionKind.TEACHERS
    months = (order.month,) if is_month else months_of_quarter(order.month)
    days = (months[-1].last_day - months[0].first_day).days + 1
    good, errors = check_teachers(
        body.teachers,
        on=months[-1].last_day,
        most_hours=24 * days,
        subjects=subject_numbers(),
    )
    return _take_learning(
        order,
        body.teachers,
        good,
        errors,
        said=lambda row: (pack_hours(row.hours), row.total),
        warn=lambda keys: [],
    )


def _take_learning(
    order: Order,
    rows: Sequence[Any],
    good: Sequence[Any],
    errors: list[RowError],
    *,
    said: Callable[[Any], tuple[Any, ...]],
    warn: Callable[[Mapping[Iin, int]], list[RowError]],
) -> dict[str, Any]:
    before = order.remembered()
    keys = keys_of(row.iin for row in good)
    after = {keys[row.iin]: said(row) for row in good}
    changes = difference(before=before, after=after)
    state = _state(order, rows, good, errors)
    warnings = [] if state == SubmissionStatus.REJECTED else warn(keys)
    result = _result(state, rows, good, errors, warnings, changes)
    if order.dry_run:
        return result.as_json() | {"dry_run": True}
    return _kept(order, result, after, {"findings": []})


def _not_reported(
    order: Order, rows: Sequence[Any], good: Sequence[Any], keys: Mapping[Iin, int]
) -> list[RowError]:
    reported: set[int] = set()
    for month in months_of_quarter(order.month):
        of_month = replace(order, kind=SubmissionKind.CONTINGENT, month=month)
        reported |= set(of_month.remembered())
    return [
        RowError(row.row, rows[row.row].get("row_id"), "iin", "PUPIL_NOT_REPORTED")
        for row in good
        if keys[row.iin] not in reported
    ]


def _state(
    order: Order, rows: Sequence[Any], good: Sequence[Any], errors: Sequence[RowError]
) -> SubmissionStatus:
    if (rows and not good) or (order.mode == Mode.STRICT and errors):
        return SubmissionStatus.REJECTED
    return SubmissionStatus.APPLIED


def _result(
    state: SubmissionStatus,
    rows: Sequence[Any],
    good: Sequence[Any],
    errors: list[RowError],
    warnings: list[RowError],
    changes: Any,
) -> SubmissionResult:
    if state == SubmissionStatus.REJECTED:
        changes = difference(before={}, after={})
    return SubmissionResult(None, state, len(rows), good, errors, warnings, changes)


def _kept(
    order: Order,
    result: SubmissionResult,
    after: Mapping[int, tuple[Any, ...]],
    later: dict[str, Any],
) -> dict[str, Any]:
    """Keep the push as the next revision; the older of its month give way as live ones do."""
    sandbox = Sandbox.objects.get(pk=order.vendor_id)
    whose = {
        "school_id": order.school.school_id,
        "kind": order.kind,
        "month": order.month.first_day,
    }
    newest = sandbox.pushes.filter(**whose).values_list("revision", flat=True).first()
    push = SandboxPush.objects.create(
        sandbox=sandbox,
        revision=(newest or 0) + 1,
        state=result.state,
        answer=result.body(),
        later={"findings": []} | later,
        received_at=clock.now(),
        **whose,
    )
    if not result.is_refused:
        older = sandbox.pushes.filter(pk__lt=push.pk, **whose)
        older.filter(state="quarantined").update(state=SubmissionStatus.REJECTED)
        if result.state == SubmissionStatus.APPLIED:
            older.filter(state="applied").update(state=SubmissionStatus.SUPERSEDED)
            remember(
                sandbox=sandbox,
                school_id=order.school.school_id,
                kind=order.kind,
                month=order.month,
                revision=push.revision,
                rows=after,
            )
    for gone in sandbox.pushes.values_list("pk", flat=True)[_KEPT_PUSHES : _KEPT_PUSHES + 1]:
        sandbox.pushes.filter(pk__lte=gone).delete()
    return result.as_json() | {"submission_id": str(push.pk), "revision": push.revision}


def answer_later(push: SandboxPush) -> dict[str, Any]:
    """The answer of ``GET submissions/{id}``: money only while the push is in force."""
    told = dict(push.later)
    if push.state != SubmissionStatus.APPLIED:
        told.pop("money", None)
    return (
        {
            "status": "ERROR" if push.state == SubmissionStatus.REJECTED else "OK",
            "state": push.state,
            "submission_id": str(push.pk),
            "revision": push.revision,
        }
        | push.answer
        | told
    )
