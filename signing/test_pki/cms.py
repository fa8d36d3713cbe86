"""Making a CMS signature the way NCALayer does; for the emulator and the tests. No Django."""

import hashlib
from datetime import UTC, datetime

from asn1crypto import algos, cms, core
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

_Hash = hashes.SHA256 | hashes.SHA1 | hashes.SHA512


def sign_cms(
    content: bytes,
    *,
    certificate: x509.Certificate,
    key: rsa.RSAPrivateKey,
    encapsulate: bool = False,
    signing_time: datetime | None = None,
) -> bytes:
    """Return a CMS (DER) with one signer and their certificate; detached unless ``encapsulate``."""
    leaf = as_asn1(certificate)
    attributes = signed_attributes(content, signing_time=signing_time)
    return signed_data(
        [signer_info(leaf, attributes, key)],
        [leaf],
        embedded=content if encapsulate else None,
    )


def as_asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def signed_attributes(
    content: bytes, *, signing_time: datetime | None = None, digest_name: str = "sha256"
) -> cms.CMSAttributes:
    digest = hashlib.new(digest_name, content, usedforsecurity=False).digest()
    attributes = [
        {"type": "content_type", "values": ["data"]},
        {"type": "message_digest", "values": [digest]},
    ]
    if signing_time is not None:
        moment = cms.Time({"utc_time": core.UTCTime(signing_time.astimezone(UTC))})
        attributes.append({"type": "signing_time", "values": [moment]})
    return cms.CMSAttributes(attributes)


def signer_info(
    leaf: asn1_x509.Certificate,
    attributes: cms.CMSAttributes | None,
    key: rsa.RSAPrivateKey,
    *,
    digest_name: str = "sha256",
    over: bytes | None = None,
) -> cms.SignerInfo:
    """Return the signer's part; ``over`` replaces what is signed (default: the attributes)."""
    algorithm: dict[str, type[_Hash]] = {
        "sha256": hashes.SHA256,
        "sha1": hashes.SHA1,
        "sha512": hashes.SHA512,
    }
    message = over if over is not None else attributes.dump() if attributes else b""
    fields: dict[str, object] = {
        "version": "v1",
        "sid": cms.SignerIdentifier(
            name="issuer_and_serial_number",
            value=cms.IssuerAndSerialNumber(
                {"issuer": leaf.issuer, "serial_number": leaf.serial_number}
            ),
        ),
        "digest_algorithm": algos.DigestAlgorithm({"algorithm": digest_name}),
        "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "rsassa_pkcs1v15"}),
        "signature": key.sign(message, padding.PKCS1v15(), algorithm[digest_name]()),
    }
    if attributes is not None:
        fields["signed_attrs"] = attributes
    return cms.SignerInfo(fields)


def signed_data(
    signers: list[cms.SignerInfo],
    certificates: list[asn1_x509.Certificate],
    *,
    embedded: bytes | None = None,
    content_type: str = "data",
) -> bytes:
    encapsulated: dict[str, object] = {"content_type": content_type}
    if embedded is not None:
        encapsulated["content"] = embedded
    digests = {each["digest_algorithm"]["algorithm"].native for each in signers}
    fields: dict[str, object] = {
        "version": "v1",
        "digest_algorithms": [{"algorithm": name} for name in sorted(digests)],
        "encap_content_info": encapsulated,
        "signer_infos": signers,
    }
    if certificates:
        fields["certificates"] = [
            cms.CertificateChoices(name="certificate", value=each) for each in certificates
        ]
    return bytes(
        cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(fields)}).dump()
    )
