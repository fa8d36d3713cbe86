"""The algorithm: first shift for everyone, then the remainder (``docs/rules/distribution.md``).

Source: joint order No. 251 of 06.11.2025 as told by the process slide: the first shift is financed
for everyone, the remainder in proportion to the contingent. The caps and roundings are an
assumption of this system, fixed under the name ``ortabilim-2``.
"""

from budget.distribution.case import Case, SchoolNeed, Variant
from budget.distribution.protocol import Protocol, Reason, Share


def distribute(case: Case) -> Protocol:
    """Share the budget of a case among its schools, to the tiyn.

    Σ shares + left = budget; no share exceeds its need; nobody's second shift gets a tiyn before
    every first shift is covered; more budget lowers no school by more than one tiyn.
    """
    need_first = {school.id: school.need_first_tiyn for school in case.schools}
    need_second = {school.id: school.need_second_tiyn for school in case.schools}
    if case.budget_tiyn <= sum(need_first.values()):
        # Covers a budget of 0 too: the weights may then all be zero, and so are the shares.
        first = _in_proportion(case.budget_tiyn, need_first)
        second = dict.fromkeys(need_second, 0)
        left = 0
    else:
        first = need_first
        remainder = case.budget_tiyn - sum(need_first.values())
        left = max(0, remainder - sum(need_second.values()))
        if remainder >= sum(need_second.values()):
            second = need_second
        elif case.variant is Variant.N:
            second = _in_proportion(remainder, need_second)
        else:
            weights = {school.id: school.fundable_pupils for school in case.schools}
            second = _fill_by_weight(remainder, weights, need_second)
    return Protocol(
        case=case,
        shares=tuple(
            _share(school, first[school.id], second[school.id]) for school in case.schools
        ),
        left_tiyn=left,
    )


def _fill_by_weight(total: int, weights: dict[str, int], needs: dict[str, int]) -> dict[str, int]:
    """Share `total` by weight; whoever reaches its need leaves with it and the rest share again.

    `total` is smaller than the sum of the needs, so somebody always stays.
    """
    given = dict.fromkeys(needs, 0)
    sharing = {school: weights[school] for school, need in needs.items() if need > 0}
    while True:
        all_weight = sum(sharing.values())
        # share ≥ need, kept in integers: total·w / Σw ≥ need
        reached = [
            school
            for school, weight in sharing.items()
            if total * weight >= needs[school] * all_weight
        ]
        if not reached:
            return given | _in_proportion(total, sharing)
        for school in reached:
            given[school] = needs[school]
            total -= needs[school]
            del sharing[school]


def _in_proportion(total: int, weights: dict[str, int]) -> dict[str, int]:
    """Split `total` by weight with the largest remainder, ties by school id ascending as text."""
    all_weight = sum(weights.values())
    if all_weight == 0:
        return dict.fromkeys(weights, 0)
    shares = {school: total * weight // all_weight for school, weight in weights.items()}
    missing = total - sum(shares.values())
    by_fraction = sorted(
        weights, key=lambda school: (-(total * weights[school] % all_weight), school)
    )
    for school in by_fraction[:missing]:
        shares[school] += 1
    return shares


def _share(school: SchoolNeed, first: int, second: int) -> Share:
    return Share(
        id=school.id,
        need_first_tiyn=school.need_first_tiyn,
        need_second_tiyn=school.need_second_tiyn,
        first_tiyn=first,
        second_tiyn=second,
        unfunded_pupils=school.unfunded_pupils,
        reason=_reason(school, first, second),
    )


def _reason(school: SchoolNeed, first: int, second: int) -> Reason:
    if school.contingent == 0:
        return Reason.NO_PUPILS
    if school.fundable_places == 0:
        return Reason.NO_PLACES
    if first < school.need_first_tiyn:
        return Reason.PARTIAL_FIRST
    if second == school.need_second_tiyn:
        return Reason.FULL
    return Reason.PARTIAL_SECOND if second > 0 else Reason.FIRST_ONLY
