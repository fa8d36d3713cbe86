"""What a passport still lacks, and what its capacity comes to."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from core import settings_book
from schools.calculations import Places, places
from schools.dated_settings import PERMIT_COVERS_ALL_SHIFTS
from schools.models import DocumentKind, Passport, PurposeDecision, School
from schools.models.passport import REQUIRED_DOCUMENTS


@dataclass(frozen=True, slots=True)
class MissingPart:
    """A field or document without which the school cannot be sent or activated."""

    section: str
    label: Any


_SCHOOL_FIELDS = {
    "school_id": _("Id школы (НОБД)"),
    "name_ru": _("Наименование (рус)"),
    "name_kk": _("Наименование (каз)"),
    "address_ru": _("Адрес (рус)"),
    "address_kk": _("Адрес (каз)"),
    "phone": _("Телефон"),
}
_PASSPORT_FIELDS: dict[str, dict[str, Any]] = {
    "licence": {
        "licence_number": _("Номер лицензии"),
        "licence_issued_on": _("Дата выдачи лицензии"),
        "licence_annex_number": _("Номер приложения к лицензии"),
    },
    "building": {
        "address_code": _("Код адресного регистра (РКА)"),
        "cadastral_number": _("Кадастровый номер"),
        "declared_purpose": _("Целевое назначение здания"),
        "right_kind": _("Право на здание"),
        "area_m2": _("Площадь, м²"),
    },
    "capacity": {
        "design_capacity": _("Проектная мощность"),
        "sanitary_places": _("Мест по санитарному заключению"),
        "sanitary_number": _("Номер санитарного заключения"),
        "sanitary_issued_on": _("Дата санитарного заключения"),
    },
    "account": {
        "iban": _("ИИК (счёт)"),
        "bic": _("БИК банка"),
        "kbe": _("КБе"),
    },
    "fee": {"parental_fee_tiyn": _("Размер родительской платы в год")},
    "staffing": {
        "staff_positions": _("Педагогов по штату"),
        "staff_filled": _("Педагогов работает"),
    },
}


def passport_of(school: School) -> Passport:
    """The school's passport; an unsaved empty one where none was made."""
    return Passport.objects.filter(school=school).first() or Passport(school=school)


def missing_parts(school: School) -> list[MissingPart]:
    """Everything that is not there yet, in the order of the sections. Empty: complete."""
    passport = passport_of(school)
    missing = [
        MissingPart("identity", label)
        for name, label in _SCHOOL_FIELDS.items()
        if _is_empty(getattr(school, name))
    ]
    for section, fields in _PASSPORT_FIELDS.items():
        missing += [
            MissingPart(section, label)
            for name, label in fields.items()
            if _is_empty(getattr(passport, name))
        ]
    if not (passport.teaches_primary or passport.teaches_basic or passport.teaches_general):
        missing.append(MissingPart("licence", _("Уровни образования по лицензии")))
    there = set(school.documents.filter(is_current=True).values_list("kind", flat=True))
    missing += [
        MissingPart("documents", DocumentKind(kind).label)
        for kind in REQUIRED_DOCUMENTS
        if kind not in there
    ]
    return missing


def places_of(school: School) -> Places | None:
    """P and Q by the passport; None while design capacity or permit is not known."""
    passport = passport_of(school)
    if passport.design_capacity is None or passport.sanitary_places is None:
        return None
    return places(
        design=passport.design_capacity,
        permit=passport.sanitary_places,
        shifts=passport.shifts,
        permit_covers_all_shifts=bool(settings_book.value(PERMIT_COVERS_ALL_SHIFTS)),
    )


def purpose_decision(school: School) -> PurposeDecision | None:
    """What an officer read in the title document that is current now; None: not read yet."""
    return (
        PurposeDecision.objects.filter(school=school, document__is_current=True)
        .select_related("document", "decided_by__user", "decided_by__organisation")
        .order_by("-id")
        .first()
    )


def _is_empty(value: Any) -> bool:
    return value is None or value == ""
