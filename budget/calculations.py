"""Arithmetic of norms and shares: integer tiyn, no Django, one rounding point each.

Source: methodology of per-capita financing (order 597); the months base, the split and the
rounding are this system's assumption (``docs/rules/norms.md``).
"""

from collections.abc import Iterable, Mapping, Sequence

from core.money import half_up, split_by_weights, split_evenly
from core.periods import Month

MONTHS_BASE = 12

PRESCHOOL, PRIMARY, BASIC, GENERAL = "preschool", "primary", "basic", "general"


def level_of_grade(grade: int) -> str:
    """The level by which norms differ: 0 preschool, 1–4 primary, 5–9 basic, 10–12 general.

    Preschool has no norm today, so grade 0 is unfunded until one is entered.

    :raises ValueError: a grade outside 0–12
    """
    if not 0 <= grade <= 12:
        raise ValueError(f"no such grade: {grade}")
    if grade == 0:
        return PRESCHOOL
    return PRIMARY if grade <= 4 else BASIC if grade <= 9 else GENERAL


def monthly_price(norm_tiyn: int, month: Month, *, months_base: int = MONTHS_BASE) -> int:
    """Price of one pupil in one calendar month, in tiyn.

    The annual norm is split over the months of the base by largest remainder, earliest months
    first: twelve prices of a year give the norm to the tiyn. A month beyond a shorter base
    costs nothing.

    :raises ValueError: a negative norm or a base outside 1–12
    """
    if not 1 <= months_base <= 12:
        raise ValueError("the months base is 1 to 12")
    if month.month > months_base:
        return 0
    return split_evenly(norm_tiyn, months_base)[month.month - 1]


def price_of_months(
    norm_tiyn: int, months: Iterable[Month], *, months_base: int = MONTHS_BASE
) -> int:
    """Price of one pupil for several months, in tiyn."""
    return sum(monthly_price(norm_tiyn, month, months_base=months_base) for month in months)


def need_of(pupils_by_norm: Mapping[int, int], months: Sequence[Month], *, months_base: int) -> int:
    """Σ norm of the applied pupils for the period, in tiyn; ``{annual norm in tiyn: pupils}``."""
    return sum(
        pupils * price_of_months(norm, months, months_base=months_base)
        for norm, pupils in pupils_by_norm.items()
    )


def unit_cost(need_tiyn: int, contingent: int) -> int:
    """u: average cost of one pupil for the period, half-up; nobody costs nothing."""
    return half_up(need_tiyn, contingent) if contingent else 0


def monthly_schedule(share_tiyn: int, months: Sequence[Month]) -> dict[Month, int]:
    """A share split over the months of service, spare tiyn to the earliest months."""
    return dict(zip(months, split_evenly(share_tiyn, len(months)), strict=True))


def spread_like(total_tiyn: int, weights: Mapping[Month, int]) -> dict[Month, int]:
    """A sum split over months in the shape of weights (evenly where all weights are zero)."""
    shape = list(weights.values())
    parts = (
        split_by_weights(total_tiyn, shape)
        if any(shape)
        else split_evenly(total_tiyn, len(shape))
        if shape
        else []
    )
    return dict(zip(weights, parts, strict=True))
