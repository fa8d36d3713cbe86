"""What the school's and the officer's page of an application share, as plain values."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.comments import Correspondence
from budget.forms import GRADES
from budget.models import ContingentTable, FundingApplication
from budget.selectors.applications import cells_of
from core import settings_book
from core.web.record import RecordPage, RecordTab, Step, StepShown, money_steps
from schools.calculations import places
from schools.dated_settings import PERMIT_COVERS_ALL_SHIFTS
from schools.models import StudyType

_SHORT = {
    StudyType.GENERAL: _("Общий класс"),
    StudyType.CORRECTION: _("Коррекционный класс"),
    StudyType.SPECIAL_NEEDS: _("Особые потребности"),
    StudyType.HOME: _("На дому"),
}


class ApplicationPage(Correspondence, RecordPage):
    """One application; both cabinets show the same facts."""

    list_url_name = "applications"
    actions_url_name = "application-action"
    list_label = _("К заявкам")
    template_name = "budget/application.html"
    tabs = (
        RecordTab("data", _("Данные"), "budget/_application_data.html"),
        RecordTab("checks", _("Проверки"), "budget/_checks.html"),
        RecordTab("history", _("История"), "budget/_history.html"),
    )

    def get_queryset(self) -> Any:
        """Those the member may see."""
        return (
            FundingApplication.objects.visible_to(self.actor)
            .select_related("school__passport", "school__organisation", "intake", "region")
            .prefetch_related("rows")
        )

    def get_title(self) -> Any:
        """The number."""
        return _("Заявка № %(number)s") % {"number": self.object.number}

    def get_subtitle(self) -> Any:
        """School, stream and months."""
        one = self.object
        return f"{one.school.name} · {one.get_stream_display()} · {one.intake.get_kind_display()}"

    def get_steps(self) -> list[StepShown]:
        """The application stands at the third step, the fourth once it is approved."""
        state = self.object.status
        if state in ("refused", "withdrawn", "returned"):
            return money_steps(Step.APPLICATION, state="stopped")
        if state in ("approved", "reserve"):
            return money_steps(Step.DISTRIBUTION)
        if state == "allocated":
            return money_steps(Step.CONTRACT)
        return money_steps(Step.APPLICATION)


def contingent_tables(application: FundingApplication) -> list[dict[str, Any]]:
    """The form's tables that are filled: rows by class with totals of rows and columns."""
    cells = cells_of(application)
    shown = []
    for table in ContingentTable:
        own = cells.get(table, {})
        if not own:
            continue
        rows = []
        for grade in GRADES:
            numbers = [own.get((grade, kind), 0) for kind in StudyType.values]
            if any(numbers):
                rows.append({"grade": grade, "cells": numbers, "total": sum(numbers)})
        columns = [sum(own.get((grade, kind), 0) for grade in GRADES) for kind in StudyType.values]
        shown.append(
            {"label": table.label, "rows": rows, "columns": columns, "total": sum(columns)}
        )
    return shown


def capacity(application: FundingApplication) -> dict[str, Any]:
    """How many of the applied pupils may be funded, and by which of the three numbers."""
    passport = application.school.passport
    room = places(
        design=passport.design_capacity or 0,
        permit=passport.sanitary_places or 0,
        shifts=passport.shifts,
        permit_covers_all_shifts=bool(settings_book.value(PERMIT_COVERS_ALL_SHIFTS)),
    )
    pupils = application.contingent
    return {
        "design": passport.design_capacity,
        "permit": passport.sanitary_places,
        "shifts": passport.shifts,
        "first_shift": room.first_shift,
        "total": room.total,
        "contingent": pupils,
        "funded_first": min(pupils, room.first_shift),
        "funded_second": max(0, min(pupils, room.total) - room.first_shift),
        "unfunded": max(0, pupils - room.total),
    }


def study_types() -> list[Any]:
    """Short headings of the tables' columns, in the order of the stored types."""
    return [_SHORT[kind] for kind in StudyType]
