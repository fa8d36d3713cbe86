"""The passport in words, section by section, for every page that shows it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from core.identifiers import Iban
from core.web.templatetags.ortabilim import money, short_date, whole
from schools.models import DocumentKind, PassportDocument, School
from schools.models.passport import REQUIRED_DOCUMENTS
from schools.selectors.passport import passport_of


@dataclass(frozen=True, slots=True)
class Line:
    """A label and its value in words."""

    label: Any
    value: Any


def passport_lines(school: School) -> dict[str, list[Line]]:
    """Section code → lines; what is not filled shows as a dash."""
    p = passport_of(school)
    levels = [
        (p.teaches_primary, _("начальное")),
        (p.teaches_basic, _("основное среднее")),
        (p.teaches_general, _("общее среднее")),
    ]
    lines = {
        "identity": [
            (_("Id школы (НОБД)"), school.school_id),
            (_("БИН"), school.organisation.bin),
            (_("Наименование (рус)"), school.name_ru),
            (_("Наименование (каз)"), school.name_kk),
            (_("Местность"), school.get_locality_display()),
            (_("Адрес (рус)"), school.address_ru),
            (_("Адрес (каз)"), school.address_kk),
            (_("Телефон"), school.phone),
            (_("Электронная почта"), school.email),
        ],
        "licence": [
            (_("Номер лицензии"), p.licence_number),
            (_("Дата выдачи лицензии"), short_date(p.licence_issued_on)),
            (_("Номер приложения к лицензии"), p.licence_annex_number),
            (_("Уровни образования"), ", ".join(name for there, name in levels if there)),
        ],
        "building": [
            (_("Код адресного регистра (РКА)"), p.address_code),
            (_("Кадастровый номер"), p.cadastral_number),
            (_("Целевое назначение (заявлено школой)"), p.get_declared_purpose_display()),
            (_("Назначение, как записано в документе"), p.purpose_as_written),
            (_("Право на здание"), p.get_right_kind_display()),
            (_("Площадь, м²"), p.area_m2),
            (_("Дата ввода в эксплуатацию"), short_date(p.commissioned_on)),
        ],
        "capacity": [
            (_("Проектная мощность, мест"), whole(p.design_capacity)),
            (_("Мест по санитарному заключению"), whole(p.sanitary_places)),
            (_("Номер санитарного заключения"), p.sanitary_number),
            (_("Дата санитарного заключения"), short_date(p.sanitary_issued_on)),
            (_("Смен"), p.shifts),
            (_("Интернат"), _("есть") if p.boarding else _("нет")),
        ],
        "account": [
            (_("ИИК (счёт)"), Iban(p.iban).masked if p.iban else ""),
            (_("БИК банка"), p.bic),
            (_("КБе"), p.kbe),
        ],
        "fee": [(_("Размер родительской платы в год, ₸"), money(p.parental_fee_tiyn))],
        "staffing": [
            (_("Педагогов по штату"), whole(p.staff_positions)),
            (_("Педагогов работает"), whole(p.staff_filled)),
        ],
    }
    return {
        section: [Line(label, value if value not in ("", None) else "—") for label, value in rows]
        for section, rows in lines.items()
    }


@dataclass(frozen=True, slots=True)
class DocumentSlot:
    """A kind of document and the current file of it, if any."""

    kind: str
    label: Any
    is_required: bool
    document: PassportDocument | None


def document_slots(school: School) -> list[DocumentSlot]:
    """Every kind in the deck's order."""
    current = {one.kind: one for one in school.documents.filter(is_current=True)}
    return [
        DocumentSlot(kind.value, kind.label, kind in REQUIRED_DOCUMENTS, current.get(kind.value))
        for kind in DocumentKind
    ]
