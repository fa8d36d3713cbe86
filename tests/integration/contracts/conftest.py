"""Signatures of the test PKI are believed here."""

from collections.abc import Iterator

import pytest

from tests.factories.cast import Cast, cast
from tests.factories.contracts import trusted_keys


@pytest.fixture(autouse=True)
def _keys() -> Iterator[None]:
    with trusted_keys():
        yield


@pytest.fixture
def people(db: None) -> Cast:
    return cast()
