"""Accepting a signature: verified against our bytes, for this person, organisation and side."""

import logging
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils.functional import Promise

from core import clock, vault
from core.workflow import Actor
from signing.canonical import digest
from signing.certificates import masked_subject
from signing.envelope import read_envelope
from signing.models import Document, Signature
from signing.oids import RoleRequirement
from signing.selectors import is_latest
from signing.services.trusting import TrustNotConfigured, configured_trust
from signing.verdicts import MESSAGES, Outcome, SignerFacts, Verdict
from signing.verification import verify_detached

_log = logging.getLogger(__name__)


class SignatureRefused(Exception):
    """The signature is not accepted; ``code`` is stable, ``message`` is fit for the signatory.

    ``unknown`` says that it could not be checked here (not the same as a bad signature).
    """

    def __init__(self, code: str, *, unknown: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.unknown = unknown

    @property
    def message(self) -> str | Promise:
        return MESSAGES[self.code]

    def __str__(self) -> str:
        return str(self.message)


def attach_signature(
    *,
    document: Document,
    cms: bytes,
    actor: Actor,
    side: str,
    expected_iin: str,
    expected_bin: str,
    required_oids: RoleRequirement | Iterable[str],
) -> Signature:
    """Verify a detached CMS over the document and store it as the signature of a side.

    Call it in the transaction that then moves the record, so that both happen or neither.
    ``expected_iin`` is the acting person's own; ``expected_bin`` "" asks for an individual's key.

    :raises SignatureRefused: with the first reason found; nothing is stored
    """
    user_id, membership_id = actor.user_id, actor.membership_id
    if user_id is None or membership_id is None:
        raise ValueError("only a person in a membership signs")
    if not expected_iin:
        raise ValueError("a signature is accepted only for a known person")
    _check_document(document, side=side)
    now = clock.now()
    try:
        trust = configured_trust()
    except TrustNotConfigured as error:
        raise SignatureRefused("no_roots", unknown=True) from error
    verdict = verify_detached(
        content=document.content,
        cms=cms,
        at=now,
        trust=trust,
        expected_iin=expected_iin,
        expected_bin=expected_bin,
        required_oids=required_oids,
    )
    if not verdict.is_valid or verdict.signer is None:
        _log.info("document %s: signature refused: %s", document.pk, verdict.code)
        raise SignatureRefused(verdict.code, unknown=verdict.outcome is Outcome.UNKNOWN)
    signature = Signature(
        document=document,
        side=side,
        actor_id=user_id,
        membership_id=membership_id,
        role=actor.role,
        on_behalf_of_id=actor.on_behalf_of_id,
        actor_label=actor.label,
        signed_at=now,
    )
    return _store(signature, cms, verdict, verdict.signer)


def _check_document(document: Document, *, side: str) -> None:
    if document.sides and side not in document.sides:
        raise SignatureRefused("unknown_side")
    if digest(document.content) != document.sha256:
        raise SignatureRefused("document_damaged")
    if not is_latest(document):
        raise SignatureRefused("document_superseded")
    if Signature.objects.filter(document=document, side=side).exists():
        raise SignatureRefused("side_already_signed")


def _store(signature: Signature, cms: bytes, verdict: Verdict, signer: SignerFacts) -> Signature:
    envelope = read_envelope(cms)
    signature.cms = envelope.der
    signature.signer_name = signer.common_name
    signature.signer_iin_index = vault.blind_index(signer.iin)
    signature.signer_iin_masked = f"•••• {signer.iin[-4:]}"
    signature.signer_bin = signer.bin
    signature.role_oids = sorted(signer.role_oids)
    signature.certificate = {
        "serial": signer.serial_number,
        "subject": masked_subject(envelope.certificate),
        "organisation": signer.organisation,
        "issuer": signer.issuer,
        "not_before": signer.not_before.isoformat(),
        "not_after": signer.not_after.isoformat(),
    }
    signature.outcome = str(verdict.outcome)
    signature.evidence = dict(verdict.evidence)
    try:
        with transaction.atomic():
            signature.save(force_insert=True)
    except IntegrityError as error:
        # The database saw what two requests at once could not: a side or a person signing twice.
        reason = "person" if "one_signature_a_person" in str(error) else "side"
        raise SignatureRefused(f"{reason}_already_signed") from error
    return signature
