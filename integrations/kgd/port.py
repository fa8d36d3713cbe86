"""What the product asks of КГД. Sums are integer tiyn.

``unknown`` is never "clear": an answer without a total, or access refused (the service says so with
404), leaves the question open.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from core.identifiers import Bin
from integrations.http import Patience

SOURCE = "kgd"


class TaxOutcome(StrEnum):
    """What the arrears say."""

    CLEAR = "clear"
    DEBT = "debt"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class TaxDebtFacts:
    """Arrears of one taxpayer; components add up to the total (checked on reading)."""

    bin: Bin
    outcome: TaxOutcome
    total_tiyn: int | None
    tax_tiyn: int | None
    pension_tiyn: int | None
    social_tiyn: int | None
    health_tiyn: int | None
    as_of: dt.date | None
    """Oldest accrual day among the tax offices; None when no office is listed."""


@dataclass(frozen=True, slots=True)
class TaxDebtAnswer:
    """Facts and the raw answer they were read from."""

    facts: TaxDebtFacts
    raw: bytes


class TaxDebtRegister(Protocol):
    """Look arrears up by BIN."""

    def tax_debt(self, bin_: Bin, *, patience: Patience) -> TaxDebtAnswer:
        """Ask for the arrears of one organisation.

        :raises integrations.errors.Denied: access is forbidden (also HTTP 404); not "no debt"
        :raises integrations.errors.RegistryError: no usable answer
        """
