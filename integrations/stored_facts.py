"""What of an answer is kept in the open: no IIN, no names, money as strings of tiyn."""

from typing import Any

from integrations.esf.port import InvoiceFacts
from integrations.gbd_fl.port import PersonFacts
from integrations.kgd.port import TaxDebtFacts


def of_person(facts: PersonFacts) -> dict[str, Any]:
    """Life status and citizenship; whether the register's birth date equals the IIN's."""
    return {
        "alive": facts.alive,
        "citizen": facts.citizen,
        "excluded": facts.excluded,
        "life_status_code": facts.life_status_code,
        "citizenship_code": facts.citizenship_code,
        "death_date": facts.death_date.isoformat() if facts.death_date else None,
        "birth_date_agrees": (
            facts.birth_date == facts.iin.birth_date if facts.birth_date else None
        ),
    }


def of_tax_debt(facts: TaxDebtFacts) -> dict[str, Any]:
    """Outcome and arrears by component."""
    return {
        "outcome": facts.outcome.value,
        "total_tiyn": _money(facts.total_tiyn),
        "tax_tiyn": _money(facts.tax_tiyn),
        "pension_tiyn": _money(facts.pension_tiyn),
        "social_tiyn": _money(facts.social_tiyn),
        "health_tiyn": _money(facts.health_tiyn),
        "as_of": facts.as_of.isoformat() if facts.as_of else None,
    }


def of_invoices(invoices: tuple[InvoiceFacts, ...]) -> dict[str, Any]:
    """The invoices of two organisations; BINs of organisations are public."""
    return {
        "invoices": [
            {
                "registration_number": one.registration_number,
                "invoice_type": one.invoice_type,
                "status": one.status,
                "seller_bin": one.seller_bin,
                "customer_bin": one.customer_bin,
                "customer_is_public_office": one.customer_is_public_office,
                "contract_number": one.contract_number,
                "contract_date": one.contract_date.isoformat() if one.contract_date else None,
                "invoice_date": one.invoice_date.isoformat() if one.invoice_date else None,
                "turnover_date": one.turnover_date.isoformat() if one.turnover_date else None,
                "total_tiyn": _money(one.total_tiyn),
                "signature_valid": one.signature_valid,
                "related_number": one.related_number,
                "superseded": one.superseded,
            }
            for one in invoices
        ]
    }


def _money(tiyn: int | None) -> str | None:
    return None if tiyn is None else str(tiyn)
