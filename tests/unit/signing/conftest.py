"""One test PKI for the whole session: making keys is the slow part."""

import pytest

from tests.unit.signing.pki import Pki, make_pki


@pytest.fixture(scope="session")
def pki() -> Pki:
    return make_pki()
