"""For whom test keys are made, and what each kind of key may do. Plain data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from signing import oids


class Profile(StrEnum):
    FIRST_HEAD = "first_head"
    CAN_SIGN = "can_sign"
    CAN_SIGN_FINANCIAL = "can_sign_financial"
    EMPLOYEE = "employee"
    INDIVIDUAL = "individual"


ROLE_OIDS: dict[Profile, tuple[str, ...]] = {
    Profile.FIRST_HEAD: (oids.ORGANISATION, oids.FIRST_HEAD),
    Profile.CAN_SIGN: (oids.ORGANISATION, oids.CAN_SIGN),
    Profile.CAN_SIGN_FINANCIAL: (oids.ORGANISATION, oids.CAN_SIGN_FINANCIAL),
    Profile.EMPLOYEE: (oids.ORGANISATION, oids.EMPLOYEE),
    Profile.INDIVIDUAL: (oids.INDIVIDUAL,),
}

PROFILE_OF_ROLE: dict[str, Profile] = {
    "school_head": Profile.FIRST_HEAD,
    "school_employee": Profile.CAN_SIGN,
    "department_officer": Profile.CAN_SIGN,
    "department_head": Profile.FIRST_HEAD,
    "finance_operator": Profile.CAN_SIGN,
    "finance_signatory": Profile.CAN_SIGN_FINANCIAL,
}
"""Roles of the portal → the kind of key their НУЦ certificate would be; others: employee."""


@dataclass(frozen=True, kw_only=True)
class KeyHolder:
    """One key: a person, and the organisation in whose name it signs (empty: in their own)."""

    slug: str
    name: str
    """«Фамилия Имя Отчество»."""
    iin: str
    bin: str = ""
    organisation: str = ""
    profile: Profile = Profile.INDIVIDUAL

    @property
    def surname(self) -> str:
        return self.name.split()[0]

    @property
    def common_name(self) -> str:
        """НУЦ writes «ФАМИЛИЯ ИМЯ» here and keeps the patronymic in GN."""
        return " ".join(self.name.split()[:2]).upper()

    @property
    def patronymic(self) -> str:
        return " ".join(self.name.split()[2:])


def key_holders(people: Iterable[object]) -> list[KeyHolder]:
    """Return key holders for people given as mappings or objects.

    Each has ``slug name iin`` and, for an organisation's key, ``bin organisation role``.

    :raises ValueError: two people share a slug
    """
    holders = [_holder(person) for person in people]
    slugs = [holder.slug for holder in holders]
    repeated = {slug for slug in slugs if slugs.count(slug) > 1}
    if repeated:
        raise ValueError(f"slugs used twice: {', '.join(sorted(repeated))}")
    return holders


def _holder(person: object) -> KeyHolder:
    def value(name: str) -> str:
        found = person.get(name) if isinstance(person, Mapping) else getattr(person, name, "")
        return str(found or "")

    profile = Profile.INDIVIDUAL
    if value("bin"):
        profile = PROFILE_OF_ROLE.get(value("role"), Profile.EMPLOYEE)
    return KeyHolder(
        slug=value("slug"),
        name=value("name"),
        iin=value("iin"),
        bin=value("bin"),
        organisation=value("organisation"),
        profile=profile,
    )
