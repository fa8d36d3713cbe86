"""Signatures of the test PKI are believed here."""

from collections.abc import Iterator

import pytest

from contracts.models import Contract
from tests.factories.cast import Cast, cast
from tests.factories.contracts import active_contract, trusted_keys


@pytest.fixture(autouse=True)
def _keys() -> Iterator[None]:
    with trusted_keys():
        yield


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


@pytest.fixture
def contract(people: Cast) -> Contract:
    """A contract for 100 pupils in force."""
    return active_contract(people)
