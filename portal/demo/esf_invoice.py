"""The e-invoice that an act asks for, as the school would type it in ИС ЭСФ."""

from accounts.models import Organisation, OrganisationKind
from acts.models import Act
from core.money import tenge_string
from core.periods import Month


def invoice_for(act: Act) -> dict[str, str]:
    """Seller, buyer, contract and sum of the act; the turnover is of the month of service."""
    buyer = Organisation.objects.get(kind=OrganisationKind.DEPARTMENT, region_id=act.region_id)
    return {
        "seller_bin": act.school.organisation.bin,
        "customer_bin": buyer.bin,
        "contract_number": act.contract.number,
        "contract_date": act.contract.formed_on.isoformat(),
        "turnover_date": Month.of(act.month).last_day.isoformat(),
        "total": tenge_string(act.amount_tiyn),
    }
