"""Strict reading of a detached CMS: one signer, one certificate, no content of its own.

The envelope comes from a stranger's computer, so nothing in it is believed before it is checked.
BER is accepted outside (НУЦ software writes indefinite lengths); the signature itself is computed
over the signed attributes exactly as received.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass

from asn1crypto import cms, core
from asn1crypto import tsp as _tsp  # noqa: F401 - teaches cms the CAdES attributes
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from signing import oids
from signing.verdicts import Invalid, Undecided

MAX_BYTES = 256 * 1024
"""A signature with a chain and a time-stamp is about 10 KB."""
RSA_BITS = range(2048, 8193)
"""Shorter is weak; longer only costs time, nobody issues it."""
_HASHES: dict[str, type[hashes.HashAlgorithm]] = {
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}
_SIGNATURES = {"rsassa_pkcs1v15", *(f"{name}_rsa" for name in _HASHES)}
_TIME_STAMP = {"1.2.840.113549.1.9.16.2.14", "signature_time_stamp_token"}


@dataclass(frozen=True)
class Envelope:
    """The parts of a CMS that passed the strict reading; nothing is verified yet."""

    der: bytes
    signer: cms.SignerInfo
    certificate: x509.Certificate
    certificate_der: bytes
    digest_name: str
    attributes: dict[str, core.Asn1Value]

    @property
    def claimed_time(self) -> str:
        """What the signer's own computer said the time was, ISO text or empty. Proves nothing."""
        claimed = self.attributes.get("signing_time")
        return claimed.native.isoformat() if claimed is not None else ""

    @property
    def has_time_stamp(self) -> bool:
        unsigned = self.signer["unsigned_attrs"]
        if isinstance(unsigned, core.Void):
            return False
        return any(each["type"].native in _TIME_STAMP for each in unsigned)


def without_armour(raw: bytes) -> bytes:
    """Return the binary form of a signature given as DER, base64, or PEM-like text.

    :raises Invalid: too_large or unreadable
    """
    if len(raw) > MAX_BYTES * 2:
        raise Invalid("too_large")
    if raw[:1] != b"\x30":
        lines = [line for line in raw.split() if line]
        text = b" ".join(lines)
        if text.startswith(b"-----BEGIN CMS-----") and text.endswith(b"-----END CMS-----"):
            text = text[19:-17]
        try:
            raw = base64.b64decode(text.replace(b" ", b""), validate=True)
        except (binascii.Error, ValueError) as error:
            raise Invalid("unreadable") from error
    if not raw:
        raise Invalid("unreadable")
    if len(raw) > MAX_BYTES:
        raise Invalid("too_large")
    return raw


def read_envelope(raw: bytes) -> Envelope:
    """Return the parts of a detached CMS with exactly one signer and their certificate.

    :raises Invalid: the first thing found wrong
    :raises Undecided: the signer used GOST, which this installation cannot compute
    """
    der = without_armour(raw)
    try:
        return _read(der)
    except (ValueError, TypeError, KeyError, IndexError, OverflowError, RecursionError) as error:
        raise Invalid("unreadable") from error


def _read(der: bytes) -> Envelope:
    content_info = cms.ContentInfo.load(der, strict=True)
    if content_info["content_type"].native != "signed_data":
        raise Invalid("not_signed_data")
    signed = content_info["content"]
    encapsulated = signed["encap_content_info"]
    if encapsulated["content_type"].native != "data":
        raise Invalid("wrong_content_type")
    if not isinstance(encapsulated["content"], core.Void):
        raise Invalid("embedded_content")
    signers = signed["signer_infos"]
    if len(signers) != 1:
        raise Invalid("several_signers" if len(signers) else "no_signer")
    signer = signers[0]
    certificate_der = _certificate_of(signer, signed["certificates"])
    _refuse_gost(signer)
    try:
        certificate = x509.load_der_x509_certificate(certificate_der)
    except ValueError as error:
        raise Invalid("unreadable_certificate") from error
    digest_name = signer["digest_algorithm"]["algorithm"].native
    if digest_name not in _HASHES or _signature_name(signer) not in _SIGNATURES:
        raise Invalid("algorithm_not_allowed")
    return Envelope(
        der, signer, certificate, certificate_der, digest_name, _signed_attributes(signer)
    )


