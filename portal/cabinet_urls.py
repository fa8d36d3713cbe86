"""Portal pages inside the cabinets: the desk."""

from django.urls import path

from portal.views.desk import DeskPage


def _desk() -> list:
    return [path("", DeskPage.as_view(), name="desk")]


# separate lists: each cabinet's guard wraps its own patterns
school = _desk()
department = _desk()
finance = _desk()
auditor = _desk()
vendor = _desk()
citizen = _desk()
admin = _desk()
