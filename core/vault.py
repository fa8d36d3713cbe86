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

from Crypto.Cipher import AES
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_NONCE, _TAG = 12, 16
_BLOCK = 64
"""Bytes that SHA-256 takes at once."""


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
    cipher = AES.new(keys.data[keys.current], AES.MODE_GCM, nonce=nonce, mac_len=_TAG)
    cipher.update(f"{aad}|{keys.current}".encode())
    ciphertext, tag = cipher.encrypt_and_digest(text.encode())
    return bytes([keys.current]) + nonce + tag + ciphertext


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
    cipher = AES.new(keys.data[version], AES.MODE_GCM, nonce=nonce, mac_len=_TAG)
    cipher.update(f"{aad}|{version}".encode())
    try:
        return cipher.decrypt_and_verify(raw[1 + _NONCE + _TAG :], tag).decode()
    except ValueError as problem:
        raise VaultSealBroken("sealed value does not open") from problem


def blind_index(text: str) -> bytes:
    """A keyed hash of 32 bytes by which an identifier is found without being readable."""
    return blind_indexes([text])[0]


def blind_indexes(texts: Iterable[str]) -> list[bytes]:
    """The same of many, in their order.

    The two hashes of RFC 2104 with the key already in them are set up once and copied: the object
    of ``hmac`` would do the same in Python, in twice the time.
    """
    inner, outer = _keyed(_loaded().index)
    found = []
    for text in texts:
        one, two = inner.copy(), outer.copy()
        one.update(text.encode())
        two.update(one.digest())
        found.append(two.digest())
    return found


@cache
def _keyed(key: bytes) -> tuple["hashlib._Hash", "hashlib._Hash"]:
    block = (hashlib.sha256(key).digest() if len(key) > _BLOCK else key).ljust(_BLOCK, b"\0")
    return (
        hashlib.sha256(bytes(byte ^ 0x36 for byte in block)),
        hashlib.sha256(bytes(byte ^ 0x5C for byte in block)),
    )
