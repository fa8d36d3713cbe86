"""Two states of a month: every pupil in one group, the groups' sums make the whole difference."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from lms_api.months.comparison import Kind, Said, compare

DAY = dt.date(2025, 10, 15)


def said(**changes):
    return Said(
        **{"grade": 5, "study_type": "general", "enrolled_on": None, "left_on": None,
           "state": "accepted", "reason": "", "amount_tiyn": 100} | changes
    )  # fmt: skip


def kinds(before, after):
    return {one.person_id: one.kind for one in compare(before, after).changes}


def test_each_fate_has_its_group():
    before = {
        1: said(), 2: said(), 3: said(left_on=DAY), 4: said(), 5: said(), 6: said(), 7: said(),
        8: said(), 9: said(),
    }  # fmt: skip
    after = {
        1: said(), 2: said(left_on=DAY), 4: said(study_type="home"), 5: said(grade=6),
        6: said(state="held", reason="claimed_elsewhere", amount_tiyn=0),
        7: said(enrolled_on=DAY), 8: said(amount_tiyn=101), 10: said(),
    }  # fmt: skip
    assert kinds(before, after) == {
        2: Kind.LEFT, 3: Kind.LEFT, 4: Kind.STUDY_TYPE, 5: Kind.GRADE, 6: Kind.REASON,
        7: Kind.DATES, 8: Kind.SUM, 9: Kind.VANISHED, 10: Kind.ADDED,
    }  # fmt: skip


def test_who_is_the_same_is_not_shown():
    assert compare({1: said()}, {1: said()}).changes == []


def test_was_and_is_are_counted_with_their_sums():
    found = compare({1: said(), 2: said()}, {1: said()})
    assert (found.before_count, found.after_count, found.effect_count) == (2, 1, -1)
    assert (found.before_tiyn, found.after_tiyn, found.effect_tiyn) == (200, 100, -100)


month = st.dictionaries(
    st.integers(1, 12),
    st.builds(
        said,
        grade=st.integers(1, 3),
        study_type=st.sampled_from(["general", "home"]),
        left_on=st.sampled_from([None, DAY]),
        state=st.sampled_from(["accepted", "held"]),
        amount_tiyn=st.integers(0, 5),
    ),
)


@given(month, month)
def test_the_effects_of_the_groups_are_the_whole_difference(before, after):
    found = compare(before, after)
    assert sum(found.effect_of(kind) for kind in Kind) == found.effect_tiyn
    people = [one.person_id for one in found.changes]
    assert len(people) == len(set(people))
