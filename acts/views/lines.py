"""Lines of an act as pages show them: who, why, by what it is confirmed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from acts.calculations import GENERAL
from acts.models import ActLine
from acts.reasons import reason_words
from acts.selectors.differences import OUTCOME_TONES, Difference
from acts.statuses import LineOutcome
from integrations.models import Evidence
from schools.models import Person

_CHANGES: dict[str, tuple[Any, str]] = {
    "arrived": (_("Прибыл"), "ok"),
    "left": (_("Выбыл"), "info"),
    "released": (_("Снова к оплате"), "ok"),
    "study_type": (_("Сменил тип"), "info"),
    "grade": (_("Сменил класс"), "info"),
    "part_held": (_("Разница отложена"), "warn"),
}
_SOURCES = {"gbd_fl": _("ГБД ФЛ")}
_SHORT: dict[str, Any] = {
    LineOutcome.PAYABLE: _("К оплате"),
    LineOutcome.HELD: _("Отложен"),
    LineOutcome.WAITING: _("Ждёт ответа"),
    LineOutcome.REJECTED: _("Не к оплате"),
    LineOutcome.OVER_CAPACITY: _("Сверх мест"),
    LineOutcome.OVER_CONTRACT: _("Сверх суммы"),
}


@dataclass(frozen=True)
class LineShown:
    """A row of the pupils' table or of the differences."""

    tag: Any
    tone: str
    name: str
    masked: str
    grade: int
    study_type: Any
    why: Any
    case: Any
    evidence: Evidence | None
    source: Any
    amount_tiyn: int
    held_tiyn: int
    price_tiyn: int
    place: int | None


def show_lines(lines: Iterable[ActLine], *, names: bool = True) -> list[LineShown]:
    """Rows of a page of lines (``person`` and ``duplicate_case`` selected): one more query.

    Without ``names`` a pupil is only the masked IIN: parties know the name, an auditor does not.
    """
    listed = list(lines)
    evidence = _evidence(listed)
    return [
        _shown(
            line,
            _SHORT[line.outcome],
            OUTCOME_TONES[LineOutcome(line.outcome)],
            evidence,
            line.amount_tiyn,
            names=names,
        )
        for line in listed
    ]


def show_differences(differences: Sequence[Difference], *, names: bool = True) -> list[LineShown]:
    """Rows of the differences: three queries.

    A worker may form the act anew between two of them; a line that is gone is left out, and the
    page's next look shows the new ones.
    """
    wanted = [one.line_id or one.before_id for one in differences]
    lines = {
        line.pk: line
        for line in ActLine.objects.filter(pk__in=wanted).select_related("person", "duplicate_case")
    }
    evidence = _evidence(lines.values())
    rows = []
    for one in differences:
        line = lines.get(one.line_id or one.before_id or 0)
        if line is None:
            continue
        label, tone = _CHANGES.get(one.change) or (
            _SHORT[line.outcome],
            OUTCOME_TONES[LineOutcome(line.outcome)],
        )
        unpaid = one.line_id and line.outcome != LineOutcome.PAYABLE
        if one.change == "part_held":
            amount = line.held_tiyn
        else:
            amount = line.held_tiyn or line.price_tiyn if unpaid else one.effect_tiyn
        gone = one.line_id is None
        rows.append(_shown(line, label, tone, evidence, amount, gone=gone, names=names))
    return rows


def _shown(
    line: ActLine,
    label: Any,
    tone: str,
    evidence: dict[int, Evidence],
    amount_tiyn: int,
    *,
    gone: bool = False,
    names: bool,
) -> LineShown:
    person: Person = line.person
    found = evidence.get(line.evidence_id or 0)
    return LineShown(
        tag=label,
        tone=tone,
        name=_short_name(person.name) if names else "",
        masked=person.masked,
        grade=line.grade,
        study_type="" if line.study_type == GENERAL else line.get_study_type_display(),
        why=_("В данных этого месяца ученика нет") if gone else reason_words(line),
        case=line.duplicate_case,
        evidence=found,
        source=_SOURCES.get(found.source, found.source) if found else "",
        amount_tiyn=amount_tiyn,
        held_tiyn=line.held_tiyn,
        price_tiyn=line.price_tiyn,
        place=line.place_in_order,
    )


def _short_name(name: str) -> str:
    """«Сынақов Б. Т.»: as much as a person needs to recognise a pupil."""
    surname, *others = name.split() or [""]
    return "\u00a0".join([surname, *(f"{one[0]}." for one in others)])


def _evidence(lines: Iterable[ActLine]) -> dict[int, Evidence]:
    wanted = {line.evidence_id for line in lines if line.evidence_id}
    return Evidence.objects.defer("raw_answer").in_bulk(wanted)
