"""What a push would make of the month's act; the room that knows the price registers itself."""

from collections.abc import Callable
from typing import Any

from core.periods import Month
from schools.models import School
from schools.services.submission_result import SubmissionResult

Forecast = Callable[..., dict[str, Any]]
_forecasts: list[Forecast] = []


def register(forecast: Forecast) -> Forecast:
    """Let ``(*, school, month, rows)`` answer ``{"act_tiyn", …}``, strings of tiyn."""
    _forecasts[:] = [forecast]
    return forecast


def forecast_of(*, school: School, month: Month, result: SubmissionResult) -> dict[str, Any]:
    """``{"forecast": …}``, or nothing while nobody can tell."""
    if not _forecasts or result.is_refused:
        return {}
    return {"forecast": _forecasts[0](school=school, month=month, rows=list(result.good))}
