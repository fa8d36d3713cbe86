"""The cast of the demo: who signs in, for which organisation, in which role.

Plain data over the synthetic people; the database rows are made by ``portal.demo.seed``, the
ЭЦП keys by ``manage.py demo_keys`` through :func:`people_with_keys`.
"""

from dataclasses import dataclass, field

from accounts.models import OrganisationKind
from accounts.roles import Role
from portal.demo.figures import REGIONS, VENDORS, region_figures
from portal.demo.names import organisation_titles
from portal.demo.people import adult, body_bin, school_bin

TOUR_OWNER = 9506
"""Serial of the owner of the tour's school; the same person also heads a school in Turkistan."""
TURKISTAN_OWNER = 7004


@dataclass(frozen=True)
class Body:
    """An organisation that is not a school's owner."""

    key: str
    kind: OrganisationKind
    bin: str
    name_ru: str
    name_kk: str
    name_en: str
    region: str = ""


@dataclass(frozen=True)
class Post:
    """A role in an organisation; ``school_owner`` is the serial of a school plan."""

    role: Role
    body: str = ""
    school_owner: int = 0
    may_sign: bool = False
    delegated_by: str = ""


@dataclass(frozen=True)
class Identity:
    """A person of the cast with one or several posts; the first is entered at sign-in."""

    slug: str
    person: int
    posts: tuple[Post, ...] = field(default=())
    hint: str = ""


FINANCE, AUDIT, OPERATOR = "finance", "audit", "operator"
_OTHER_BODIES = (
    Body(
        FINANCE,
        OrganisationKind.FINANCE_CENTRE,
        body_bin(101),
        "АО «Финансовый центр» (демо)",
        "«Қаржы орталығы» АҚ (демо)",
        "Financial Centre JSC (demo)",
    ),
    Body(
        AUDIT,
        OrganisationKind.AUDIT,
        body_bin(102),
        "Орган государственного аудита (демо)",
        "Мемлекеттік аудит органы (демо)",
        "State audit body (demo)",
    ),
    Body(
        OPERATOR,
        OrganisationKind.OPERATOR,
        body_bin(103),
        "Оператор портала (демо)",
        "Портал операторы (демо)",
        "Portal operator (demo)",
    ),
)


def department_key(region: str) -> str:
    """Key of a region's education department."""
    return f"department-{region}"


def bodies() -> tuple[Body, ...]:
    """Departments of all regions, the finance centre, audit, operator and LMS vendors."""
    departments = tuple(
        Body(
            department_key(region.code),
            OrganisationKind.DEPARTMENT,
            body_bin(int(region.code)),
            region.department_ru,
            region.department_kk,
            region.department_en,
            region.code,
        )
        for region in REGIONS
    )
    vendors = tuple(
        Body(
            vendor.slug,
            OrganisationKind.LMS_VENDOR,
            body_bin(201 + place),
            vendor.name_ru,
            vendor.name_kk,
            vendor.name_ru,
        )
        for place, vendor in enumerate(VENDORS)
    )
    return (*departments, *_OTHER_BODIES, *vendors)


def _head(region: str) -> Post:
    return Post(Role.DEPARTMENT_HEAD, department_key(region), may_sign=True)


def _officer(region: str) -> Post:
    return Post(Role.DEPARTMENT_OFFICER, department_key(region))


CAST = (
    Identity(
        "school-head",
        1,
        (
            Post(Role.SCHOOL_HEAD, school_owner=TOUR_OWNER, may_sign=True),
            Post(Role.SCHOOL_HEAD, school_owner=TURKISTAN_OWNER, may_sign=True),
        ),
    ),
    Identity(
        "school-employee",
        2,
        (Post(Role.SCHOOL_EMPLOYEE, school_owner=TOUR_OWNER, delegated_by="school-head"),),
    ),
    Identity("school-head-banquet", 3, (Post(Role.SCHOOL_HEAD, school_owner=9501, may_sign=True),)),
    Identity("school-head-debtor", 4, (Post(Role.SCHOOL_HEAD, school_owner=9502, may_sign=True),)),
    Identity("school-head-shared", 5, (Post(Role.SCHOOL_HEAD, school_owner=9504, may_sign=True),)),
    Identity(
        "school-head-turkistan", 6, (Post(Role.SCHOOL_HEAD, school_owner=7001, may_sign=True),)
    ),
    Identity("department-officer", 11, (_officer("79"),)),
    Identity("department-head", 12, (_head("79"),)),
    Identity("turkistan-officer", 13, (_officer("61"),)),
    Identity("turkistan-head", 14, (_head("61"),)),
    Identity("almaty-region-head", 15, (_head("19"),)),
    Identity("finance-operator", 21, (Post(Role.FINANCE_OPERATOR, FINANCE),)),
    Identity("finance-signatory", 22, (Post(Role.FINANCE_SIGNATORY, FINANCE, may_sign=True),)),
    Identity("auditor", 31, (Post(Role.AUDITOR, AUDIT),)),
    Identity("lms-engineer", 41, (Post(Role.VENDOR_ENGINEER, VENDORS[0].slug),)),
    Identity("lms-engineer-2", 42, (Post(Role.VENDOR_ENGINEER, VENDORS[1].slug),)),
    Identity("parent", 51, (Post(Role.CITIZEN, OPERATOR),)),
    Identity("administrator", 61, (Post(Role.ADMINISTRATOR, OPERATOR),)),
    Identity("administrator-second", 62, (Post(Role.ADMINISTRATOR, OPERATOR),)),
)


def bin_of(post: Post) -> str:
    """The BIN in whose name a post acts."""
    if post.school_owner:
        return school_bin(post.school_owner)
    return next(body.bin for body in bodies() if body.key == post.body)


def region_of(post: Post) -> str:
    """The code of the region a post belongs to; empty for the whole country."""
    if post.school_owner:
        return REGIONS[post.school_owner // 500].code
    return next(body.region for body in bodies() if body.key == post.body)


def organisation_name(post: Post) -> str:
    """The Russian name of the post's organisation."""
    if post.school_owner:
        return organisation_titles(post.school_owner)[0]
    return next(body.name_ru for body in bodies() if body.key == post.body)


def full_name(identity: Identity) -> str:
    """«Фамилия Имя Отчество» of the synthetic person."""
    person = adult(identity.person)
    return " ".join((person.surname, person.first_name, person.patronymic))


def people_with_keys() -> list[dict[str, str]]:
    """One ЭЦП key per post of everybody; the first post's key carries the plain slug."""
    keys = []
    for identity in CAST:
        for place, post in enumerate(identity.posts):
            personal = post.role in (Role.CITIZEN, Role.ADMINISTRATOR)
            keys.append(
                {
                    "slug": identity.slug if place == 0 else f"{identity.slug}-{place + 1}",
                    "name": full_name(identity),
                    "iin": adult(identity.person).iin,
                    "bin": "" if personal else bin_of(post),
                    "organisation": "" if personal else organisation_name(post),
                    "role": post.role.value,
                }
            )
    return keys


__all__ = [
    "AUDIT",
    "CAST",
    "FINANCE",
    "OPERATOR",
    "Body",
    "Identity",
    "Post",
    "bin_of",
    "bodies",
    "department_key",
    "full_name",
    "people_with_keys",
    "region_figures",
    "region_of",
]
