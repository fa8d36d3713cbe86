"""The answer to a push, as given at once and as read later."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from schools.models import Submission
from schools.rules_of_rows import RowError
from schools.services.pupil_rows import Difference
from schools.statuses import SubmissionStatus


@dataclass(frozen=True, slots=True)
class SubmissionResult:
    """What became of a push. ``submission`` is None for a dry run."""

    submission: Submission | None
    state: str
    received: int
    good: Sequence[Any]
    """Right rows: of the contingent :class:`GoodRow`, of marks and teachers their own."""
    errors: Sequence[RowError]
    warnings: Sequence[RowError]
    changes: Difference

    @property
    def is_refused(self) -> bool:
        """Whether nothing of the push was acceptable (422)."""
        return self.state == SubmissionStatus.REJECTED

    @property
    def accepted(self) -> int:
        """Rows taken: none of a refused push."""
        return 0 if self.is_refused else len(self.good)

    def body(self) -> dict[str, Any]:
        """The part of the answer that does not depend on the stored row."""
        return {
            "received": self.received,
            "accepted": self.accepted,
            "rejected": self.received - self.accepted,
            "errors": [error.as_json() for error in self.errors],
            "warnings": [warning.as_json() for warning in self.warnings],
            "changes": self.changes.as_json(),
        }

    def as_json(self) -> dict[str, Any]:
        """The whole answer of ``contracts.md`` §5."""
        stored = self.submission
        return (
            _head(
                state=self.state,
                submission_id=str(stored.pk) if stored else None,
                revision=stored.revision if stored else None,
            )
            | self.body()
        )


def answer_of(submission: Submission) -> dict[str, Any]:
    """The same answer later, with the state of today."""
    return (
        _head(
            state=submission.status,
            submission_id=str(submission.pk),
            revision=submission.revision,
        )
        | submission.answer
    )


def _head(*, state: str, submission_id: str | None, revision: int | None) -> dict[str, Any]:
    return {
        "status": "ERROR" if state == SubmissionStatus.REJECTED else "OK",
        "state": state,
        "submission_id": submission_id,
        "revision": revision,
    }
