"""What limits an act: places and the contract's money for the month."""

import datetime as dt

from django.db.models import BigIntegerField, F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Greatest, Least

from acts.calculations import Terms
from acts.models import Act
from acts.statuses import ActStatus
from contracts.models import Contract, ContractMonth
from core import settings_book
from core.periods import Month
from integrations.dated_settings import EVIDENCE_FRESH_DAYS
from schools.selectors.contingent import cut_off_day


def terms_of(
    *,
    contract: Contract,
    month: Month,
    on_date: dt.date,
    act_id: int = 0,
    money_tiyn: int | None = None,
) -> Terms:
    """The terms under which a contract's act of a month is formed on a day.

    ``money_tiyn`` is what ``with_money`` told of the contract, where it was read with it.
    """
    if money_tiyn is None:
        money_tiyn = money_for(contract=contract, month=month, act_id=act_id)
    return Terms(
        on_date=on_date,
        cut_off_day=cut_off_day(month),
        places=contract.total_places,
        money_tiyn=money_tiyn,
        fresh_days=int(settings_book.value(EVIDENCE_FRESH_DAYS, on_date)),
    )


def money_for(*, contract: Contract, month: Month, act_id: int = 0) -> int:
    """Tiyn left for the month, as ``with_money`` says; one question."""
    asked = with_money(Contract.objects.filter(pk=contract.pk), month=month, act_id=act_id)
    return asked.values_list("money_tiyn", flat=True).get()


def with_money(
    contracts: QuerySet[Contract], *, month: Month, act_id: int = 0
) -> QuerySet[Contract]:
    """Each contract with ``money_tiyn`` left for the month.

    The schedule up to the month less what other live acts took, never over the contract's sum.
    Unused money of earlier months carries forward.
    """
    planned = ContractMonth.objects.filter(contract=OuterRef("pk"), month__lte=month.first_day)
    others = Act.objects.filter(contract=OuterRef("pk")).exclude(pk=act_id)
    others = others.exclude(status=ActStatus.ANNULLED)
    earlier = others.filter(month__lte=month.first_day)
    return contracts.annotate(
        money_tiyn=Greatest(
            Value(0, output_field=BigIntegerField()),
            Least(_sum(planned) - _sum(earlier), F("amount_tiyn") - _sum(others)),
            output_field=BigIntegerField(),
        )
    )


def _sum(rows: QuerySet) -> Coalesce:
    """Tiyn of the rows of each contract; 0 of none."""
    of_contract = rows.order_by().values("contract").annotate(total=Sum("amount_tiyn"))
    return Coalesce(Subquery(of_contract.values("total")), 0, output_field=BigIntegerField())