def check_content(envelope: Envelope, content: bytes) -> None:
    """Test that the signer signed exactly our bytes, with the key of that certificate.

    :raises Invalid: wrong_digest, bad_signature and the like
    """
    attributes = envelope.attributes
    if "content_type" not in attributes or attributes["content_type"].native != "data":
        raise Invalid("wrong_content_type")
    if "message_digest" not in attributes:
        raise Invalid("missing_digest")
    if attributes["message_digest"].native != hashlib.new(envelope.digest_name, content).digest():
        raise Invalid("wrong_digest")
    _check_certificate_reference(envelope)
    key = envelope.certificate.public_key()
    if not isinstance(key, rsa.RSAPublicKey):
        raise Invalid("algorithm_not_allowed")
    if key.key_size not in RSA_BITS:
        raise Invalid("weak_key")
    # RFC 5652 §5.4: the signature covers the attributes under their own SET tag, not under [0].
    signed_bytes = envelope.signer["signed_attrs"].untag().dump()
    try:
        key.verify(
            envelope.signer["signature"].native,
            signed_bytes,
            padding.PKCS1v15(),
            _HASHES[envelope.digest_name](),
        )
    except (InvalidSignature, UnsupportedAlgorithm) as error:
        raise Invalid("bad_signature") from error


def _signature_name(signer: cms.SignerInfo) -> str:
    name = str(signer["signature_algorithm"]["algorithm"].native)
    digest_name = str(signer["digest_algorithm"]["algorithm"].native)
    # A digest named twice must be the same digest, otherwise the weaker one could be meant.
    if name.endswith("_rsa") and name != f"{digest_name}_rsa":
        raise Invalid("algorithm_not_allowed")
    return name


def _refuse_gost(signer: cms.SignerInfo) -> None:
    for field in ("signature_algorithm", "digest_algorithm"):
        if signer[field]["algorithm"].dotted.startswith(oids.NATIONAL_GOST_BRANCH):
            raise Undecided("gost_not_supported")


def _certificate_of(signer: cms.SignerInfo, certificates: cms.CertificateSet) -> bytes:
    embedded = [each.chosen for each in certificates or [] if each.name == "certificate"]
    sid = signer["sid"]
    if sid.name == "issuer_and_serial_number":
        wanted = sid.chosen
        matching = [
            each
            for each in embedded
            if each.serial_number == wanted["serial_number"].native
            and each.issuer == wanted["issuer"]
        ]
    else:
        matching = [each for each in embedded if each.key_identifier == sid.chosen.native]
    if not matching:
        raise Invalid("no_certificate")
    if len(matching) > 1:
        raise Invalid("ambiguous_certificate")
    return bytes(matching[0].dump())


def _signed_attributes(signer: cms.SignerInfo) -> dict[str, core.Asn1Value]:
    attributes: dict[str, core.Asn1Value] = {}
    if isinstance(signer["signed_attrs"], core.Void) or not len(signer["signed_attrs"]):
        raise Invalid("no_signed_attributes")
    for attribute in signer["signed_attrs"]:
        name = attribute["type"].native
        if name in attributes or len(attribute["values"]) != 1:
            raise Invalid("repeated_attribute")
        attributes[name] = attribute["values"][0]
    return attributes


def _check_certificate_reference(envelope: Envelope) -> None:
    """CAdES puts the certificate's digest under the signature; when it is there, it must match."""
    reference = envelope.attributes.get("signing_certificate_v2")
    if reference is None:
        return
    first = reference["certs"][0]
    name = first["hash_algorithm"]["algorithm"].native
    if name not in _HASHES:
        raise Invalid("algorithm_not_allowed")
    if first["cert_hash"].native != hashlib.new(name, envelope.certificate_der).digest():
        raise Invalid("wrong_certificate_reference")
