"""Acts, their lines, the national right to be paid, e-invoices and registers."""

from acts.models.act import Act, ActLine
from acts.models.funded_month import FundedMonth
from acts.models.invoice import Invoice
from acts.models.register import ActRegister

__all__ = ["Act", "ActLine", "ActRegister", "FundedMonth", "Invoice"]
