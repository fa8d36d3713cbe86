"""Which schools the demo has at each scale: how many pupils, how many places, what is special.

Deterministic: the same scale (or the same schools, pupils and seed) gives the same plans.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from core.money import half_up, split_by_weights
from portal.demo.chance import mixed
from portal.demo.figures import (
    COUNTRY_PUPILS,
    COUNTRY_SCHOOLS,
    REGIONS,
    VENDORS,
    Locality,
    RegionFigures,
    region_figures,
)
from portal.demo.shapes import COUNTRY_OVER_TWICE, KNOWN_SHAPES, KnownShape, Shape

# Room for school numbers of one region inside the reserved range of BINs.
SCHOOLS_OF_A_REGION = 500
SMALL_SCHOOLS = {"79": 8, "61": 4, "19": 3}
TOUR_REGION = "79"
CITIES = frozenset({"71", "75", "79"})
# Private schools are many small ones and a few large; weights of sizes, drawn with equal chance.
SIZE_WEIGHTS = (1, 2, 2, 3, 3, 4, 4, 5, 7, 11)


class Scale(StrEnum):
    """The values of `DEMO_SCALE`."""

    SMALL = "small"
    REGION = "region"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class SchoolPlan:
    """One school to be made.

    `serial` is unique in the country and the key of its name, BIN, account and school id;
    `first_pupil` is the national number of its first pupil (see `portal.demo.people`);
    `sanitary_permit` covers all shifts, so a school of two shifts has a permit above its design.
    """

    region_code: str
    number: int
    serial: int
    first_pupil: int
    pupils: int
    design_capacity: int
    sanitary_permit: int
    shifts: int
    locality: Locality
    vendor: str
    shape: Shape

    @property
    def key(self) -> str:
        """Stable short key: region and number in it, «79-003»."""
        return f"{self.region_code}-{self.number:03}"


def school_plans(scale: Scale | str) -> tuple[SchoolPlan, ...]:
    """List the schools of a scale, by region code and number.

    :raises ValueError: an unknown scale
    """
    match Scale(scale):
        case Scale.SMALL:
            drafts: list[SchoolPlan] = []
            for code in sorted(SMALL_SCHOOLS):
                drafts += _region_drafts(region_figures(code), SMALL_SCHOOLS[code], None, seed=0)
            return _numbered(drafts)
        case Scale.REGION:
            shymkent = region_figures(TOUR_REGION)
            return _numbered(
                _region_drafts(shymkent, shymkent.schools.value, shymkent.pupils.value, seed=0)
            )
    return country_plans(schools=COUNTRY_SCHOOLS, pupils=COUNTRY_PUPILS, seed=0)


def seeded_plans(scale: Scale | str) -> tuple[SchoolPlan, ...]:
    """List the schools that the demo seeds at a scale.

    The full region brings the few neighbours of the small scale along, numbered behind it, so
    that everybody of the cast has work at every scale.
    """
    plans = school_plans(scale)
    if Scale(scale) is not Scale.REGION:
        return plans
    taken = sum(plan.pupils for plan in plans)
    neighbours = [plan for plan in school_plans(Scale.SMALL) if plan.region_code != TOUR_REGION]
    return plans + _numbered(neighbours, first=taken)


def region_in_miniature(*, pupils: int) -> tuple[SchoolPlan, ...]:
    """Plan all schools of the full region and its neighbours with few pupils, for tests."""
    shymkent = region_figures(TOUR_REGION)
    own = _numbered(_region_drafts(shymkent, shymkent.schools.value, pupils, seed=0))
    neighbours = [
        replace(plan, pupils=min(plan.pupils, 40))
        for plan in school_plans(Scale.SMALL)
        if plan.region_code != TOUR_REGION
    ]
    return own + _numbered(neighbours, first=pupils)


def country_in_miniature(*, pupils: int) -> tuple[SchoolPlan, ...]:
    """Plan the full region in miniature and ten small schools in every other region, for tests."""
    drafts: list[SchoolPlan] = []
    for region in REGIONS:
        if region.code == TOUR_REGION:
            drafts += _region_drafts(region, region.schools.value, pupils, seed=0)
        else:
            drafts += _region_drafts(region, min(10, region.schools.value), None, seed=0)
    return _numbered([replace(draft, pupils=min(draft.pupils, 40)) for draft in drafts])


def plans_by_region(
    scale: Scale | str,
) -> tuple[tuple[RegionFigures, tuple[SchoolPlan, ...]], ...]:
    """Group the schools of a scale by region; regions without schools are left out."""
    return grouped_by_region(school_plans(scale))


def grouped_by_region(
    plans: Sequence[SchoolPlan],
) -> tuple[tuple[RegionFigures, tuple[SchoolPlan, ...]], ...]:
    """Group plans by region; regions without schools are left out."""
    grouped = (
        (region, tuple(plan for plan in plans if plan.region_code == region.code))
        for region in REGIONS
    )
    return tuple((region, own) for region, own in grouped if own)


def country_plans(*, schools: int, pupils: int, seed: int) -> tuple[SchoolPlan, ...]:
    """Plan a country of the given size, spread over the regions like the real one.

    The known shapes take part where the region has room for them, the 64 schools over twice their
    capacity in proportion to the number of schools.

    A country with more schools in a region than the stretch of numbers of a region numbers its
    schools from one on; the cast's own schools are not in it.

    :raises ValueError: fewer than five pupils a school, or more schools than the reserved range of
        BINs holds
    """
    if pupils < 5 * schools:
        raise ValueError("a demo school needs at least five pupils")
    counts = split_by_weights(schools, [region.schools.value for region in REGIONS])
    if schools >= SCHOOLS_OF_A_REGION * len(REGIONS):
        raise ValueError("more schools than the reserved range of BINs holds")
    # Pupils follow the schools that a region got, at the real size of its schools; thousandths,
    # so that the real number of schools gives the real number of pupils exactly.
    weights = [
        count * region.pupils.value * 1000 // region.schools.value
        for region, count in zip(REGIONS, counts, strict=True)
    ]
    heads = split_by_weights(pupils, weights)
    drafts: list[SchoolPlan] = []
    for region, count, head_count in zip(REGIONS, counts, heads, strict=True):
        drafts += _region_drafts(region, count, head_count, seed=seed)
    if max(counts) >= SCHOOLS_OF_A_REGION:
        drafts = [replace(draft, serial=serial) for serial, draft in enumerate(drafts, start=1)]
    return _numbered(_with_over_twice(drafts, COUNTRY_OVER_TWICE * schools // COUNTRY_SCHOOLS))


def planned_budget_tiyn(region: RegionFigures, plans: Sequence[SchoolPlan]) -> int:
    """Cut the region's budget (September–December 2025) down to the planned pupils, half-up."""
    planned = sum(plan.pupils for plan in plans if plan.region_code == region.code)
    return half_up(region.budget_tiyn.value * planned, region.pupils.value)


