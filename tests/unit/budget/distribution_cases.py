"""Cases that several distribution tests share: the worked example and generated ones."""

import importlib.util
import os
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from budget.distribution import Case, SchoolNeed, Variant

ROOT = Path(__file__).resolve().parents[3]
CHECKER = ROOT / "tools" / "check_distribution.py"

# The same examples in every run: a red build must be red again on the next machine.
# DISTRIBUTION_EXAMPLES=5000 is the long search.
DETERMINISTIC = settings(
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=int(os.environ.get("DISTRIBUTION_EXAMPLES", "200")),
    suppress_health_check=[HealthCheck.too_slow],
)


def load_checker():
    """Import the stand-alone checker, which is a script and lives in no package."""
    spec = importlib.util.spec_from_file_location("check_distribution", CHECKER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def worked_schools() -> tuple[SchoolNeed, ...]:
    """A, B, C and D of the worked example: 40 000 ₸ a month × 4 months, two permitted shifts."""
    unit_cost = 160_000_00
    return (
        SchoolNeed("A", 300, 400, 800, unit_cost),
        SchoolNeed("B", 900, 600, 1200, unit_cost),
        SchoolNeed("C", 702, 60, 120, unit_cost),
        SchoolNeed("D", 480, 300, 600, unit_cost),
    )


def worked_case(tenge: int, variant: Variant = Variant.T) -> Case:
    return Case(budget_tiyn=tenge * 100, schools=worked_schools(), variant=variant)


def school_needs(identifier: str) -> st.SearchStrategy[SchoolNeed]:
    places = st.integers(0, 60)
    return st.builds(
        SchoolNeed,
        id=st.just(identifier),
        contingent=st.integers(0, 90),
        first_shift_places=places,
        total_places=places.map(lambda seats: seats * 2),
        unit_cost_tiyn=st.one_of(st.integers(0, 9), st.integers(0, 20_000_000)),
    )


@st.composite
def cases(draw, smallest: int = 0) -> Case:
    """A case whose budget is often inside the interesting range, up to just above all needs."""
    identifiers = draw(
        st.lists(
            st.text("ABc12Әя", min_size=1, max_size=3), min_size=smallest, max_size=9, unique=True
        )
    )
    schools = tuple(draw(school_needs(identifier)) for identifier in identifiers)
    first = sum(school.need_first_tiyn for school in schools)
    both = first + sum(school.need_second_tiyn for school in schools)
    budget = draw(
        st.one_of(
            st.sampled_from([0, 1, first, first + 1, both, both + 1]),
            st.integers(0, first),
            st.integers(first, both),
            st.integers(0, both + 50),
        )
    )
    return Case(budget_tiyn=budget, schools=schools, variant=draw(st.sampled_from(list(Variant))))
