"""Organisations, people with their posts, norms, budgets."""

import datetime as dt

from django.utils.translation import gettext_noop

from accounts.models import Membership, Organisation, OrganisationKind, User
from accounts.roles import Role
from accounts.services.delegation import grant_delegation
from budget.models import PerCapitaNorm, RegionalBudget
from core import clock
from core.collation import search_key, sort_key
from core.models import FundingStream
from portal.demo.cast import (
    CAST,
    TOUR_OWNER,
    Identity,
    Post,
    bin_of,
    bodies,
    department_key,
    region_of,
)
from portal.demo.figures import DEMO_NORMS, TREASURY, Mark, RegionFigures
from portal.demo.names import organisation_titles
from portal.demo.people import adult, school_bin, synthetic_iban
from portal.demo.plans import SchoolPlan, planned_budget_tiyn

SINCE = dt.date(2025, 1, 1)
FISCAL_YEAR = 2025
_OWNER_PERSON_BASE = 100_000
"""Heads of schools outside the cast are the adults from this number on."""


def owner_serial(plan: SchoolPlan) -> int:
    """Whose school it is; the tour's head owns a second one in Shymkent."""
    return TOUR_OWNER if plan.serial == 9508 else plan.serial


def make_bodies() -> None:
    """Departments, the finance centre, audit, the operator, LMS vendors."""
    for place, body in enumerate(bodies()):
        Organisation.objects.get_or_create(
            bin=body.bin,
            defaults={
                "kind": body.kind,
                "name_ru": body.name_ru,
                "name_kk": body.name_kk,
                "name_en": body.name_en,
                "region_id": body.region or None,
                "iban": synthetic_iban(bank_code="070", number=place + 1)
                if body.kind == OrganisationKind.DEPARTMENT
                else "",
                "bic": TREASURY.bic if body.kind == OrganisationKind.DEPARTMENT else "",
                "kbe": "12" if body.kind == OrganisationKind.DEPARTMENT else "",
            },
        )


def make_owners(plans: tuple[SchoolPlan, ...]) -> None:
    """Owners of the schools, in bulk."""
    known = set(Organisation.objects.values_list("bin", flat=True))
    rows = []
    for plan in plans:
        serial = owner_serial(plan)
        number = school_bin(serial)
        if number in known:
            continue
        known.add(number)
        name_ru, name_kk = organisation_titles(serial)
        rows.append(
            Organisation(
                kind=OrganisationKind.SCHOOL_OWNER,
                bin=number,
                name_ru=name_ru,
                name_kk=name_kk,
                sort_key=sort_key(name_ru),
                search_key=search_key(f"{name_ru} {name_kk} {number}"),
                region_id=plan.region_code,
            )
        )
    Organisation.objects.bulk_create(rows)


def make_people(plans: tuple[SchoolPlan, ...]) -> None:
    """The cast with its posts, then a head for every other owner."""
    for identity in CAST:
        user = _user(identity.slug, identity.person)
        for post in identity.posts:
            if not post.delegated_by:
                _membership(user, post)
    for identity in CAST:
        for post in identity.posts:
            if post.delegated_by:
                _delegate(identity, post)
    taken = {post.school_owner for identity in CAST for post in identity.posts}
    for plan in plans:
        serial = owner_serial(plan)
        if serial not in taken:
            taken.add(serial)
            user = _user(f"owner-{serial}", _OWNER_PERSON_BASE + serial)
            _membership(user, Post(Role.SCHOOL_HEAD, school_owner=serial, may_sign=True))


def _user(slug: str, number: int) -> User:
    found = User.objects.filter(username=slug).first()
    if found:
        return found
    person = adult(number)
    return User.objects.create_user(
        slug,
        iin=person.iin,
        surname=person.surname,
        given_name=person.first_name,
        patronymic=person.patronymic,
        email=f"{slug}@example.kz",
    )


def _membership(user: User, post: Post) -> Membership | None:
    organisation = Organisation.objects.filter(bin=bin_of(post)).first()
    if organisation is None:
        return None
    scope = region_of(post) if post.body.startswith("department") else ""
    found, _made = Membership.objects.get_or_create(
        user=user,
        organisation=organisation,
        role=post.role,
        defaults={
            "region_id": scope or None,
            "may_sign": post.may_sign,
            "valid_from": SINCE,
        },
    )
    return found


def _delegate(identity: Identity, post: Post) -> None:
    user = _user(identity.slug, identity.person)
    if user.memberships.exists():
        return
    head = Membership.objects.filter(
        user__username=post.delegated_by, organisation__bin=bin_of(post)
    ).first()
    if head:
        grant_delegation(
            actor=head.as_actor(),
            delegate=user,
            role=post.role,
            may_sign=False,
            valid_from=clock.today(),
            valid_to=dt.date(FISCAL_YEAR + 1, 8, 31),
        )


# shown to people; which publication stands behind a figure says ``portal.demo.figures``
NORM_SOURCE = gettext_noop("Демонстрационный норматив: официальная таблица не опубликована")
BUDGET_SOURCES = {
    Mark.CONFIRMED: gettext_noop("Открытые публикации о пилоте, в доле школ демонстрации"),
    Mark.ASSUMPTION: gettext_noop("Оценка по числу учеников, в доле школ демонстрации"),
}


def make_norms() -> None:
    """The demo's per-capita norms, each with its mark."""
    PerCapitaNorm.objects.bulk_create(
        [
            PerCapitaNorm(
                locality=norm.locality,
                level=norm.level,
                study_type=norm.study_type,
                amount_tiyn=norm.annual_tiyn,
                valid_from=SINCE,
                source=NORM_SOURCE,
                source_status=norm.mark,
            )
            for norm in DEMO_NORMS
        ],
        ignore_conflicts=True,
    )


def make_budget(region: RegionFigures, plans: tuple[SchoolPlan, ...]) -> RegionalBudget:
    """The region's money for September–December 2025, cut down to the demo's schools."""
    budget, _made = RegionalBudget.objects.get_or_create(
        region_id=region.code,
        stream=FundingStream.TUITION,
        year=FISCAL_YEAR,
        defaults={
            "amount_tiyn": planned_budget_tiyn(region, plans),
            "source": BUDGET_SOURCES[region.budget_tiyn.mark],
            "source_status": region.budget_tiyn.mark,
        },
    )
    return budget


def make_officer(region: str) -> Membership:
    """An officer outside the cast, so that head and officer are two persons everywhere."""
    user = _user(f"officer-{region}", _OWNER_PERSON_BASE + 50_000 + int(region))
    made = _membership(user, Post(Role.DEPARTMENT_OFFICER, department_key(region)))
    if made is None:
        raise LookupError(f"region {region} has no department")
    return made


def make_head(region: str) -> Membership:
    """A head outside the cast."""
    user = _user(f"head-{region}", _OWNER_PERSON_BASE + 60_000 + int(region))
    made = _membership(user, Post(Role.DEPARTMENT_HEAD, department_key(region), may_sign=True))
    if made is None:
        raise LookupError(f"region {region} has no department")
    return made
