"""A school grants its data to an LMS vendor, with dates; one of them feeds the act."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, OrganisationKind
from core.workflow import Actor, TransitionForbidden, TransitionImpossible
from schools.models import LmsBinding, School
from schools.permissions import is_own_school


@transaction.atomic
def grant_vendor(
    *, school: School, vendor: Organisation, actor: Actor, since: dt.date, is_primary: bool = True
) -> LmsBinding:
    """Let a vendor report for the school from a day on.

    A new primary vendor takes the place of the old one, whose grant goes on as a second source.

    :raises TransitionImpossible: the vendor has an open grant already, or is no vendor
    """
    if not is_own_school(school, actor):
        raise TransitionForbidden("grant_vendor")
    School.objects.select_for_update(of=("self",)).get(pk=school.pk)
    if vendor.kind != OrganisationKind.LMS_VENDOR:
        raise TransitionImpossible(_("Эта организация не поставщик LMS."))
    open_grants = LmsBinding.objects.filter(school=school, until__isnull=True)
    if open_grants.filter(vendor=vendor).exists():
        raise TransitionImpossible(_("Этому поставщику доступ уже открыт."))
    if is_primary:
        _make_secondary(open_grants.filter(is_primary=True), since=since)
    return LmsBinding.objects.create(
        school=school,
        vendor=vendor,
        since=since,
        is_primary=is_primary,
        granted_by_id=actor.membership_id,
    )


@transaction.atomic
def end_grant(*, binding: LmsBinding, actor: Actor, on_date: dt.date) -> LmsBinding:
    """The vendor's last day is ``on_date``; its data stay.

    :raises TransitionImpossible: the grant has ended, or begins later
    """
    if not is_own_school(binding.school, actor):
        raise TransitionForbidden("end_grant")
    fresh = LmsBinding.objects.select_for_update(of=("self",)).get(pk=binding.pk)
    if fresh.until is not None:
        raise TransitionImpossible(_("Доступ уже закрыт."))
    fresh.until = max(on_date, fresh.since)
    fresh.save()
    return fresh


def _make_secondary(bindings: object, *, since: dt.date) -> None:
    """End the old primary grant the day before and go on beside it, so that past days keep it."""
    for old in bindings.select_for_update(of=("self",)):  # type: ignore[attr-defined]
        vendor, granted_by = old.vendor, old.granted_by_id
        old.until = max(since - dt.timedelta(days=1), old.since)
        old.save()
        LmsBinding.objects.create(
            school=old.school,
            vendor=vendor,
            since=since,
            is_primary=False,
            granted_by_id=granted_by,
        )
