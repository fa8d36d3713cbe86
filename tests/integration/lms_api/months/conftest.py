"""A school with a contract, and October as its LMS handed it in: one pupil of every fate."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from acts.models import Act
from contracts.models import Contract
from schools.models import Person, School
from tests.factories.acts import offered_act, pupil
from tests.factories.cast import Cast, cast
from tests.factories.contingent import OCTOBER, pupil_row, push
from tests.factories.contracts import active_contract, trusted_keys
from tests.integration.schools.conftest import signed_in

SEPTEMBER = OCTOBER.previous()


@dataclass
class House:
    """The school, its people and browsers."""

    cast: Cast
    contract: Contract
    people: dict[str, Person]

    @property
    def school(self) -> School:
        return self.contract.school

    def browser(self, name: str) -> Client:
        return signed_in(getattr(self.cast, name))

    def push(self, rows: list[Any], **options: Any) -> Any:
        return push(self.school, rows, **options)

    def act(self) -> Act:
        return offered_act(self.contract)

    def url(self, rest: str, cabinet: str = "school") -> str:
        return f"/ru/{cabinet}/schools/{self.school.pk}/{rest}"


def row_of(person: Person, **changes: Any) -> dict[str, Any]:
    """A row about a known person."""
    return pupil_row(str(person.reveal_iin()), **changes)


@pytest.fixture
def house(db):
    with trusted_keys():
        people = cast()
        yield House(people, active_contract(people), {})


@pytest.fixture
def october(house):
    """Two good pupils, a dead one, one whom the registry has not answered about, one who left."""
    fates = {"good": True, "other": True, "dead": False, "silent": None, "left": True}
    house.people = {name: pupil(alive=alive) for name, alive in fates.items()}
    changes = {"left": {"left_on": "2025-10-15"}, "other": {"grade": 9}}
    rows = [row_of(one, **changes.get(name, {})) for name, one in house.people.items()]
    house.push([*rows, pupil_row(grade=77)])
    return house
