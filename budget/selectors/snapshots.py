"""The form as it was sent, kept in the history so that a resubmission shows what changed."""

from typing import Any

from budget.models import FundingApplication
from core.workflow import history_of

_FIELDS = (
    "signatory_name",
    "notice_email",
    "registered_in_nobd",
    "registered_in_procurement",
    "fee_within_ceiling",
    "purpose_unchanged",
    "own_integrated_programme",
    "comment",
)


def snapshot_of(application: FundingApplication) -> dict[str, Any]:
    """Plain values of the form and of the building's facts it rests on."""
    passport = application.school.passport
    return {
        "fields": {name: getattr(application, name) for name in _FIELDS},
        "cells": {
            f"{row.table}|{row.grade}|{row.study_type}": row.pupils
            for row in application.rows.all()
        },
        "building": {
            "design_capacity": passport.design_capacity,
            "sanitary_places": passport.sanitary_places,
            "shifts": passport.shifts,
            "purpose_as_written": passport.purpose_as_written,
        },
        "need_tiyn": str(application.need_tiyn),
    }


def submissions_of(application: FundingApplication) -> list[dict[str, Any]]:
    """The forms sent so far, newest first."""
    rows = history_of(application).filter(name="submit")
    return [row.details["form"] for row in rows if "form" in row.details]
