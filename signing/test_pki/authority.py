"""Issuing certificates: the test root, its subordinate «НУЦ TEST», and what they give out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from signing import oids
from signing.test_pki.people import ROLE_OIDS, KeyHolder, Profile

NOT_BEFORE = datetime(2024, 1, 1, tzinfo=UTC)
NOT_AFTER = datetime(2034, 1, 1, tzinfo=UTC)
"""The demo may be set to any of these days; a real НУЦ certificate lives one year."""
_AUTHORITY_LIFE = timedelta(days=365)
_KEY_BITS = 2048
_LONGEST_NAME = 64

Issued = tuple[x509.Certificate, rsa.RSAPrivateKey]


@dataclass(frozen=True)
class Authority:
    """A certificate that may issue others, with its key."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey

    def revocation_list(
        self,
        revoked: Iterable[tuple[int, datetime]] = (),
        *,
        updated: datetime = NOT_BEFORE,
        next_update: datetime = NOT_AFTER,
    ) -> x509.CertificateRevocationList:
        """Return the list of certificates taken back, as (serial number, moment)."""
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.certificate.subject)
            .last_update(updated)
            .next_update(next_update)
        )
        for serial, moment in revoked:
            builder = builder.add_revoked_certificate(
                x509.RevokedCertificateBuilder()
                .serial_number(serial)
                .revocation_date(moment)
                .build()
            )
        return builder.sign(self.key, hashes.SHA256())


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=_KEY_BITS)


def make_root(common_name: str = "НЕГІЗГІ ОРТАЛЫҚ (RSA) TEST") -> Authority:
    """Return a new self-signed root."""
    key = new_key()
    name = _authority_name(common_name)
    return Authority(_authority_certificate(name, name, key, key, path_length=1), key)


def make_subordinate(root: Authority, common_name: str = "НУЦ TEST (RSA)") -> Authority:
    """Return the authority that issues to people, signed by the root."""
    key = new_key()
    certificate = _authority_certificate(
        _authority_name(common_name), root.certificate.subject, key, root.key, path_length=0
    )
    return Authority(certificate, key)


def issue_signing_key(
    authority: Authority,
    holder: KeyHolder,
    *,
    not_before: datetime = NOT_BEFORE,
    not_after: datetime = NOT_AFTER,
    key: rsa.RSAPrivateKey | None = None,
) -> Issued:
    """Return a signing certificate in the layout of НУЦ РК, and its key."""
    policy = (
        oids.POLICY_INDIVIDUAL_SIGN
        if holder.profile is Profile.INDIVIDUAL
        else oids.POLICY_ORGANISATION_SIGN
    )
    return _issue(
        authority,
        _person_name(holder),
        usage=_usage(content_commitment=True),
        extended=(oids.EMAIL_PROTECTION, *ROLE_OIDS[holder.profile]),
        policy=policy,
        period=(not_before, not_after),
        key=key,
    )


def issue_sign_in_key(authority: Authority, holder: KeyHolder) -> Issued:
    """Return the other key every person has: for opening a session, not for signing."""
    return _issue(
        authority,
        _person_name(holder),
        usage=_usage(key_encipherment=True),
        extended=(oids.CLIENT_AUTHENTICATION, *ROLE_OIDS[holder.profile]),
        policy=oids.POLICY_INDIVIDUAL_AUTH,
        period=(NOT_BEFORE, NOT_AFTER),
    )


def issue_system_key(
    authority: Authority, *, common_name: str, organisation: str, bin_number: str
) -> Issued:
    """Return the certificate of an information system (one end of the ШЭП)."""
    subject = _name(
        (NameOID.COMMON_NAME, common_name),
        (NameOID.COUNTRY_NAME, "KZ"),
        (NameOID.ORGANIZATION_NAME, organisation),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, f"BIN{bin_number}"),
    )
    return _issue(
        authority,
        subject,
        usage=_usage(content_commitment=True),
        extended=(oids.EMAIL_PROTECTION, oids.CLIENT_AUTHENTICATION, oids.ORGANISATION),
        policy=oids.POLICY_ORGANISATION_SIGN,
        period=(NOT_BEFORE, NOT_AFTER),
    )


def _issue(
    authority: Authority,
    subject: x509.Name,
    *,
    usage: x509.KeyUsage,
    extended: Iterable[str],
    policy: str,
    period: tuple[datetime, datetime],
    key: rsa.RSAPrivateKey | None = None,
) -> Issued:
    key = key or new_key()
    issuer_key = authority.certificate.public_key()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(authority.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(period[0])
        .not_valid_after(period[1])
        .add_extension(usage, critical=True)
        .add_extension(
            x509.ExtendedKeyUsage([x509.ObjectIdentifier(oid) for oid in extended]), critical=False
        )
        .add_extension(
            x509.CertificatePolicies([x509.PolicyInformation(x509.ObjectIdentifier(policy), None)]),
            critical=False,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key),  # type: ignore[arg-type]
            critical=False,
        )
        .sign(authority.key, hashes.SHA256())
    )
    return certificate, key


def _authority_certificate(
    subject: x509.Name,
    issuer: x509.Name,
    key: rsa.RSAPrivateKey,
    issuer_key: rsa.RSAPrivateKey,
    *,
    path_length: int,
) -> x509.Certificate:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOT_BEFORE - _AUTHORITY_LIFE)
        .not_valid_after(NOT_AFTER + _AUTHORITY_LIFE)
        .add_extension(x509.BasicConstraints(ca=True, path_length=path_length), critical=True)
        .add_extension(
            _usage(digital_signature=False, key_cert_sign=True, crl_sign=True), critical=True
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()),
            critical=False,
        )
        .sign(issuer_key, hashes.SHA256())
    )


def _usage(
    *,
    digital_signature: bool = True,
    content_commitment: bool = False,
    key_encipherment: bool = False,
    key_cert_sign: bool = False,
    crl_sign: bool = False,
) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=digital_signature,
        content_commitment=content_commitment,
        key_encipherment=key_encipherment,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=key_cert_sign,
        crl_sign=crl_sign,
        encipher_only=False,
        decipher_only=False,
    )


def _authority_name(common_name: str) -> x509.Name:
    return _name((NameOID.COMMON_NAME, common_name), (NameOID.COUNTRY_NAME, "KZ"))


def _person_name(holder: KeyHolder) -> x509.Name:
    """CN, SN, serialNumber, C, then O and OU for an organisation, then GN: the order of НУЦ."""
    parts = [
        (NameOID.COMMON_NAME, holder.common_name),
        (NameOID.SURNAME, holder.surname.upper()),
        (NameOID.SERIAL_NUMBER, f"IIN{holder.iin}"),
        (NameOID.COUNTRY_NAME, "KZ"),
    ]
    if holder.bin:
        parts.append((NameOID.ORGANIZATION_NAME, holder.organisation))
        parts.append((NameOID.ORGANIZATIONAL_UNIT_NAME, f"BIN{holder.bin}"))
    if holder.patronymic:
        parts.append((NameOID.GIVEN_NAME, holder.patronymic.upper()))
    return _name(*parts)


def _name(*parts: tuple[x509.ObjectIdentifier, str]) -> x509.Name:
    return x509.Name([x509.NameAttribute(oid, _fitting(oid, value)) for oid, value in parts])


def _fitting(oid: x509.ObjectIdentifier, value: str) -> str:
    """Cut to the 64 characters of X.520; of a common name the library counts UTF-8 bytes."""
    if oid != NameOID.COMMON_NAME:
        return value[:_LONGEST_NAME]
    return value.encode()[:_LONGEST_NAME].decode(errors="ignore")
