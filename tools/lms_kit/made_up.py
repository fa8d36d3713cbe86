"""Made-up pupils for tests: numbers that belong to nobody."""

from typing import Any


def synthetic_iin(serial: int) -> str:
    """A made-up number of a child born 12 May 2014 with a right check digit."""
    head = f"1405125{serial:04d}"
    for weights in (range(1, 12), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)):
        control = sum(int(d) * w for d, w in zip(head, weights, strict=True)) % 11
        if control < 10:
            return head + str(control)
    return synthetic_iin(serial + 1)


def row(serial: int, **changes: Any) -> dict[str, Any]:
    """A right row of a made-up pupil."""
    return {
        "iin": synthetic_iin(serial),
        "grade": 5,
        "birth_date": "2014-05-12",
        "study_type": "general",
        "row_id": f"kit-{serial}",
    } | changes
