"""What other rooms and pages call: form, sign, stop and count contracts."""

from contracts.services.acting import record_signed_act
from contracts.services.documents import prepare_contract_document
from contracts.services.ending import resume_contract, suspend_contract, terminate_contract
from contracts.services.forming import form_contracts_of_run
from contracts.services.signing import (
    decline_contract,
    form_contract_again,
    send_contract_to_school,
    sign_contract,
)

__all__ = [
    "decline_contract",
    "form_contract_again",
    "form_contracts_of_run",
    "prepare_contract_document",
    "record_signed_act",
    "resume_contract",
    "send_contract_to_school",
    "sign_contract",
    "suspend_contract",
    "terminate_contract",
]
