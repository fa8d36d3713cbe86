"""Frozen facts the rules decide on. Rooms downstream build them; nothing here knows the ORM.

``None`` always means "not known". ``evidence_id`` names the stored registry answer behind the
fact; ``source_state`` says how fresh it is on the day of the decision.
"""

from dataclasses import dataclass
from datetime import date

from flk.outcomes import SourceState


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What every fact carries beside its content."""

    source_state: SourceState = SourceState.FRESH
    evidence_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PremisesPurpose(Fact):
    """Purpose of the school's building by the title document in its passport."""

    declared_purpose: str
    """Code of the purpose the school declared; ``school`` is the only one that fits."""
    declared_in_words: str = ""
    """The declared purpose as people read it."""
    document_number: str = ""
    document_date: date | None = None
    confirmed_by_officer: bool | None = None
    """What the officer read in the document: a school, not a school, or not read yet."""
    confirmed_purpose: str = ""
    """Purpose as the officer read it, in words, when it is not a school."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxStanding(Fact):
    """Tax debt of the organisation on the day the tax authority answered."""

    outcome: str = "unknown"
    """``clear``, ``debt`` or ``unknown``."""
    total_tiyn: int | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilStanding(Fact):
    """Civil status of one pupil by ГБД ФЛ."""

    alive: bool | None = None
    excluded: bool | None = None
    """Taken out of the register (error, double record): a living status cannot be claimed."""
    citizen: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilClaims(Fact):
    """Organisations (BIN), other than the own one, that claim the pupil in the same month."""

    other_organisations: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceSeen:
    """One electronic invoice as ИС ЭСФ showed it."""

    registration_number: str
    seller_bin: str
    customer_bin: str
    contract_number: str
    contract_date: date | None
    total_tiyn: int
    status: str
    turnover_date: date | None = None
    """Day of the turnover; its month is the month of the service."""
    superseded: bool = False
    """A corrected (FIXED) invoice replaces it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceMatch(Fact):
    """What the act expects of its invoice, and the invoices found for the two parties."""

    seller_bin: str
    customer_bin: str
    contract_number: str
    contract_date: date
    total_tiyn: int
    month: date | None = None
    """First day of the month of service; invoices of another month are not looked at."""
    invoices: tuple[InvoiceSeen, ...] | None = None
    """``None``: ИС ЭСФ has not answered. Empty: it answered that there is none. The caller
    leaves out invoices that another act already holds."""
