"""An accepted register with two acts of one school owner."""

import pytest

from tests.factories.cast import cast
from tests.factories.payments import Paper, accepted_register


@pytest.fixture
def paper(db: None) -> Paper:
    return accepted_register(cast())
