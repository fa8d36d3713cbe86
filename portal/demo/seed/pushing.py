"""A push of the demo's LMS through the same service that the API calls."""

import json
from typing import Any

from core.periods import Month
from schools.models import School
from schools.rules_of_rows import PupilRow
from schools.services.contingent import apply_contingent

_FIELDS = ("iin", "grade", "birth_date", "study_type", "row_id", "enrolled_on")


def apply_push(school: School, body: dict[str, Any], month: Month) -> None:
    """Apply a push body for the school's primary vendor.

    :raises RuntimeError: the demo's own data were refused
    """
    vendor = school.lms_bindings.get(is_primary=True, until__isnull=True).vendor
    rows = [PupilRow(**{name: row[name] for name in _FIELDS}) for row in body["pupils"]]
    result = apply_contingent(
        school=school, vendor=vendor, month=month, rows=rows, raw=json.dumps(body).encode()
    )
    if result.errors:
        raise RuntimeError(f"the demo's push was refused: {result.errors[:3]}")
