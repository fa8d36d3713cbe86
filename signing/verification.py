"""Is this signature good, over our bytes, by the person and organisation we expect?

One answer for everything that may be wrong, in the order a careful reader would look: the envelope,
the mathematics, the certificate, the chain, revocation, the person. RSA is computed in-process;
GOST answers "unknown".
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise

from cryptography import x509
from cryptography.hazmat.primitives import hashes

from signing.certificates import masked_subject, signer_facts
from signing.envelope import Envelope, check_content, read_envelope
from signing.oids import RoleRequirement
from signing.trust import TrustStore
from signing.verdicts import Invalid, Outcome, SignerFacts, Verdict


def verify_detached(
    *,
    content: bytes,
    cms: bytes,
    at: datetime,
    trust: TrustStore,
    expected_iin: str | None = None,
    expected_bin: str | None = None,
    required_oids: RoleRequirement | Iterable[str] = (),
) -> Verdict:
    """Return the verdict on a detached CMS over ``content`` at the moment of signing ``at``.

    ``expected_*`` None means "whoever it is"; "" for ``expected_bin`` means an individual's key.
    ``required_oids`` are alternatives (see :mod:`signing.oids`); a bare OID is one of them.
    Never raises on what the stranger sent.
    """
    envelope: Envelope | None = None
    signer: SignerFacts | None = None
    chain: list[x509.Certificate] = []
    try:
        envelope = read_envelope(cms)
        check_content(envelope, content)
        signer = signer_facts(envelope.certificate)
        chain = trust.chain_of(envelope.certificate, at=at)
        _check_period(envelope.certificate, at=at)
        _check_revocation([envelope.certificate, *chain], trust=trust, at=at)
        _check_person(signer, expected_iin, expected_bin, required_oids)
    except Invalid as reason:
        outcome, code = reason.outcome, reason.code
    else:
        outcome, code = Outcome.VALID, "valid"
    evidence = _evidence(envelope, chain, trust, at=at) if envelope else {}
    return Verdict(outcome=outcome, code=code, signer=signer, evidence=evidence)


def _check_period(certificate: x509.Certificate, *, at: datetime) -> None:
    if at < certificate.not_valid_before_utc:
        raise Invalid("not_yet_valid")
    if at > certificate.not_valid_after_utc:
        raise Invalid("expired")


def _check_revocation(path: list[x509.Certificate], *, trust: TrustStore, at: datetime) -> None:
    """Test the leaf and every authority below the root; the root is trusted by being configured."""
    for certificate, issuer in pairwise(path):
        revoked = trust.revoked_on(certificate, issuer=issuer, at=at)
        if revoked is not None and revoked <= at:
            raise Invalid("revoked")


def _check_person(
    signer: SignerFacts,
    expected_iin: str | None,
    expected_bin: str | None,
    required_oids: RoleRequirement | Iterable[str],
) -> None:
    if expected_iin is not None and signer.iin != expected_iin:
        raise Invalid("other_iin")
    if expected_bin is not None and signer.bin != expected_bin:
        raise Invalid("other_bin" if signer.bin else "no_bin")
    alternatives = [
        frozenset({each}) if isinstance(each, str) else frozenset(each) for each in required_oids
    ]
    if alternatives and not any(each <= signer.role_oids for each in alternatives):
        raise Invalid("role_not_allowed")


def _evidence(
    envelope: Envelope, chain: list[x509.Certificate], trust: TrustStore, *, at: datetime
) -> dict[str, object]:
    """What was seen when the verdict was given, plain values without personal numbers."""
    return {
        "verified_for": at.isoformat(),
        "cms_sha256": hashlib.sha256(envelope.der).hexdigest(),
        "digest_algorithm": envelope.digest_name,
        "claimed_time": envelope.claimed_time,
        "time_stamp_present": envelope.has_time_stamp,
        "certificate_sha256": envelope.certificate.fingerprint(hashes.SHA256()).hex(),
        "subject": masked_subject(envelope.certificate),
        "chain_sha256": [each.fingerprint(hashes.SHA256()).hex() for each in chain],
        "revocation_lists": [
            {"issuer": crl.issuer.rfc4514_string(), "updated": crl.last_update_utc.isoformat()}
            for crl in trust.revocation_lists
        ],
    }
