"""Looking at a stored signature again, for the moment when it was made."""

from core import clock
from signing.models import Signature, SignatureCheck
from signing.services.trusting import TrustNotConfigured, configured_trust
from signing.verdicts import Outcome, Verdict
from signing.verification import verify_detached


def verify_signature(signature: Signature) -> Verdict:
    """Return today's verdict on a stored signature as of its signing; writes nothing."""
    try:
        trust = configured_trust()
    except TrustNotConfigured:
        return Verdict(outcome=Outcome.UNKNOWN, code="no_roots")
    return verify_detached(
        content=signature.document.content,
        cms=bytes(signature.cms),
        at=signature.signed_at,
        trust=trust,
        expected_bin=signature.signer_bin,
    )


def recheck_signature(*, signature: Signature) -> SignatureCheck:
    """Verify a stored signature again and keep the answer."""
    verdict = verify_signature(signature)
    return SignatureCheck.objects.create(
        signature=signature,
        checked_at=clock.now(),
        outcome=str(verdict.outcome),
        code=verdict.code,
        evidence=dict(verdict.evidence),
    )
