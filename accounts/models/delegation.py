"""Поручение на представительство: an employee acts for the organisation within a scope and term."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from accounts.models.organisation import Organisation
from accounts.models.user import User
from accounts.roles import DEPARTMENT_ROLES, FINANCE_ROLES, SCHOOL_ROLES, Role
from core.state_guard import guard_states
from core.workflow import Actor


class DelegationStatus(models.TextChoices):
    """Life of an assignment."""

    ACTIVE = "active", _("Действует")
    REVOKED = "revoked", _("Отозвано")


HEAD_ROLES = {
    Role.SCHOOL_HEAD: SCHOOL_ROLES,
    Role.DEPARTMENT_HEAD: DEPARTMENT_ROLES,
    Role.FINANCE_SIGNATORY: FINANCE_ROLES,
}


def may_grant(instance: "Delegation", actor: Actor) -> bool:
    """Only the head of the same organisation grants and revokes."""
    return actor.role in HEAD_ROLES and actor.organisation_id == instance.organisation_id


class DelegationQuerySet(models.QuerySet["Delegation"]):
    """Delegations by who sees them."""

    def visible_to(self, actor: Actor) -> "DelegationQuerySet":
        """Those of the actor's own organisation; the auditor and the administrator see all."""
        if actor.role in (Role.AUDITOR, Role.ADMINISTRATOR):
            return self
        return self.filter(organisation_id=actor.organisation_id)


@guard_states(initial=[DelegationStatus.ACTIVE])
class Delegation(FSMModelMixin, models.Model):
    """A limited, revocable right to act for an organisation, so that nobody shares keys."""

    number = models.CharField(max_length=30, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    granted_by = models.ForeignKey(
        "accounts.Membership", on_delete=models.PROTECT, related_name="granted_delegations"
    )
    delegate = models.ForeignKey(User, on_delete=models.PROTECT, related_name="delegations")
    role = models.CharField(max_length=30, choices=Role)
    may_sign = models.BooleanField(default=False, help_text="may sign with an own ЭЦП key")
    valid_from = models.DateField()
    valid_to = models.DateField()
    status = FSMField(
        max_length=20, choices=DelegationStatus, default=DelegationStatus.ACTIVE, protected=True
    )
    revoked_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__gte=models.F("valid_from")),
                name="delegation_term_forward",
            )
        ]

    def __str__(self) -> str:
        return self.number

    @transition(
        field=status,
        source=DelegationStatus.ACTIVE,
        target=DelegationStatus.REVOKED,
        permission=may_grant,
        custom={"label": _("Отозвать поручение"), "tone": "stop", "reason": True},
    )
    def revoke(self, *, on_date: dt.date) -> None:
        """End the delegate's right at once."""
        self.revoked_on = on_date
