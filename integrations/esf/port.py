"""What the product asks of ИС ЭСФ. Sums are integer tiyn; an empty list means "none issued"."""

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from core.identifiers import Bin
from integrations.http import Patience

SOURCE = "esf"


@dataclass(frozen=True, slots=True)
class InvoiceFacts:
    """One electronic invoice as the system shows it to its customer."""

    registration_number: str
    invoice_id: str
    invoice_type: str
    status: str
    seller_bin: str
    customer_bin: str
    customer_is_public_office: bool
    contract_number: str
    contract_date: dt.date | None
    invoice_date: dt.date | None
    turnover_date: dt.date | None
    total_tiyn: int
    signature_valid: bool
    related_number: str = ""
    """Registration number of the invoice that this one corrects."""
    superseded: bool = False
    """A corrected invoice in force replaces this one."""


@dataclass(frozen=True, slots=True)
class InvoicesAnswer:
    """Invoices of the two parties and the raw answers they were read from."""

    invoices: tuple[InvoiceFacts, ...]
    raw: bytes


class InvoiceRegister(Protocol):
    """Find invoices between a seller and a customer."""

    def invoices(
        self,
        *,
        seller_bin: Bin,
        customer_bin: Bin,
        date_from: dt.date,
        date_to: dt.date,
        patience: Patience,
    ) -> InvoicesAnswer:
        """Ask for the invoices of two parties issued in a period, both days included.

        :raises integrations.errors.RegistryError: no usable answer
        """
