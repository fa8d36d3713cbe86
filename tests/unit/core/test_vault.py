"""What is sealed opens only where it was sealed; what is looked for is found without reading."""

import hmac

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import vault
from core.vault import VaultSealBroken, blind_index, blind_indexes, seal, unseal

AAD = "person.iin|1|row"


@given(st.text(max_size=60))
@settings(deadline=None)
def test_what_is_sealed_opens(text: str) -> None:
    assert unseal(seal(text, aad=AAD), aad=AAD) == text


def test_the_same_text_is_never_sealed_the_same_way() -> None:
    assert seal("850101300005", aad=AAD) != seal("850101300005", aad=AAD)


def test_a_value_moved_to_another_row_does_not_open() -> None:
    with pytest.raises(VaultSealBroken):
        unseal(seal("850101300005", aad=AAD), aad="person.iin|1|another")


@pytest.mark.parametrize("place", [0, 1, 13, 29, -1])
def test_one_changed_byte_anywhere_breaks_the_seal(place: int) -> None:
    blob = bytearray(seal("850101300005", aad=AAD))
    blob[place] ^= 1
    with pytest.raises(VaultSealBroken):
        unseal(bytes(blob), aad=AAD)


@pytest.mark.parametrize("blob", [b"", b"\x01", b"\x01" + b"\0" * 20])
def test_a_stub_does_not_open(blob: bytes) -> None:
    with pytest.raises(VaultSealBroken):
        unseal(blob, aad=AAD)


def test_the_blind_index_is_steady_and_says_nothing() -> None:
    index = blind_index("850101300005")
    assert index == blind_index("850101300005") != blind_index("850101300006")
    assert len(index) == 32
    assert b"850101" not in index


def test_the_text_is_not_inside_the_sealed_value() -> None:
    assert b"850101300005" not in seal("850101300005", aad=AAD)


@given(st.lists(st.text(max_size=40), max_size=5))
def test_the_blind_index_is_hmac_sha256(texts: list[str]) -> None:
    key = vault._loaded().index
    expected = [hmac.digest(key, text.encode(), "sha256") for text in texts]
    assert blind_indexes(texts) == expected


@pytest.mark.parametrize("length", [1, 63, 64, 65, 200])
def test_a_key_of_any_length_gives_hmac_sha256(length: int) -> None:
    key = bytes(range(length))
    inner, outer = (half.copy() for half in vault._keyed(key))
    inner.update(b"850101300005")
    outer.update(inner.digest())
    assert outer.digest() == hmac.digest(key, b"850101300005", "sha256")
