"""Thousands of requests made out of the published description, with its bounds."""

import pytest

from tests.contract.lms_api.generated import bounded, described
from tests.contract.lms_api.worlds import World, personal_traces, world  # noqa: F401  # fixtures

pytestmark = pytest.mark.django_db
schema = described()


@schema.parametrize()
@bounded(600)
def test_every_answer_is_as_described(case, world: World):  # noqa: F811
    world.check(case)
