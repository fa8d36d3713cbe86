"""Turn codes of the rule book into sentences in the reader's language: the edge, with Django."""

import datetime as dt
import re
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.money import format_tenge, parse_tenge
from flk.models import Finding
from flk.outcomes import Phase, Severity, Stream
from flk.registry import Rule, all_rules

ENGINE_DETAILS = {
    "no_facts": gettext_lazy("Сведений для проверки ещё нет."),
    "source_down": gettext_lazy("Источник не отвечает; проверка повторится сама."),
    "stale": gettext_lazy("Ответ источника устарел; проверка повторится сама."),
    "never_asked": gettext_lazy("Источник ещё не запрашивали."),
}
PHASES = {
    Phase.APPLICATION: gettext_lazy("При подаче заявления"),
    Phase.ACTIVATION: gettext_lazy("При активировании услуг"),
}
SEVERITIES = {
    Severity.STOP: gettext_lazy("Стоп-фактор"),
    Severity.HOLD: gettext_lazy("Удержание строки"),
    Severity.WARNING: gettext_lazy("Предупреждение"),
    Severity.INFO: gettext_lazy("К сведению"),
}
STREAMS = {
    Stream.ALL: gettext_lazy("Все направления"),
    Stream.TUITION: gettext_lazy("Обучение (А1)"),
    Stream.CONSTRUCTION: gettext_lazy("Строительство (А2)"),
    Stream.RECONSTRUCTION: gettext_lazy("Реконструкция (А3)"),
}


@dataclass(frozen=True)
class FindingText:
    """A finding as a page shows it."""

    code: str
    title: str
    ground: str
    norm: str
    outcome: str
    outcome_label: str
    severity: str
    severity_label: str
    explanation: str
    how_to_fix: str
    decided_on: str


def explain(finding: Finding) -> FindingText:
    """Word a finding by the edition of the rule that decided it."""
    entry = _edition(finding.rule_code, finding.rule_since)
    return FindingText(
        code=finding.rule_code,
        title=_(entry.title) if entry else finding.rule_code,
        ground=_(entry.ground) if entry else "",
        norm=_(entry.source) if entry else "",
        outcome=finding.outcome,
        outcome_label=finding.get_outcome_display(),
        severity=finding.severity,
        severity_label=finding.get_severity_display(),
        explanation=explanation(entry, finding.detail, finding.params),
        how_to_fix=_(entry.how_to_fix) if entry and finding.is_refusal else "",
        decided_on=date_format(finding.on_date, "d.m.Y"),
    )


_WIRE_SUM = re.compile(r"-?[0-9]+\.[0-9]{2}")


def explanation(entry: Rule | None, detail: str, params: dict[str, str | int]) -> str:
    """The sentence behind a detail code; empty for a plain pass."""
    if detail in ENGINE_DETAILS:
        return str(ENGINE_DETAILS[detail])
    text = entry.details.get(detail, "") if entry else ""
    return _(text) % {name: _for_people(value) for name, value in params.items()} if text else ""


def _for_people(value: str | int) -> str | int:
    """Sums are stored in wire form ("1234567.00") and shown in groups."""
    if isinstance(value, str) and _WIRE_SUM.fullmatch(value):
        return format_tenge(parse_tenge(value))
    return value


def _edition(code: str, since: dt.date) -> Rule | None:
    return next((r for r in all_rules() if r.code == code and r.since == since), None)
