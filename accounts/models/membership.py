"""In which role a person acts for an organisation."""

import datetime as dt

from django.db import models
from django.db.models import Q

from accounts.models.organisation import Organisation
from accounts.models.user import User
from accounts.roles import CABINET_OF_ROLE, Role
from core.models import Region
from core.workflow import Actor


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships by what they allow today."""

    def in_force(self, on_date: dt.date) -> "MembershipQuerySet":
        """Memberships that a person may choose on that day."""
        return (
            self.filter(user__is_active=True, ended_on__isnull=True, valid_from__lte=on_date)
            .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on_date))
            .filter(Q(delegation__isnull=True) | Q(delegation__status="active"))
        )


class Membership(models.Model):
    """A person, an organisation, a role and a term; chosen at sign-in."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=30, choices=Role)
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, help_text="scope; empty = all"
    )
    position_ru = models.CharField(max_length=150, blank=True)
    may_sign = models.BooleanField(default=False, help_text="has the organisation's signing right")
    delegation = models.OneToOneField(
        "accounts.Delegation", on_delete=models.PROTECT, null=True, blank=True
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True, help_text="dismissed or revoked")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("organisation__sort_key", "role", "id")
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_legal"),
            models.UniqueConstraint(
                fields=("user", "organisation", "role"),
                condition=Q(ended_on__isnull=True),
                name="one_live_membership",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} — {self.organisation} ({self.get_role_display()})"

    @property
    def cabinet(self) -> str:
        """Which cabinet the role opens: school, department, finance, auditor, vendor …"""
        return CABINET_OF_ROLE[Role(self.role)]

    def as_actor(self) -> Actor:
        """The actor that services and ``perform`` take."""
        return Actor(
            user_id=self.user_id,
            membership_id=self.pk,
            role=self.role,
            organisation_id=self.organisation_id,
            region_id=self.region_id,
            on_behalf_of_id=self.delegation.granted_by_id if self.delegation else None,
            label=f"{self.user}, {self.organisation.name_ru}",
        )
