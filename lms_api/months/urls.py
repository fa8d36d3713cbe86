"""Addresses of the months of a school: for its own people and for its department."""

from django.urls import path

from lms_api.months.changes_page import ChangesPage
from lms_api.months.pupil_page import PupilPage
from lms_api.months.pupils_page import LatestMonth, PupilsPage
from lms_api.months.submission_page import SchoolSubmissionPage
from lms_api.months.teachers_page import TeachersPage

_MONTH = "schools/<int:pk>/months/<str:month>/"


def months() -> list:
    """A list of its own for each cabinet: its guard wraps them."""
    return [
        path("schools/<int:pk>/months/", LatestMonth.as_view(), name="months"),
        path(_MONTH, PupilsPage.as_view(), name="month-pupils"),
        path(f"{_MONTH}changes/", ChangesPage.as_view(), name="month-changes"),
        path(f"{_MONTH}teachers/", TeachersPage.as_view(), name="month-teachers"),
        path("schools/<int:pk>/pupils/<int:person>/", PupilPage.as_view(), name="pupil"),
        path("submissions/<int:pk>/", SchoolSubmissionPage.as_view(), name="submission"),
    ]
