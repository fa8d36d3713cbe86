"""A page of an act that is being formed anew never breaks."""

import pytest

from acts.selectors.differences import Difference
from acts.views.lines import show_differences

pytestmark = pytest.mark.django_db


def test_a_line_that_went_away_between_two_questions_is_left_out() -> None:
    gone = Difference(
        person_id=1, line_id=987_654_321, before_id=None, change="arrived", effect_tiyn=0
    )
    assert show_differences([gone]) == []
