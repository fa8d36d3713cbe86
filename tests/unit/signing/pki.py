"""A small test PKI: one authority, a director, and ways to sign badly."""

from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa

from signing.test_pki import authority as issuing
from signing.test_pki.cms import as_asn1, sign_cms, signed_attributes, signed_data, signer_info
from signing.test_pki.people import KeyHolder, Profile
from signing.trust import TrustStore

AIGERIM = KeyHolder(
    slug="school-head",
    name="Сапарова Айгерим Кайратовна",
    iin="901203300562",
    bin="180240001238",
    organisation="ТОО «Школа-лицей Достық»",
    profile=Profile.FIRST_HEAD,
)
MOMENT = datetime(2025, 11, 14, 10, 0, tzinfo=UTC)
CONTENT = b'{"format":"ortabilim-document-1","kind":"act"}'


@dataclass(frozen=True)
class Pki:
    root: issuing.Authority
    issuer: issuing.Authority
    certificate: x509.Certificate
    key: rsa.RSAPrivateKey
    """One key pair serves every certificate here: making keys is the slow part."""

    def trust(self, *revoked: tuple[int, datetime]) -> TrustStore:
        return TrustStore(
            [self.root.certificate, self.issuer.certificate],
            [self.root.revocation_list(), self.issuer.revocation_list(revoked)],
        )

    def certify(self, holder: KeyHolder = AIGERIM, **options: object) -> x509.Certificate:
        certificate, _ = issuing.issue_signing_key(self.issuer, holder, key=self.key, **options)
        return certificate

    def sign(self, content: bytes = CONTENT, **options: object) -> bytes:
        options.setdefault("certificate", self.certificate)
        options.setdefault("key", self.key)
        return sign_cms(content, **options)

    def assemble(
        self,
        *,
        content: bytes = CONTENT,
        digest_name: str = "sha256",
        attributes: object = "usual",
        over: bytes | None = None,
        signers: int = 1,
        certificates: int = 1,
        **options: object,
    ) -> bytes:
        """Return a CMS whose parts can each be wrong."""
        leaf = as_asn1(self.certificate)
        if attributes == "usual":
            attributes = signed_attributes(content, digest_name=digest_name)
        signer = signer_info(leaf, attributes, self.key, digest_name=digest_name, over=over)
        return signed_data([signer] * signers, [leaf] * certificates, **options)


def make_pki() -> Pki:
    root = issuing.make_root()
    issuer = issuing.make_subordinate(root)
    certificate, key = issuing.issue_signing_key(issuer, AIGERIM)
    return Pki(root, issuer, certificate, key)
