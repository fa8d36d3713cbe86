"""Public facts of a document, put in words for the check page.

Rooms give a flat dict (and ``parties``) with these keys; others are ignored, so that nothing
appears on a public page by accident.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.money import format_tenge
from core.periods import Month
from core.web.templatetags.ortabilim import month, short_date

LABELS: dict[str, str | Promise] = {
    "number": _("Номер"),
    "contract_number": _("Договор"),
    "amount_tiyn": _("Сумма"),
    "total_tiyn": _("Всего"),
    "left_tiyn": _("Не распределено"),
    "month": _("Месяц услуги"),
    "months": _("Период"),
    "stream": _("Поток финансирования"),
    "school": _("Школа"),
    "region": _("Регион"),
    "schools": _("Школ"),
    "documents": _("Документов"),
    "variant": _("Вариант расчёта"),
    "protocol_sha256": _("SHA-256 протокола"),
    "date": _("Дата"),
    "valid_from": _("Действует с"),
    "valid_to": _("Действует до"),
    "basis": _("Основание"),
    "purpose": _("Назначение"),
}


@dataclass(frozen=True)
class PublicFact:
    """One line of the page."""

    label: str | Promise
    value: str


def public_facts(facts: Mapping[str, object]) -> list[PublicFact]:
    """Return the known facts in the order of LABELS, then one line for each party.

    ``amount_tiyn`` is a string of tiyn, ``month`` "2025-10", dates ISO, ``parties`` a list of
    what :func:`party` makes.
    """
    lines = [
        PublicFact(label, _words(key, str(facts[key])))
        for key, label in LABELS.items()
        if facts.get(key) not in (None, "")
    ]
    parties = facts.get("parties")
    for party in parties if isinstance(parties, list) else []:
        kazakh = party.get("name_kk") if get_language() == "kk" else ""
        words = gettext("%(name)s, БИН %(bin)s") % {
            "name": kazakh or party["name"],
            "bin": party["bin"],
        }
        lines.append(PublicFact(_("Сторона"), words))
    return lines


def party(organisation: Organisation) -> dict[str, str]:
    """A party of a document as everybody may see it."""
    return {
        "name": organisation.name_ru,
        "name_kk": organisation.name_kk,
        "bin": organisation.bin,
    }


def _words(key: str, value: str) -> str:
    if key.endswith("_tiyn"):
        return f"{format_tenge(int(value))}\u00a0₸"
    if key == "month":
        return month(Month.parse(value))
    if key in {"date", "valid_from", "valid_to"}:
        return short_date(date.fromisoformat(value))
    return value
