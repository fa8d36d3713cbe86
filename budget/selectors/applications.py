"""What an application lacks, what stops it, and whose move it is."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from budget import dated_settings
from budget.calculations import BASIC, GENERAL, PRIMARY, level_of_grade
from budget.models import ContingentTable, FundingApplication
from core import settings_book
from flk import selectors as flk_selectors
from flk.models import Finding, FindingOutcome, FindingSeverity
from flk.texts import FindingText, explain
from integrations.models import Evidence

SUBJECT_KIND = "budget.fundingapplication"
SILENT = (FindingOutcome.NO_DATA, FindingOutcome.SOURCE_DOWN, FindingOutcome.STALE)

_CONFIRMATIONS = {
    "registered_in_nobd": _("подтвердите регистрацию в НОБД"),
    "registered_in_procurement": _("подтвердите регистрацию на портале государственных закупок"),
    "fee_within_ceiling": _("подтвердите, что родительская плата не выше предела"),
    "purpose_unchanged": _("подтвердите соглашение о неизменности целевого назначения"),
}
_LEVEL_OF_LICENCE = (
    (PRIMARY, "teaches_primary", _("в лицензии нет начального образования, а ученики указаны")),
    (BASIC, "teaches_basic", _("в лицензии нет основного среднего образования, а ученики указаны")),
    (
        GENERAL,
        "teaches_general",
        _("в лицензии нет общего среднего образования, а ученики указаны"),
    ),
)


def cells_of(application: FundingApplication) -> dict[str, dict[tuple[int, str], int]]:
    """Table → (grade, type of study) → pupils, without empty cells."""
    found: dict[str, dict[tuple[int, str], int]] = defaultdict(dict)
    for row in application.rows.all():
        found[row.table][row.grade, row.study_type] = row.pupils
    return found


def missing_parts(application: FundingApplication) -> list[Any]:
    """What stands between a draft and its submission, as sentences in the imperative."""
    cells = cells_of(application)
    actual = cells.get(ContingentTable.ACTUAL, {})
    missing: list[Any] = []
    if not sum(actual.values()):
        missing.append(_("заполните фактический контингент"))
    if not sum(cells.get(ContingentTable.FORECAST, {}).values()):
        missing.append(_("заполните прогнозный контингент"))
    passport = application.school.passport
    levels = {level_of_grade(grade) for (grade, _type), pupils in actual.items() if pupils}
    missing += [
        words
        for level, field, words in _LEVEL_OF_LICENCE
        if level in levels and not getattr(passport, field)
    ]
    boarders = cells.get(ContingentTable.BOARDING, {})
    if passport.boarding and not sum(boarders.values()):
        missing.append(_("заполните таблицу проживающих в интернате"))
    if any(pupils > actual.get(cell, 0) for cell, pupils in boarders.items()):
        missing.append(_("в интернате указано больше учеников, чем в классе"))
    if not application.signatory_name:
        missing.append(_("укажите подписанта"))
    if not application.notice_email:
        missing.append(_("укажите адрес для уведомлений"))
    missing += [w for field, w in _CONFIRMATIONS.items() if not getattr(application, field)]
    return missing


def blocking_findings(application: FundingApplication) -> list[Finding]:
    """Stop factors that are not passed; before any check the missing check itself blocks."""
    findings = flk_selectors.findings_of(SUBJECT_KIND, application.pk)
    if not findings:
        return [Finding(rule_code="FLK", outcome=FindingOutcome.NO_DATA)]
    return [finding for finding in findings if finding.blocks]


def failed_stop_factors(application: FundingApplication) -> list[Finding]:
    """Stop factors that facts, not silence, refuse."""
    return [
        finding
        for finding in flk_selectors.findings_of(SUBJECT_KIND, application.pk)
        if finding.severity == FindingSeverity.STOP and finding.is_refusal
    ]


@dataclass(frozen=True)
class Check:
    """A finding as the moderation page shows it."""

    text: FindingText
    finding: Finding
    evidence: Evidence | None
    retry_at: dt.datetime | None

    @property
    def tone(self) -> str:
        """Colour of the outcome's tag."""
        if self.finding.is_pass:
            return "ok"
        return "stop" if self.finding.is_refusal else "warn"


def checks_of(application: FundingApplication) -> list[Check]:
    """Current checks with their words, evidence and, where a registry was silent, the next try."""
    findings = flk_selectors.findings_of(SUBJECT_KIND, application.pk)
    evidence = Evidence.objects.defer("raw_answer").in_bulk(
        [finding.evidence_id for finding in findings if finding.evidence_id]
    )
    wait = dt.timedelta(minutes=int(settings_book.value(dated_settings.CHECK_RETRY_MINUTES)))
    return [
        Check(
            text=explain(finding),
            finding=finding,
            evidence=evidence.get(finding.evidence_id or 0),
            retry_at=finding.decided_at + wait if finding.outcome in SILENT else None,
        )
        for finding in findings
    ]


def waiting_for_department(rows: QuerySet[FundingApplication]) -> QuerySet[FundingApplication]:
    """Those on which an officer must decide, the nearest term first."""
    return rows.filter(status="in_moderation").order_by(F("due_on").asc(nulls_last=True), "pk")


def waiting_for_school(rows: QuerySet[FundingApplication]) -> QuerySet[FundingApplication]:
    """Drafts to finish and returned applications to mend."""
    return rows.filter(Q(status="draft") | Q(status="returned"))
