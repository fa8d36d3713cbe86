"""The known shapes: cases from the news that the demo must show and the rules must catch.

Sizes that a source gives are the true ones; shapes without a size take an ordinary one.
"""

from dataclasses import dataclass
from enum import StrEnum

from portal.demo.figures import Mark


class Shape(StrEnum):
    """What is special about a school of the demo."""

    ORDINARY = "ordinary"
    OVER_PERMIT = "over_permit"
    SIXTY_PLACES = "sixty_places"
    OVER_TWICE = "over_twice"
    GIANT = "giant"
    BANQUET_HALL = "banquet_hall"
    TAX_DEBT = "tax_debt"
    SHARED_PUPIL = "shared_pupil"
    SHARED_PUPIL_TWIN = "shared_pupil_twin"
    DEAD_PUPIL = "dead_pupil"


@dataclass(frozen=True, slots=True)
class KnownShape:
    """One known case: where it stands and, when a source says so, its true size."""

    shape: Shape
    region_code: str
    source: str
    mark: Mark
    pupils: int | None = None
    design_capacity: int | None = None
    sanitary_permit: int | None = None


TURKISTAN_OVER_PERMIT = KnownShape(
    Shape.OVER_PERMIT, "61", "domain §3 S39", Mark.CONFIRMED, 793, 482, 442
)
ALMATY_REGION_SIXTY_PLACES = KnownShape(
    Shape.SIXTY_PLACES, "19", "domain §1.5 §3.2 S16", Mark.CONFIRMED, 702, 60, 60
)
# Two Aktobe schools of one founder have more than 9 000 pupils together; their shares are not told.
AKTOBE_GIANT_A = KnownShape(
    Shape.GIANT, "15", "domain §4 S21", Mark.ASSUMPTION, 4_600, 2_600, 5_200
)
AKTOBE_GIANT_B = KnownShape(
    Shape.GIANT, "15", "domain §4 S21", Mark.ASSUMPTION, 4_500, 2_600, 5_200
)
# The title document says «банкетный зал», the application says a school; S16 tells of such cases,
# the place is ours.
SHYMKENT_BANQUET_HALL = KnownShape(Shape.BANQUET_HALL, "79", "domain §1.5 S16", Mark.ASSUMPTION)
SHYMKENT_TAX_DEBT = KnownShape(Shape.TAX_DEBT, "79", "domain §1.4 S0", Mark.ASSUMPTION)
SHYMKENT_SHARED_PUPIL = KnownShape(Shape.SHARED_PUPIL, "79", "domain §1.5 S24", Mark.ASSUMPTION)
SHYMKENT_SHARED_PUPIL_TWIN = KnownShape(
    Shape.SHARED_PUPIL_TWIN, "79", "domain §1.5 S24", Mark.ASSUMPTION
)
SHYMKENT_DEAD_PUPIL = KnownShape(Shape.DEAD_PUPIL, "79", "domain §1.5 S0", Mark.ASSUMPTION)

KNOWN_SHAPES: tuple[KnownShape, ...] = (
    TURKISTAN_OVER_PERMIT,
    ALMATY_REGION_SIXTY_PLACES,
    AKTOBE_GIANT_A,
    AKTOBE_GIANT_B,
    SHYMKENT_BANQUET_HALL,
    SHYMKENT_TAX_DEBT,
    SHYMKENT_SHARED_PUPIL,
    SHYMKENT_SHARED_PUPIL_TWIN,
    SHYMKENT_DEAD_PUPIL,
)
# Schools of the country whose contingent is over twice the design capacity (domain §1.5 S16).
COUNTRY_OVER_TWICE = 64
