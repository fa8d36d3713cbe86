"""What limits an act: places and the contract's money for the month."""

import datetime as dt

from django.db.models import Sum

from acts.calculations import Terms
from acts.models import Act
from acts.statuses import ActStatus
from contracts.models import Contract
from core import settings_book
from core.periods import Month
from integrations.dated_settings import EVIDENCE_FRESH_DAYS
from schools.selectors.contingent import cut_off_day


def terms_of(*, contract: Contract, month: Month, on_date: dt.date, act_id: int = 0) -> Terms:
    """The terms under which a contract's act of a month is formed on a day."""
    return Terms(
        on_date=on_date,
        cut_off_day=cut_off_day(month),
        places=contract.total_places,
        money_tiyn=money_for(contract=contract, month=month, act_id=act_id),
        fresh_days=int(settings_book.value(EVIDENCE_FRESH_DAYS, on_date)),
    )


def money_for(*, contract: Contract, month: Month, act_id: int = 0) -> int:
    """Tiyn left for the month: the schedule up to it less other live acts, never over the sum.

    Unused money of earlier months carries forward.
    """
    planned = _sum(contract.schedule.filter(month__lte=month.first_day))
    others = Act.objects.filter(contract=contract).exclude(pk=act_id)
    others = others.exclude(status=ActStatus.ANNULLED)
    earlier = _sum(others.filter(month__lte=month.first_day))
    return max(0, min(planned - earlier, contract.amount_tiyn - _sum(others)))


def _sum(rows: object) -> int:
    return rows.aggregate(total=Sum("amount_tiyn"))["total"] or 0  # type: ignore[attr-defined]
