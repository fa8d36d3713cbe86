"""The two signatures of a contract, and the ways back."""

import datetime as dt

from django.db import transaction

from accounts.models import Membership, Organisation
from contracts.models import Contract
from contracts.services.documents import department_of, prepare_contract_document
from contracts.statuses import ContractStatus
from contracts.terms import department_due_on, school_due_on
from core import clock, outbox
from core.workflow import Actor, perform
from signing import oids
from signing.services import SignatureRefused, attach_signature
from signing.sides import Side

_MOVE = {Side.SCHOOL: "sign_by_school", Side.DEPARTMENT: "sign_by_department"}
_STATE = {
    Side.SCHOOL: ContractStatus.WITH_SCHOOL,
    Side.DEPARTMENT: ContractStatus.WITH_DEPARTMENT,
}


def send_contract_to_school(*, contract: Contract, actor: Actor) -> Contract:
    """Offer the contract to the school; its document is made first where it is missing.

    :raises TransitionImpossible: another state
    :raises TransitionForbidden: not the contract's department
    """
    if contract.status == ContractStatus.FORMED:
        prepare_contract_document(contract=contract)
    return perform(contract, "send_to_school", actor=actor, due_on=school_due_on(clock.today()))


@transaction.atomic
def sign_contract(
    *,
    contract: Contract,
    actor: Actor,
    side: str,
    cms: bytes,
    on_date: dt.date | None = None,
    document_code: str | None = None,
) -> Contract:
    """Attach a side's signature and move the contract: both or neither.

    The row is locked first, so of two officers at once one signs and the other hears the state.
    ``document_code`` is the version the signatory saw, where the page knows it.

    :raises SignatureRefused: the CMS is not this person's over these bytes
    :raises TransitionImpossible: another state
    :raises TransitionForbidden: the actor may not sign for the side
    """
    on_date = on_date or clock.today()
    side = Side(side)
    fresh = Contract.objects.select_for_update(of=("self",)).get(pk=contract.pk)
    values: dict[str, dt.date] = {"on_date": on_date}
    if side == Side.SCHOOL:
        values["due_on"] = department_due_on(on_date)
    signature_id = None
    if fresh.status == _STATE[side] and fresh.document is not None:
        if document_code is not None and document_code != fresh.document.code:
            raise SignatureRefused("document_changed")
        signature_id = attach_signature(
            document=fresh.document,
            cms=cms,
            actor=actor,
            side=side,
            expected_iin=iin_of(actor),
            expected_bin=signing_organisation(fresh, side).bin,
            required_oids=oids.MAY_SIGN,
        ).pk
    signed = perform(fresh, _MOVE[side], actor=actor, signature_id=signature_id, **values)
    if side == Side.DEPARTMENT:
        outbox.emit("contracts.activated", contract_id=signed.pk)
    return signed


def signing_organisation(contract: Contract, side: str) -> Organisation:
    """Whose key signs for a side: the owner of the school, or the region's department."""
    if side == Side.SCHOOL:
        return contract.school.organisation
    return department_of(contract.region_id)


def iin_of(actor: Actor) -> str:
    """The acting person's own IIN, to be compared with the key's.

    :raises SignatureRefused: a person without an IIN cannot sign
    """
    membership = Membership.objects.select_related("user").get(pk=actor.membership_id)
    try:
        return str(membership.user.reveal_iin())
    except ValueError as problem:
        raise SignatureRefused("other_iin") from problem


def decline_contract(*, contract: Contract, actor: Actor, reason: str) -> Contract:
    """The side whose move it is does not agree."""
    return perform(contract, "decline", actor=actor, reason=reason)


@transaction.atomic
def form_contract_again(*, contract: Contract, actor: Actor) -> Contract:
    """Mend a declined contract: account by the present passport, new bytes, no signatures.

    Sum and places stay: they are the fixed distribution's.
    """
    fresh = perform(contract, "form_again", actor=actor, on_date=clock.today())
    passport = fresh.school.passport
    Contract.objects.filter(pk=fresh.pk).update(
        payee_iban=passport.iban, payee_bic=passport.bic, payee_kbe=passport.kbe
    )
    fresh = Contract.objects.get(pk=fresh.pk)
    prepare_contract_document(contract=fresh, anew=True)
    return fresh
