"""Places by design, permit and shifts."""

import pytest

from schools.calculations import places


@pytest.mark.parametrize(
    ("design", "permit", "shifts", "all_shifts", "first", "total"),
    [
        (482, 442, 1, True, 442, 442),
        (482, 442, 2, True, 442, 442),
        (482, 442, 2, False, 442, 884),
        (300, 600, 2, True, 300, 600),
        (300, 500, 2, True, 300, 500),
        (300, 900, 2, True, 300, 600),
        (60, 60, 1, True, 60, 60),
        (0, 100, 1, True, 0, 0),
    ],
)
def test_places_follow_the_smaller_of_design_and_permit(
    design, permit, shifts, all_shifts, first, total
):
    found = places(design=design, permit=permit, shifts=shifts, permit_covers_all_shifts=all_shifts)
    assert (found.first_shift, found.total) == (first, total)


def test_pupils_above_all_places_are_never_funded():
    assert places(design=482, permit=442, shifts=1).unfunded(793) == 351


@pytest.mark.parametrize(("design", "permit", "shifts"), [(-1, 1, 1), (1, -1, 1), (1, 1, 0)])
def test_impossible_counts_are_refused(design, permit, shifts):
    with pytest.raises(ValueError, match="counts"):
        places(design=design, permit=permit, shifts=shifts)
