"""What the product asks of ГБД ФЛ.

``None`` means that the register did not say. A person who is not in the register raises
``NotFound``; a silent or broken register raises another ``RegistryError``. Neither is a verdict.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from core.identifiers import Iin
from integrations.http import Patience

SOURCE = "gbd_fl"


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What the register knows of one person. Names as the register writes them."""

    iin: Iin
    alive: bool | None
    citizen: bool | None
    life_status_code: str
    citizenship_code: str
    surname: str
    name: str
    patronymic: str
    birth_date: dt.date | None
    death_date: dt.date | None
    excluded: bool
    """The record was taken out of the register (error, double record)."""


@dataclass(frozen=True, slots=True)
class PersonAnswer:
    """Facts and the raw answer they were read from."""

    facts: PersonFacts
    raw: bytes


class PersonRegister(Protocol):
    """Look persons up by IIN."""

    def person(self, iin: Iin, *, now: dt.datetime, patience: Patience) -> PersonAnswer:
        """Ask for one person.

        :raises integrations.errors.NotFound: the register does not know the IIN
        :raises integrations.errors.RegistryError: no usable answer
        """
