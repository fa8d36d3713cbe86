"""Reading a signatory's certificate: who, for which organisation, with which rights."""

import re

from cryptography import x509
from cryptography.x509.oid import NameOID

from signing import oids
from signing.verdicts import Invalid, SignerFacts

_IIN = re.compile(r"IIN([0-9]{12})")
_BIN = re.compile(r"BIN([0-9]{12})")
_KNOWN_EXTENSIONS = (
    x509.BasicConstraints,
    x509.KeyUsage,
    x509.ExtendedKeyUsage,
    x509.CertificatePolicies,
    x509.SubjectKeyIdentifier,
    x509.AuthorityKeyIdentifier,
    x509.CRLDistributionPoints,
    x509.AuthorityInformationAccess,
    x509.SubjectAlternativeName,
)
_SHOWN_RDNS = {
    NameOID.COMMON_NAME: "CN",
    NameOID.SURNAME: "SN",
    NameOID.GIVEN_NAME: "GN",
    NameOID.SERIAL_NUMBER: "serialNumber",
    NameOID.COUNTRY_NAME: "C",
    NameOID.ORGANIZATION_NAME: "O",
    NameOID.ORGANIZATIONAL_UNIT_NAME: "OU",
}


def signer_facts(certificate: x509.Certificate) -> SignerFacts:
    """Return the facts of a signing certificate.

    Check digits of IIN and BIN are not tested: the issuer vouches for them, and the identities of
    the НУЦ test kit fail them.

    :raises Invalid: the certificate is not for signing, or names nobody, or names two
    """
    require_signing_key(certificate)
    iins = _numbers(certificate, NameOID.SERIAL_NUMBER, _IIN)
    bins = _numbers(certificate, NameOID.ORGANIZATIONAL_UNIT_NAME, _BIN)
    if not iins:
        raise Invalid("no_iin")
    if len(iins) > 1 or len(bins) > 1:
        raise Invalid("ambiguous_subject")
    return SignerFacts(
        iin=iins[0],
        bin=bins[0] if bins else "",
        common_name=_first(certificate.subject, NameOID.COMMON_NAME),
        organisation=_first(certificate.subject, NameOID.ORGANIZATION_NAME),
        role_oids=frozenset(_extended_usages(certificate)),
        serial_number=f"{certificate.serial_number:x}",
        issuer=_first(certificate.issuer, NameOID.COMMON_NAME),
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
    )


def require_signing_key(certificate: x509.Certificate) -> None:
    """Test that the key may sign documents, not only open a session.

    НУЦ РК: signing = digitalSignature + nonRepudiation and EKU emailProtection; sign-in =
    digitalSignature + keyEncipherment and clientAuth.

    :raises Invalid: wrong_key_usage or unexpected_extension
    """
    try:
        extensions = certificate.extensions
        usage = extensions.get_extension_for_class(x509.KeyUsage).value
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError) as error:
        raise Invalid("wrong_key_usage") from error
    if not (usage.digital_signature and usage.content_commitment):
        raise Invalid("wrong_key_usage")
    if oids.EMAIL_PROTECTION not in _extended_usages(certificate):
        raise Invalid("wrong_key_usage")
    if any(each.critical and not isinstance(each.value, _KNOWN_EXTENSIONS) for each in extensions):
        raise Invalid("unexpected_extension")


def masked_subject(certificate: x509.Certificate) -> str:
    """Return the subject in certificate order with the IIN masked, fit for storing and showing."""
    parts = []
    for attribute in certificate.subject:
        name = _SHOWN_RDNS.get(attribute.oid)
        if name:
            parts.append(f"{name}={_IIN.sub(_mask, str(attribute.value))}")
    return ", ".join(parts)


def _mask(match: re.Match[str]) -> str:
    return f"IIN••••{match.group(1)[-4:]}"


def _numbers(
    certificate: x509.Certificate, oid: x509.ObjectIdentifier, pattern: re.Pattern[str]
) -> list[str]:
    values = (str(each.value) for each in certificate.subject.get_attributes_for_oid(oid))
    return [match.group(1) for match in map(pattern.fullmatch, values) if match]


def _first(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    return next((str(each.value) for each in name.get_attributes_for_oid(oid)), "")


def _extended_usages(certificate: x509.Certificate) -> list[str]:
    try:
        usages = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except (x509.ExtensionNotFound, ValueError):
        return []
    return [usage.dotted_string for usage in usages]
