"""What the act of a month says of each pupil, or would say if it were formed today.

The only place that turns a month's pupils into money for the pages of months: an act's own lines
where they exist, else the same calculation by the data and answers of now. Three queries for an
act, four or five without one, whatever the number of pupils.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, QuerySet

from accounts.models import Organisation
from acts.calculations import Line, Terms, form_lines
from acts.models import Act, ActLine
from acts.selectors.limits import terms_of, with_money
from acts.selectors.rows import pupil_rows
from acts.statuses import ActKind, ActStatus
from contracts.models import Contract
from contracts.statuses import ContractStatus
from core import clock, settings_book
from core.models import FundingStream
from core.periods import Month
from integrations.dated_settings import EVIDENCE_FRESH_DAYS
from lms_api.months.states import RowState, state_of
from schools.models import School
from schools.selectors.contingent import cut_off_day

_NO_LIMIT = 10**15


@dataclass(frozen=True, slots=True)
class PupilLine:
    """One pupil's month in money; tiyn."""

    state: RowState
    reason: str
    amount_tiyn: int
    held_tiyn: int
    price_tiyn: int

    @property
    def lost_tiyn(self) -> int:
        """What keeps from being paid: held, or the whole price of a refused line."""
        return self.price_tiyn - self.amount_tiyn


@dataclass(frozen=True)
class MonthLines:
    """The lines by person, and what they stand on."""

    of: Mapping[int, PupilLine]
    act: Act | None
    contract: Contract | None

    def sum(self, name: str, persons: Any = None) -> int:
        """A sum of ``amount_tiyn``, ``held_tiyn`` … over some persons (default: all)."""
        chosen = self.of.values() if persons is None else (
            self.of[one] for one in persons if one in self.of
        )  # fmt: skip
        return sum(getattr(line, name) for line in chosen)

    def persons(self, *states: str) -> list[int]:
        """Persons whose line is in one of the states."""
        return [person for person, line in self.of.items() if line.state in states]


def acts_of(school: School, month: Month) -> QuerySet[Act]:
    """The school's live main acts of the month whose lines are formed; the newest counts."""
    return (
        Act.objects.filter(
            school=school,
            month=month.first_day,
            kind=ActKind.MAIN,
            stream=FundingStream.TUITION,
            formed_at__isnull=False,
        )
        .exclude(status__in=(ActStatus.ANNULLED, ActStatus.AWAITING_DATA))
        .order_by("-pk")
    )


def contract_of(school: School, month: Month) -> Contract | None:
    """The contract in force that covers the month.

    With ``money_tiyn`` left for the month, and whether an act of the month has lines
    (``has_act``): without one both would be asked for apart.
    """
    contracts = Contract.objects.filter(
        school=school,
        status=ContractStatus.ACTIVE,
        stream=FundingStream.TUITION,
        first_month__lte=month.first_day,
        last_month__gte=month.first_day,
    )
    asked = with_money(contracts, month=month).annotate(has_act=Exists(acts_of(school, month)))
    return asked.order_by("pk").first()


def lines_of(school: School, month: Month, *, vendor: Organisation | None = None) -> MonthLines:
    """Every pupil of the month with the state and the sums of his line.

    ``vendor`` is the one whose data feed the act, where it is known already.
    """
    contract = contract_of(school, month)
    if contract is None or contract.has_act:  # type: ignore[attr-defined]
        act = acts_of(school, month).first()
        if act is not None:
            return MonthLines(_formed(act), act, None)
    rows = pupil_rows(school=school, month=month, vendor=vendor)
    lines = form_lines(rows, _terms(contract, month))
    return MonthLines({line.person_id: _of_line(line) for line in lines}, None, contract)


def _formed(act: Act) -> dict[int, PupilLine]:
    rows = ActLine.objects.filter(act=act).values_list(
        "person_id", "outcome", "reason", "amount_tiyn", "held_tiyn", "price_tiyn"
    )
    return {
        person: PupilLine(
            state_of(outcome=outcome, held_tiyn=held), reason, amount, held, price
        )
        for person, outcome, reason, amount, held, price in rows
    }  # fmt: skip


def _terms(contract: Contract | None, month: Month) -> Terms:
    """Without a contract nothing limits: the sums are those of the norms alone."""
    today = clock.today()
    if contract is not None:
        left: int = contract.money_tiyn  # type: ignore[attr-defined]
        return terms_of(contract=contract, month=month, on_date=today, money_tiyn=left)
    return Terms(
        on_date=today,
        cut_off_day=cut_off_day(month),
        places=_NO_LIMIT,
        money_tiyn=_NO_LIMIT,
        fresh_days=int(settings_book.value(EVIDENCE_FRESH_DAYS, today)),
    )


def _of_line(line: Line) -> PupilLine:
    state = state_of(outcome=line.outcome.value, held_tiyn=line.held_tiyn)
    return PupilLine(
        state, line.reason.value, line.amount_tiyn, line.held_tiyn, line.price_tiyn
    )  # fmt: skip
