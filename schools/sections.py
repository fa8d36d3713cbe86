"""The passport as a task list of sections."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from schools import forms
from schools.models import School
from schools.selectors.passport import MissingPart, missing_parts


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the passport with its form; documents have none."""

    code: str
    title: Any
    form: type[forms.SectionForm] | None


SECTIONS = (
    Section("identity", _("Сведения о школе"), forms.IdentityForm),
    Section("licence", _("Лицензия"), forms.LicenceForm),
    Section("building", _("Здание"), forms.BuildingForm),
    Section("capacity", _("Мощность"), forms.CapacityForm),
    Section("account", _("Банковский счёт"), forms.AccountForm),
    Section("fee", _("Родительская плата"), forms.FeeForm),
    Section("staffing", _("Педагоги"), forms.StaffingForm),
    Section("documents", _("Документы"), None),
)
BY_CODE = {section.code: section for section in SECTIONS}


@dataclass(frozen=True, slots=True)
class SectionStanding:
    """A section and what it lacks."""

    section: Section
    missing: Sequence[MissingPart]

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


def standings(school: School) -> list[SectionStanding]:
    """Every section in order."""
    missing = missing_parts(school)
    return [
        SectionStanding(section, [part for part in missing if part.section == section.code])
        for section in SECTIONS
    ]
