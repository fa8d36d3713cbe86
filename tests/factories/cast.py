"""A small fixed cast: Aigerim signs for the school, Bolat reviews and Gulnar heads the
department, Dana prepares and Kairat signs at the finance centre, Erlan is from another school.
"""

import datetime as dt
from dataclasses import dataclass
from itertools import count

from accounts.models import Membership, Organisation, OrganisationKind, User
from accounts.roles import Role
from core.identifiers import check_digit
from core.models import Region
from core.regions import write_regions
from core.workflow import Actor

_serial = count(1)
TODAY = dt.date(2025, 11, 14)


def synthetic_iin(born: dt.date = dt.date(1985, 3, 3), *, male: bool = True) -> str:
    """The next unused valid IIN of the tests' range."""
    century = 3 if born.year < 2000 else 5
    while True:
        serial = next(_serial)
        first = f"{born:%y%m%d}{century + (0 if male else 1)}{serial % 10000:04d}"
        control = check_digit(first)
        if control is not None:
            return f"{first}{control}"


def synthetic_bin() -> str:
    """The next unused valid BIN of the tests' range."""
    while True:
        first = f"240140{next(_serial) % 100000:05d}"
        control = check_digit(first)
        if control is not None:
            return f"{first}{control}"


def region(code: str = "79") -> Region:
    """A region of the country."""
    write_regions()
    return Region.objects.get(pk=code)


def organisation(kind: str, name: str, *, region_code: str | None = None) -> Organisation:
    """An organisation, made once per name."""
    found = Organisation.objects.filter(name_ru=name).first()
    if found:
        return found
    return Organisation.objects.create(
        kind=kind,
        bin=synthetic_bin(),
        name_ru=name,
        name_kk=name,
        name_en=name,
        region=region(region_code) if region_code else None,
        iban="KZ320701020000000001",
        bic="KKMFKZ2A",
        kbe="12",
    )


def member(name: str, role: Role, of: Organisation, *, may_sign: bool = False) -> Membership:
    """A person of that given name in a role."""
    user = User.objects.filter(username=name.lower()).first() or User.objects.create_user(
        name.lower(), iin=synthetic_iin(), given_name=name, surname="Сынақова"
    )
    found, _created = Membership.objects.get_or_create(
        user=user,
        organisation=of,
        role=role,
        defaults={
            "region": of.region if of.kind == OrganisationKind.DEPARTMENT else None,
            "may_sign": may_sign,
            "valid_from": dt.date(2025, 1, 1),
        },
    )
    return found


@dataclass(frozen=True)
class Cast:
    """Everybody whom most tests need, as memberships."""

    aigerim: Membership
    erlan: Membership
    bolat: Membership
    gulnar: Membership
    dana: Membership
    kairat: Membership

    def actor(self, name: str) -> Actor:
        """The actor of one of them."""
        return getattr(self, name).as_actor()


def cast(region_code: str = "79") -> Cast:
    """Make the cast in a region."""
    school = organisation(OrganisationKind.SCHOOL_OWNER, "ТОО «Достық»")
    other = organisation(OrganisationKind.SCHOOL_OWNER, "ТОО «Болашақ»")
    department = organisation(
        OrganisationKind.DEPARTMENT, f"УО {region_code}", region_code=region_code
    )
    finance = organisation(OrganisationKind.FINANCE_CENTRE, "АО «Финансовый центр»")
    return Cast(
        aigerim=member("Aigerim", Role.SCHOOL_HEAD, school, may_sign=True),
        erlan=member("Erlan", Role.SCHOOL_HEAD, other, may_sign=True),
        bolat=member("Bolat", Role.DEPARTMENT_OFFICER, department),
        gulnar=member("Gulnar", Role.DEPARTMENT_HEAD, department, may_sign=True),
        dana=member("Dana", Role.FINANCE_OPERATOR, finance),
        kairat=member("Kairat", Role.FINANCE_SIGNATORY, finance, may_sign=True),
    )
