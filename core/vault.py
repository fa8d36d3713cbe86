"""Sealed personal data: AES-256-GCM for what must be read back, HMAC-SHA-256 for what is found.

A sealed value is ``key version (1 byte) | nonce (12) | tag (16) | ciphertext``. The caller names
what it seals (``aad``), so a value copied to another column or row does not open.
"""

import base64
import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_NONCE, _TAG, _BLOCK = 12, 16, 64


class VaultSealBroken(ValueError):
    """The value was changed, belongs elsewhere, or was sealed with a key we do not hold."""


@dataclass(frozen=True)
class _Keys:
    current: int
    data: dict[int, bytes]
    index: bytes


@cache
def _keys(path: str) -> _Keys:
    try:
        book = json.loads(Path(path).read_text())
    except OSError as problem:
        raise ImproperlyConfigured(f"VAULT_KEYS_FILE is not readable: {problem}") from problem
    data = {int(version): base64.b64decode(pair["data"]) for version, pair in book["keys"].items()}
    first = min(data)
    return _Keys(int(book["current"]), data, base64.b64decode(book["keys"][str(first)]["index"]))


def _loaded() -> _Keys:
    if not settings.VAULT_KEYS_FILE:
        raise ImproperlyConfigured("VAULT_KEYS_FILE is not set")
    return _keys(str(settings.VAULT_KEYS_FILE))


def seal(text: str, *, aad: str) -> bytes:
    """Encrypt ``text`` with the current key; ``aad`` names the column and the row."""
    keys = _loaded()
    nonce = os.urandom(_NONCE)
    sealed = _cipher(keys.data[keys.current]).encrypt(
        nonce, text.encode(), f"{aad}|{keys.current}".encode()
    )
    return bytes([keys.current]) + nonce + sealed[-_TAG:] + sealed[:-_TAG]


def unseal(blob: bytes | memoryview, *, aad: str) -> str:
    """Decrypt what :func:`seal` made.

    :raises VaultSealBroken: wrong ``aad``, changed bytes or an unknown key version
    """
    raw = bytes(blob)
    keys = _loaded()
    version = raw[0] if raw else 0
    if version not in keys.data or len(raw) < 1 + _NONCE + _TAG:
        raise VaultSealBroken("unknown key version")
    nonce, tag = raw[1 : 1 + _NONCE], raw[1 + _NONCE : 1 + _NONCE + _TAG]
    try:
        return (
            _cipher(keys.data[version])
            .decrypt(nonce, raw[1 + _NONCE + _TAG :] + tag, f"{aad}|{version}".encode())
            .decode()
        )
    except (InvalidTag, ValueError) as problem:
        raise VaultSealBroken("sealed value does not open") from problem


@cache
def _cipher(key: bytes) -> AESGCM:
    """The cipher of a key: its schedule is made once."""
    return AESGCM(key)


def blind_index(text: str) -> bytes:
    """A keyed hash of 32 bytes by which an identifier is found without being readable."""
    return blind_indexes([text])[0]


def blind_indexes(texts: Iterable[str]) -> list[bytes]:
    """The same of many, in their order.

    HMAC-SHA-256 written out: both inner states of the key are made once and copied, which takes a
    third of the time of asking the library for each.
    """
    inner, outer = (state.copy for state in _states(_loaded().index))
    found = []
    for text in texts:
        first, second = inner(), outer()
        first.update(text.encode())
        second.update(first.digest())
        found.append(second.digest())
    return found


@cache
def _states(key: bytes) -> tuple["hashlib._Hash", "hashlib._Hash"]:
    """SHA-256 after the key of the inner and of the outer pass (RFC 2104)."""
    if len(key) > _BLOCK:
        key = hashlib.sha256(key).digest()
    padded = key.ljust(_BLOCK, b"\0")
    return (
        hashlib.sha256(bytes(one ^ 0x36 for one in padded)),
        hashlib.sha256(bytes(one ^ 0x5C for one in padded)),
    )
