"""The bytes of a contract: parties, sum, places, account and schedule."""

from typing import Any

from accounts.models import Organisation, OrganisationKind
from budget.selectors.norms import norm_table
from contracts.models import Contract
from contracts.statuses import ContractStatus
from core.periods import Month
from signing.facts import party
from signing.models import Document
from signing.services import prepare_document
from signing.sides import Side

KIND = "contract"
SUBJECT = "contracts.contract"


def department_of(region_id: str) -> Organisation:
    """The education department of a region: the customer of its contracts.

    :raises Organisation.DoesNotExist: the region has none
    """
    return Organisation.objects.get(kind=OrganisationKind.DEPARTMENT, region_id=region_id)


def prepare_contract_document(*, contract: Contract, anew: bool = False) -> Document:
    """Make the document to be signed and put it on a contract that waits for it.

    A contract that was sent keeps the document that was sent. ``anew`` after a decline: equal
    text must not inherit the signatures of the declined version.
    """
    if contract.document is not None and contract.status != ContractStatus.FORMED:
        return contract.document
    customer = department_of(contract.region_id)
    schedule = list(contract.schedule.order_by("month"))
    payload = contract_payload(contract, customer, schedule)
    document = prepare_document(
        kind=KIND,
        subject_kind=SUBJECT,
        subject_id=contract.pk,
        region_id=contract.region_id,
        payload=payload,
        template="documents/contract.html",
        context={
            "contract": contract,
            "school": contract.school,
            "owner": contract.school.organisation,
            "customer": customer,
            "schedule": schedule,
            "norms": payload["norms"],
        },
        titles={
            "ru": f"Договор № {contract.number}",
            "kk": f"№ {contract.number} шарт",
            "en": f"Contract No. {contract.number}",
        },
        public_facts={
            "number": contract.number,
            "amount_tiyn": str(contract.amount_tiyn),
            "date": contract.formed_on.isoformat(),
            "parties": [
                party(customer),
                party(contract.school.organisation),
            ],
        },
        sides=(Side.SCHOOL, Side.DEPARTMENT),
        anew=anew,
    )
    Contract.objects.filter(pk=contract.pk, status=ContractStatus.FORMED).update(document=document)
    contract.document = document
    return document


def contract_payload(
    contract: Contract, customer: Organisation, schedule: list[Any]
) -> dict[str, Any]:
    """What both sides sign; sums are strings of tiyn."""
    owner = contract.school.organisation
    return {
        "number": contract.number,
        "date": contract.formed_on.isoformat(),
        "stream": contract.stream,
        "customer": {"bin": customer.bin, "name_ru": customer.name_ru, "name_kk": customer.name_kk},
        "contractor": {
            "bin": owner.bin,
            "name_ru": owner.name_ru,
            "name_kk": owner.name_kk,
            "iban": contract.payee_iban,
            "bic": contract.payee_bic,
            "kbe": contract.payee_kbe,
        },
        "school": {
            "school_id": contract.school.school_id or "",
            "name_ru": contract.school.name_ru,
            "name_kk": contract.school.name_kk,
            "address_ru": contract.school.address_ru,
        },
        "first_month": str(Month.of(contract.first_month)),
        "last_month": str(Month.of(contract.last_month)),
        "first_shift_places": contract.first_shift_places,
        "total_places": contract.total_places,
        "amount_tiyn": str(contract.amount_tiyn),
        "distribution_sha256": contract.allocation.run.sha256,
        "schedule": [
            {"month": str(Month.of(row.month)), "amount_tiyn": str(row.amount_tiyn)}
            for row in schedule
        ],
        "norms": norm_marks(contract),
    }


def norm_marks(contract: Contract) -> list[dict[str, str]]:
    """Sources of the norms in force in the first month, with the mark of each."""
    table = norm_table(on_date=contract.first_month, region=contract.region_id)
    pairs = {
        (norm.source, norm.source_status)
        for (locality, _level, _type), norm in table.norms.items()
        if locality == contract.school.locality
    }
    return [{"source": source, "status": status} for source, status in sorted(pairs)]
