"""The folder of demo keys: who has one, made once, read by the emulator. No Django.

``<slug>.p12`` · ``README`` (the password) · ``roots.pem`` · ``crl.pem`` · ``shep-*.pem`` ·
``authority/`` (the test authorities, so that a later person gets a key under the same root).
"""

import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12

from signing.test_pki import authority as issuing
from signing.test_pki.authority import Authority
from signing.test_pki.people import KeyHolder

_PASSWORD_LINE = "password: "
_PEM = serialization.Encoding.PEM
_README = """\
Demo keys of OrtaBilim. They open nothing outside this demo:
the root is made here and trusted only here.
Every *.p12 opens with the same password.

{line}{password}
"""


@dataclass(frozen=True)
class StoredKey:
    slug: str
    certificate: x509.Certificate
    key: rsa.RSAPrivateKey


def make_keys(folder: Path, holders: Iterable[KeyHolder]) -> list[str]:
    """Fill the folder with what is missing; return the slugs that got a new key.

    What exists is kept, so a second call changes nothing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    password = _password(folder, create=True)
    issuer = _authorities(folder)
    made = []
    for holder in holders:
        path = folder / f"{holder.slug}.p12"
        if path.exists():
            continue
        certificate, key = issuing.issue_signing_key(issuer, holder)
        _write(path, _pack(holder, certificate, key, password), private=True)
        made.append(holder.slug)
    return made


def make_system_keys(folder: Path, systems: Iterable[tuple[str, str, str, str]]) -> None:
    """Make ``<slug>.pem`` (key and certificate) for (slug, name, organisation, BIN)."""
    issuer = _authorities(folder)
    for slug, name, organisation, bin_number in systems:
        path = folder / f"{slug}.pem"
        if path.exists():
            continue
        certificate, key = issuing.issue_system_key(
            issuer, common_name=name, organisation=organisation, bin_number=bin_number
        )
        _write(path, _key_pem(key) + certificate.public_bytes(_PEM), private=True)


def load_key(folder: Path, slug: str) -> StoredKey:
    """Return a stored key with its certificate.

    :raises FileNotFoundError: nobody of that slug has one
    """
    packed = (folder / f"{slug}.p12").read_bytes()
    key, certificate, _ = pkcs12.load_key_and_certificates(packed, _password(folder).encode())
    if not isinstance(key, rsa.RSAPrivateKey) or certificate is None:
        raise ValueError(f"{slug}.p12 holds no RSA key with a certificate")
    return StoredKey(slug, certificate, key)


def stored_slugs(folder: Path) -> list[str]:
    """Return who has a key, in the order of slugs."""
    return sorted(path.stem for path in folder.glob("*.p12"))


def _password(folder: Path, *, create: bool = False) -> str:
    readme = folder / "README"
    if create and not readme.exists():
        password = secrets.token_urlsafe(9)
        _write(readme, _README.format(line=_PASSWORD_LINE, password=password).encode())
    for line in readme.read_text(encoding="utf-8").splitlines():
        if line.startswith(_PASSWORD_LINE):
            return line.removeprefix(_PASSWORD_LINE).strip()
    raise ValueError(f"{readme} names no password")


def _authorities(folder: Path) -> Authority:
    """Return the authority that issues to people; root, roots.pem and crl.pem are made once."""
    private = folder / "authority"
    if not (private / "issuer.pem").exists():
        private.mkdir(mode=0o700, exist_ok=True)
        root = issuing.make_root()
        issuer = issuing.make_subordinate(root)
        certificates = [each.certificate.public_bytes(_PEM) for each in (root, issuer)]
        lists = [each.revocation_list().public_bytes(_PEM) for each in (root, issuer)]
        _write(folder / "roots.pem", b"".join(certificates))
        _write(folder / "crl.pem", b"".join(lists))
        _write(private / "root.pem", _key_pem(root.key) + certificates[0], private=True)
        # Written last: its presence says that everything above is complete.
        _write(private / "issuer.pem", _key_pem(issuer.key) + certificates[1], private=True)
    pem = (private / "issuer.pem").read_bytes()
    key = serialization.load_pem_private_key(pem, None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError("authority/issuer.pem holds no RSA key")
    return Authority(x509.load_pem_x509_certificate(pem), key)


def _pack(
    holder: KeyHolder, certificate: x509.Certificate, key: rsa.RSAPrivateKey, password: str
) -> bytes:
    return pkcs12.serialize_key_and_certificates(
        holder.slug.encode(),
        key,
        certificate,
        None,
        serialization.BestAvailableEncryption(password.encode()),
    )


def _key_pem(key: rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(_PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


def _write(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write through a temporary name, so that a killed process leaves no half of a key."""
    partial = path.with_name(f".{path.name}.part")
    descriptor = os.open(
        partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600 if private else 0o644
    )
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
    partial.replace(path)
