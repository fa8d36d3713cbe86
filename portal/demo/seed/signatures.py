"""Signatures of the demo's past: the cast's own keys, one shared key pair for everybody else.

A region has 137 heads of schools, of whom five can sign in. Making an RSA key for each takes
minutes and nobody would ever use it, so their certificates differ and their key pair is one.
"""

from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.conf import settings

from accounts.models import Membership
from core import clock
from portal.demo.cast import CAST, bin_of
from signing.models import Document
from signing.test_pki.authority import Authority, issue_signing_key, new_key
from signing.test_pki.cms import sign_cms
from signing.test_pki.keystore import StoredKey, load_key
from signing.test_pki.people import key_holders


def sign(document: Document, member: Membership) -> bytes:
    """A detached CMS over a document's bytes by that person, at the moment of the clock."""
    key = _key_of(str(settings.KEYS_DIR), member)
    return sign_cms(
        document.content, certificate=key.certificate, key=key.key, signing_time=clock.now()
    )


def _key_of(folder: str, member: Membership) -> StoredKey:
    slug = _cast_slug(member)
    if slug and (Path(folder) / f"{slug}.p12").exists():
        return _stored(folder, slug)
    return _issued(folder, member.pk)


@cache
def _stored(folder: str, slug: str) -> StoredKey:
    """Opening a PKCS #12 is slow on purpose: once a person is enough."""
    return load_key(Path(folder), slug)


@cache
def _issued(folder: str, membership_id: int) -> StoredKey:
    """A certificate for somebody outside the cast, over the shared key pair."""
    member = Membership.objects.select_related("user", "organisation").get(pk=membership_id)
    slug = member.user.username
    (holder,) = key_holders(
        [
            {
                "slug": slug,
                "name": member.user.full_name,
                "iin": member.user.reveal_iin(),
                "bin": member.organisation.bin,
                "organisation": member.organisation.name_ru,
                "role": member.role,
            }
        ]
    )
    certificate, key = issue_signing_key(_issuer(folder), holder, key=_shared_key())
    return StoredKey(slug, certificate, key)


@cache
def _shared_key() -> rsa.RSAPrivateKey:
    return new_key()


@cache
def _issuer(folder: str) -> Authority:
    """The demo's issuing authority, made by ``manage.py demo_keys``.

    :raises FileNotFoundError: that command has not run in this home
    """
    pem = (Path(folder) / "authority" / "issuer.pem").read_bytes()
    key = load_pem_private_key(pem, None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return Authority(x509.load_pem_x509_certificate(pem), key)


def _cast_slug(member: Membership) -> str:
    """The file of a post of the cast; empty for other people."""
    for identity in CAST:
        if identity.slug != member.user.username:
            continue
        for place, post in enumerate(identity.posts):
            if bin_of(post) == member.organisation.bin and post.role == member.role:
                return identity.slug if place == 0 else f"{identity.slug}-{place + 1}"
    return ""
