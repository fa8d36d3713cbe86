"""Who pushes in the measurements: a vendor with a token, a school that granted it, its pupils."""

import datetime as dt
import json
from dataclasses import dataclass, replace

_BORN = dt.date(2014, 1, 1)
_FIRST_YEAR = 2020
"""Children born in 2014 are of school age from then on."""


@dataclass(frozen=True)
class Sender:
    """A vendor's token and a school's pupils."""

    headers: dict[str, str]
    school_id: str
    iins: tuple[str, ...]

    def body(self, month: int, size: int, *, start: int = 0) -> bytes:
        """A push of so many pupils for the so-manieth month.

        :param start: the pupils begin there and go round
        """
        year, month = divmod(_FIRST_YEAR * 12 + month, 12)
        pupils = [
            {
                "iin": self.iins[place % len(self.iins)],
                "grade": 1,
                "birth_date": _born(place % len(self.iins)).isoformat(),
                "study_type": "general",
                "row_id": str(place),
                "enrolled_on": "2019-09-01",
            }
            for place in range(start, start + size)
        ]
        given = {"school_id": self.school_id, "year": year, "month": month + 1, "pupils": pupils}
        return json.dumps(given).encode()

    def of_pupils(self, school_id: str, iins: tuple[str, ...]) -> "Sender":
        """The same vendor, told of another school with pupils of its own."""
        return replace(self, school_id=school_id, iins=iins)

    def of_school(self, school_id: str) -> "Sender":
        """The same vendor and pupils, told of another school."""
        return replace(self, school_id=school_id)


def _born(place: int) -> dt.date:
    return _BORN + dt.timedelta(days=place % 330)


def seed(pupils: int) -> Sender:
    """Make them; the persons are known as from the month before."""
    import django

    django.setup()
    from core import settings_book
    from core.partitions import ensure_month
    from core.periods import Month
    from tests.factories.lms import vendor_with_token

    settings_book.write_missing()
    vendor = vendor_with_token()
    iins = _known_pupils(pupils)
    month = Month(_FIRST_YEAR, 1)
    for _step in range(70):
        ensure_month(month)
        month = month.next()
    [school_id] = granted_schools(1, vendor.organisation)
    return Sender(vendor.headers, school_id, iins)


def neighbours(sender: Sender, count: int, pupils: int) -> list[Sender]:
    """Further schools of the vendor, each with so many pupils of its own."""
    from accounts.models import Organisation, OrganisationKind

    vendor = Organisation.objects.get(kind=OrganisationKind.LMS_VENDOR)
    return [
        sender.of_pupils(school_id, _known_pupils(pupils))
        for school_id in granted_schools(count, vendor)
    ]


def _known_pupils(count: int) -> tuple[str, ...]:
    """IINs of so many children who have their place in the register already."""
    from core.identifiers import Iin
    from schools.services.persons import persons_by_iin
    from tests.factories.cast import synthetic_iin

    iins = tuple(synthetic_iin(_born(place)) for place in range(count))
    persons_by_iin(iins=[Iin(one) for one in iins])
    return iins


def granted_schools(count: int, vendor: object) -> list[str]:
    """School ids of new schools that granted the vendor."""
    from tests.factories.cast import cast
    from tests.factories.schools import active_school, bind

    people, made = cast(), []
    for _one in range(count):
        school = active_school(people)
        binding = bind(school, vendor)  # type: ignore[arg-type]
        type(binding).objects.filter(pk=binding.pk).update(since=dt.date(2020, 1, 1))
        made.append(str(school.school_id))
    return made
