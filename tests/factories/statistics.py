"""Money of several regions on every step, for tests of sums: also what must not be counted."""

import datetime as dt
from collections.abc import Sequence
from itertools import count

from acts.models import Act, ActRegister
from budget.models import (
    Allocation,
    FinancingPlanVersion,
    FundingApplication,
    PlanLine,
    RegionalBudget,
)
from contracts.models import Contract, ContractMonth
from core import clock
from core.money import split_evenly
from payments.services.sending import reissue_order, reject_order
from payments.services.statements import import_statement
from tests.factories import payments as money
from tests.factories.cast import Cast, cast

MONTHS = tuple(dt.date(2025, month, 1) for month in (9, 10, 11, 12))
_serial = count(1)


def paid_region(code: str, *, amounts: Sequence[int], pupils: int = 6) -> money.Paper:
    """A region whose acts of October are ordered; the bank executed all orders but the last.

    The last order was refused and issued anew; beside them stand an annulled act, one that only
    the school has signed, and contracts with their schedules under a plan by school.
    """
    paper = money.accepted_register(
        cast(code), amounts=amounts, received_tiyn=90_000_000_00, pupils=pupils
    )
    for act in paper.acts:
        _schedule(act.contract)
        _apply(act.contract)
    _plan(paper)
    _not_counted(paper)
    batch = money.sent_batch(paper)
    orders = list(batch.orders.order_by("id"))
    content = money.statement(
        [money.entry_of(order) for order in orders[:-1]], identifier=f"ST-{next(_serial)}"
    )
    import_statement(content=content, name="v.xml", actor=paper.cast.actor("dana"))
    refused = reject_order(order=orders[-1], actor=paper.cast.actor("dana"), reason="Отказ")
    reissue_order(order=refused, actor=paper.cast.actor("dana"))
    return paper


def small_school(paper: money.Paper, *, pupils: int, amount_tiyn: int = 500_000_00) -> Act:
    """One more school of the region with a register of its own: so many pupils are paid for."""
    register = ActRegister.objects.create(
        number=f"РА-2025-10-М{next(_serial)}",
        region=paper.register.region,
        month=money.OCTOBER,
        total_tiyn=amount_tiyn,
        acts_count=1,
        created_at=clock.now(),
    )
    act = money.payable_act(
        paper.cast, register=register, budget=paper.budget, amount_tiyn=amount_tiyn, pupils=pupils
    )
    _schedule(act.contract)
    for status in ("signed", "sent", "accepted"):
        ActRegister.objects.filter(pk=register.pk).update(status=status)
    return act


def in_reserve(application: FundingApplication) -> FundingApplication:
    """An approved application for which the distribution had no money."""
    for status in ("approved", "reserve"):
        FundingApplication.objects.filter(pk=application.pk).update(status=status)
    return FundingApplication.objects.get(pk=application.pk)


def _schedule(contract: Contract) -> None:
    ContractMonth.objects.bulk_create(
        ContractMonth(contract=contract, month=month, amount_tiyn=part)
        for month, part in zip(MONTHS, split_evenly(contract.amount_tiyn, len(MONTHS)), strict=True)
    )


def _apply(contract: Contract) -> None:
    """The application behind a contract, on its way to «allocated»."""
    share = Allocation.objects.get(pk=contract.allocation_id)
    mine = FundingApplication.objects.filter(pk=share.application_id)
    mine.update(need_tiyn=6_000_000_01, contingent=share.contingent, approved_at=clock.now())
    for status in ("submitted", "checking", "in_moderation"):
        mine.update(status=status)


def _plan(paper: money.Paper) -> None:
    budget = RegionalBudget.objects.get(pk=paper.budget.pk)
    version = FinancingPlanVersion.objects.create(
        plan=budget.plan, number=1, amount_tiyn=40_000_000_00, created_at=clock.now()
    )
    PlanLine.objects.bulk_create(
        PlanLine(version=version, month=month, amount_tiyn=10_000_000_00) for month in MONTHS
    )
    FinancingPlanVersion.objects.filter(pk=version.pk).update(status="effective")
    draft = FinancingPlanVersion.objects.create(
        plan=budget.plan, number=2, amount_tiyn=99, created_at=clock.now()
    )
    PlanLine.objects.create(version=draft, month=MONTHS[0], amount_tiyn=99)


def _not_counted(paper: money.Paper) -> None:
    contract = paper.acts[0].contract
    for month, states in ((MONTHS[0], ("annulled",)), (MONTHS[2], ("formed", "with_school"))):
        act = Act.objects.create(
            number=f"ША-НЕТ-{next(_serial)}",
            contract=contract,
            school=contract.school,
            region=contract.region,
            month=month,
            amount_tiyn=77_777_77,
            pupils_count=50,
            payable_count=50,
            created_at=clock.now(),
        )
        for status in states:
            Act.objects.filter(pk=act.pk).update(status=status)


def everybody(code: str = "79") -> Cast:
    """The cast of a region (the same finance centre everywhere)."""
    return cast(code)


__all__ = ["everybody", "in_reserve", "paid_region", "small_school"]
