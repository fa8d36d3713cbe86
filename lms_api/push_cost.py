"""What a push costs its school: the month's money that each code keeps back."""

from dataclasses import dataclass

from core.periods import Month
from lms_api.delivery.findings import findings
from lms_api.delivery.ranking import Ranked, ranked
from schools.models import Submission, SubmissionKind
from schools.selectors.contingent import cut_off_day, primary_vendor

_FEEDING = ("applied", "quarantined", "rejected")


@dataclass(frozen=True, slots=True)
class Cost:
    """The codes of a school's month by tenge."""

    rows: list[Ranked]

    @property
    def total_tiyn(self) -> int:
        """All codes together."""
        return sum(one.tiyn for one in self.rows)

    @property
    def is_estimate(self) -> bool:
        """Whether a row that was not taken is counted at the school's mean price."""
        return any(one.is_estimate for one in self.rows)


def cost_of(submission: Submission) -> Cost | None:
    """None where the push does not feed the act: other data, another LMS, an older revision."""
    if submission.kind != SubmissionKind.CONTINGENT or submission.status not in _FEEDING:
        return None
    month = Month.of(submission.month)
    vendor = primary_vendor(submission.school, cut_off_day(month))
    if vendor is None or vendor.pk != submission.vendor_id:
        return None
    return Cost(ranked(findings(schools=[submission.school], month=month)))
