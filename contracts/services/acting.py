"""Counting signed acts on a contract (I4)."""

from django.db.models import F

from contracts.errors import ContractExceeded, ContractNotInForce
from contracts.models import Contract
from contracts.statuses import ContractStatus

ACTING = (ContractStatus.ACTIVE, ContractStatus.SUSPENDED, ContractStatus.FULFILLED)
"""A suspended contract forms no new acts, but those of earlier months may still be signed."""


def record_signed_act(*, contract_id: int, amount_tiyn: int) -> None:
    """Add a signed act's sum, if the contract stands and has room for it.

    Inside the transaction that signs the act.

    :raises ContractNotInForce: declined, terminated or never signed
    :raises ContractExceeded: the sum would exceed the contract
    """
    standing = Contract.objects.filter(pk=contract_id, status__in=ACTING)
    counted = standing.filter(acted_tiyn__lte=F("amount_tiyn") - amount_tiyn).update(
        acted_tiyn=F("acted_tiyn") + amount_tiyn
    )
    if not counted:
        raise ContractExceeded if standing.exists() else ContractNotInForce
