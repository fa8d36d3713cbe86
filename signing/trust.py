"""Which issuers are believed and which certificates they took back. No Django settings here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes

from signing.verdicts import Invalid, Undecided

ALLOWED_HASHES = (hashes.SHA256, hashes.SHA384, hashes.SHA512)
LONGEST_CHAIN = 4


@dataclass(frozen=True)
class TrustStore:
    """Certificates of the authorities (roots and their subordinates) and their revocation lists."""

    authorities: Sequence[x509.Certificate]
    revocation_lists: Sequence[x509.CertificateRevocationList] = ()

    @classmethod
    def from_pem(
        cls, *, authorities: bytes, revocation_lists: Iterable[bytes] = ()
    ) -> "TrustStore":
        """Read PEM bundles.

        :raises ValueError: a bundle holds nothing readable
        """
        lists = [
            x509.load_pem_x509_crl(_CRL_BEGIN + part)
            for bundle in revocation_lists
            for part in bundle.split(_CRL_BEGIN)[1:]
        ]
        return cls(x509.load_pem_x509_certificates(authorities), lists)

    def chain_of(self, certificate: x509.Certificate, *, at: datetime) -> list[x509.Certificate]:
        """Return the authorities above a certificate, the nearest first, the root last.

        Every link is checked: issuer name, signature, the right to issue, validity at that moment.

        :raises Invalid: unknown_issuer, bad_chain or algorithm_not_allowed
        """
        chain: list[x509.Certificate] = []
        current = certificate
        while not chain or current.issuer != current.subject:
            if len(chain) >= LONGEST_CHAIN:
                raise Invalid("bad_chain")
            current = self._issuer_of(current, depth=len(chain), at=at)
            chain.append(current)
        return chain

    def revoked_on(
        self, certificate: x509.Certificate, *, issuer: x509.Certificate, at: datetime
    ) -> datetime | None:
        """Return when the certificate was taken back, or None when it never was.

        :raises Undecided: no list of this issuer is genuine and fresh enough for that moment
        """
        lists = [crl for crl in self.revocation_lists if _is_list_of(crl, issuer, at=at)]
        if not lists:
            raise Undecided("revocation_unknown")
        newest = max(lists, key=lambda crl: crl.last_update_utc)
        entry = newest.get_revoked_certificate_by_serial_number(certificate.serial_number)
        return entry.revocation_date_utc if entry else None

    def _issuer_of(
        self, certificate: x509.Certificate, *, depth: int, at: datetime
    ) -> x509.Certificate:
        named = [each for each in self.authorities if each.subject == certificate.issuer]
        if not named:
            raise Invalid("unknown_issuer")
        if not isinstance(certificate.signature_hash_algorithm, ALLOWED_HASHES):
            raise Invalid("algorithm_not_allowed")
        for issuer in named:
            if _has_issued(issuer, certificate) and _may_issue(issuer, depth=depth, at=at):
                return issuer
        raise Invalid("bad_chain")


@lru_cache(maxsize=4)
def _load(paths: tuple[tuple[str, int], ...], lists: tuple[tuple[str, int], ...]) -> TrustStore:
    return TrustStore.from_pem(
        authorities=b"".join(Path(path).read_bytes() for path, _ in paths),
        revocation_lists=[Path(path).read_bytes() for path, _ in lists],
    )


def load_trust_store(*, roots: Path, revocation_lists: Iterable[Path] = ()) -> TrustStore:
    """Return the store kept in files; read again only when a file has changed.

    :raises FileNotFoundError: there is no file of roots
    """
    lists = [path for path in revocation_lists if path.is_file()]
    return _load(_stamped([roots]), _stamped(lists))


def _stamped(paths: Iterable[Path]) -> tuple[tuple[str, int], ...]:
    return tuple((str(path), path.stat().st_mtime_ns) for path in paths)


_CRL_BEGIN = b"-----BEGIN X509 CRL-----"


def _has_issued(issuer: x509.Certificate, certificate: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError):
        return False
    return True


def _may_issue(issuer: x509.Certificate, *, depth: int, at: datetime) -> bool:
    if not issuer.not_valid_before_utc <= at <= issuer.not_valid_after_utc:
        return False
    try:
        constraints = issuer.extensions.get_extension_for_class(x509.BasicConstraints).value
        usage = issuer.extensions.get_extension_for_class(x509.KeyUsage).value
    except (x509.ExtensionNotFound, ValueError):
        return False
    if not constraints.ca or not usage.key_cert_sign:
        return False
    return constraints.path_length is None or depth <= constraints.path_length


def _is_list_of(
    crl: x509.CertificateRevocationList, issuer: x509.Certificate, *, at: datetime
) -> bool:
    """Tell whether the list is the issuer's own and had not run out at that moment."""
    if crl.issuer != issuer.subject or not isinstance(crl.signature_hash_algorithm, ALLOWED_HASHES):
        return False
    if crl.next_update_utc is None or crl.next_update_utc < at:
        return False
    try:
        return bool(crl.is_signature_valid(issuer.public_key()))  # type: ignore[arg-type]
    except (UnsupportedAlgorithm, TypeError, ValueError):
        return False
