"""What a resubmitted application changed since the form that was sent before."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from budget.models import ContingentTable, FundingApplication
from budget.selectors.snapshots import submissions_of
from core.money import format_tenge
from schools.models import StudyType


@dataclass(frozen=True)
class Change:
    """One value before and after."""

    what: str
    before: str
    after: str


def changes_since_last_submission(application: FundingApplication) -> list[Change]:
    """Differences between the two last forms sent; empty for a first submission."""
    sent = submissions_of(application)
    if len(sent) < 2:
        return []
    after, before = sent[0], sent[1]
    return [
        *_cells(before["cells"], after["cells"]),
        *_values(before["fields"], after["fields"], _FIELDS),
        *_values(before["building"], after["building"], _BUILDING),
        *_need(before, after),
    ]


_FIELDS = {
    "signatory_name": lambda: _("Подписант"),
    "notice_email": lambda: _("Адрес для уведомлений"),
    "registered_in_nobd": lambda: _("Регистрация в НОБД"),
    "registered_in_procurement": lambda: _("Регистрация на портале закупок"),
    "fee_within_ceiling": lambda: _("Плата не выше предела"),
    "purpose_unchanged": lambda: _("Назначение не изменяется"),
    "own_integrated_programme": lambda: _("Своя интегрированная программа"),
    "comment": lambda: _("Комментарий"),
}
_BUILDING = {
    "design_capacity": lambda: _("Проектная мощность"),
    "sanitary_places": lambda: _("Места по санитарному разрешению"),
    "shifts": lambda: _("Смены"),
    "purpose_as_written": lambda: _("Назначение по документу"),
}


def _cells(before: dict[str, int], after: dict[str, int]) -> list[Change]:
    found = []
    for key in sorted({*before, *after}, key=_cell_order):
        if before.get(key, 0) == after.get(key, 0):
            continue
        table, grade, study_type = key.split("|")
        what = _("%(table)s: %(grade)s класс, %(type)s") % {
            "table": ContingentTable(table).label,
            "grade": grade,
            "type": StudyType(study_type).label,
        }
        found.append(Change(what, str(before.get(key, 0)), str(after.get(key, 0))))
    return found


def _cell_order(key: str) -> tuple[str, int, str]:
    table, grade, study_type = key.split("|")
    return table, int(grade), study_type


def _values(before: dict[str, Any], after: dict[str, Any], names: dict[str, Any]) -> list[Change]:
    return [
        Change(str(words()), _word(before.get(name)), _word(after.get(name)))
        for name, words in names.items()
        if before.get(name) != after.get(name)
    ]


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return _("да") if value else _("нет")
    return "—" if value in (None, "") else str(value)


def _need(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    if before["need_tiyn"] == after["need_tiyn"]:
        return []
    old, new = format_tenge(int(before["need_tiyn"])), format_tenge(int(after["need_tiyn"]))
    return [Change(_("Потребность, ₸"), old, new)]
