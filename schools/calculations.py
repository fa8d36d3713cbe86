"""Places of a school from its design capacity and sanitary permit. Nothing imports Django."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Places:
    """What the distribution takes: ``first_shift`` is P, ``total`` is Q, never below P."""

    first_shift: int
    total: int

    def unfunded(self, pupils: int) -> int:
        """Pupils above all permitted places: never funded."""
        return max(0, pupils - self.total)


def places(
    *, design: int, permit: int, shifts: int, permit_covers_all_shifts: bool = True
) -> Places:
    """P and Q of ``contracts.md`` §6.

    P is the smaller of design capacity and sanitary permit of one shift. Q counts all permitted
    shifts; where the permit covers all shifts together (default), it bounds Q as well:
    482 design / 442 permit → P = Q = 442, whatever the number of shifts.

    :raises ValueError: a negative number or no shift
    """
    if min(design, permit) < 0 or shifts < 1:
        raise ValueError("places and shifts are counts")
    first = min(design, permit)
    total = min(design * shifts, permit) if permit_covers_all_shifts else first * shifts
    return Places(first_shift=first, total=max(first, total))
