"""K3: the organisation owes no taxes."""

from datetime import date

from core.money import tenge_string
from flk.facts import TaxStanding
from flk.marking import gettext_noop as _
from flk.outcomes import Answer, Outcome, Phase, Severity, failed, no_data, passed
from flk.registry import Example, rule


@rule(
    "FLK-K3",
    on=TaxStanding,
    severity=Severity.STOP,
    phase=Phase.APPLICATION,
    since=date(2025, 9, 1),
    source=_(
        "Механизм, пункт 10, подпункт 6): отсутствие налоговой задолженности, подтверждённой "
        "сведениями, предоставляемыми налоговыми органами"
    ),
    owner=_("Комитет государственных доходов"),
    title=_("Налоговая задолженность"),
    ground=_("Наличие налоговой задолженности"),
    how_to_fix=_(
        "Погасите задолженность, дождитесь обновления сведений налогового органа и повторите "
        "проверку: при чистом ответе стоп-фактор снимается сам."
    ),
    details={
        "debt": _("Задолженность по сведениям КГД: %(amount)s ₸."),
        "unknown": _("Налоговый орган не дал определённого ответа."),
    },
    examples=(
        Example(
            title=_("Задолженности нет"),
            fact=TaxStanding(outcome="clear", total_tiyn=0),
            outcome=Outcome.PASSED,
        ),
        Example(
            title=_("Задолженность один тиын"),
            fact=TaxStanding(outcome="debt", total_tiyn=1),
            outcome=Outcome.FAILED,
            detail="debt",
        ),
        Example(
            title=_("Ответ не определён"),
            fact=TaxStanding(outcome="unknown"),
            outcome=Outcome.NO_DATA,
            detail="unknown",
        ),
    ),
)
def organisation_owes_no_taxes(fact: TaxStanding) -> Answer:
    """Test the total arrears of the organisation; any debt above zero refuses."""
    if fact.outcome == "debt" and fact.total_tiyn:
        return failed("debt", amount=tenge_string(fact.total_tiyn))
    if fact.outcome == "clear" and fact.total_tiyn == 0:
        return passed()
    return no_data("unknown")