def _region_drafts(
    region: RegionFigures, count: int, pupils: int | None, *, seed: int
) -> list[SchoolPlan]:
    """Plan a region; without a number of pupils its ordinary schools are small (20–60)."""
    known = [shape for shape in KNOWN_SHAPES if shape.region_code == region.code]
    fixed = sum(shape.pupils or 0 for shape in known)
    unsized = sum(shape.pupils is None for shape in known)
    if count < len(known) or (pupils is not None and pupils < fixed * 3 // 2 + count - unsized):
        known, fixed = [], 0
    draws = [mixed(seed, int(region.code), number) for number in range(1, count + 1)]
    free = [number for number in range(count) if number >= len(known) or not known[number].pupils]
    if pupils is None:
        sizes = [20 + draws[number] % 41 for number in free]
    else:
        weights = [SIZE_WEIGHTS[draws[n] % 10] * (80 + draws[n] // 10 % 41) for n in free]
        sizes = [1 + part for part in split_by_weights(pupils - fixed - len(free), weights)]
    size_of = dict(zip(free, sizes, strict=True))
    return [
        _draft(
            region.code,
            number + 1,
            draws[number],
            size_of.get(number),
            known[number] if number < len(known) else None,
        )
        for number in range(count)
    ]


def _draft(
    code: str, number: int, draw: int, pupils: int | None, known: KnownShape | None
) -> SchoolPlan:
    size = pupils if pupils is not None else (known.pupils if known else None) or 0
    if known and known.design_capacity and known.sanitary_permit:
        design, permit = known.design_capacity, known.sanitary_permit
    else:
        design, permit = _places(size, draw, plain=known is not None)
    rural = code not in CITIES and draw // 1000 % 10 < 3
    position = next(place for place, region in enumerate(REGIONS) if region.code == code)
    return SchoolPlan(
        region_code=code,
        number=number,
        serial=position * SCHOOLS_OF_A_REGION + number,
        first_pupil=0,
        pupils=size,
        design_capacity=design,
        sanitary_permit=permit,
        shifts=2 if permit > design else 1,
        locality=Locality.RURAL if rural else Locality.URBAN,
        vendor=VENDORS[number % len(VENDORS)].slug,
        shape=known.shape if known else Shape.ORDINARY,
    )


def _places(pupils: int, draw: int, *, plain: bool) -> tuple[int, int]:
    """Choose design capacity and permit: with room, in two shifts, or a little too full."""
    chance = draw // 10_000 % 100
    if plain or chance < 50:
        design = _tens(pupils * 11 // 10)
        return design, design
    if chance < 85:
        design = _tens(pupils * 6 // 10)
        return design, design * 2
    design = _tens(pupils * 9 // 10)
    return design, _tens(design * 9 // 10)


def _tens(places: int) -> int:
    return max(20, -(-places // 10) * 10)


def _with_over_twice(drafts: list[SchoolPlan], wanted: int) -> list[SchoolPlan]:
    """Overfill as many large ordinary schools as the country is known to have (the known count)."""
    already = sum(draft.pupils > 2 * draft.design_capacity for draft in drafts)
    ordinary = [d for d in drafts if d.shape is Shape.ORDINARY and d.pupils > 100]
    ordinary.sort(key=lambda draft: mixed(draft.serial, draft.pupils))
    chosen = {draft.serial for draft in ordinary[: max(0, wanted - already)]}
    return [
        replace(
            draft,
            design_capacity=draft.pupils * 2 // 5,
            sanitary_permit=draft.pupils * 2 // 5,
            shifts=1,
            shape=Shape.OVER_TWICE,
        )
        if draft.serial in chosen
        else draft
        for draft in drafts
    ]


def _numbered(drafts: list[SchoolPlan], *, first: int = 0) -> tuple[SchoolPlan, ...]:
    """Give every school its own stretch of national pupil numbers."""
    plans = []
    for draft in drafts:
        plans.append(replace(draft, first_pupil=first))
        first += draft.pupils
    return tuple(plans)
