"""A later value of a dated setting, proposed by one administrator and confirmed by another."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from accounts.models import Membership
from accounts.roles import Role
from core.models import SourceStatus
from core.state_guard import guard_states
from core.workflow import Actor


class ProposalStatus(models.TextChoices):
    """Life of a proposal. Only a confirmed one is a value of the book."""

    PROPOSED = "proposed", _("Ждёт второго администратора")
    CONFIRMED = "confirmed", _("Подтверждено")
    REJECTED = "rejected", _("Отклонено")
    WITHDRAWN = "withdrawn", _("Отозвано")


def is_another_administrator(instance: "SettingProposal", actor: Actor) -> bool:
    """Four eyes: whoever proposed it decides nothing, in whatever membership."""
    return actor.role == Role.ADMINISTRATOR and actor.user_id != instance.proposed_by.user_id


def is_its_author(instance: "SettingProposal", actor: Actor) -> bool:
    """Who proposed it may take it back."""
    return actor.role == Role.ADMINISTRATOR and actor.user_id == instance.proposed_by.user_id


@guard_states(initial=[ProposalStatus.PROPOSED])
class SettingProposal(FSMModelMixin, models.Model):
    """Value, day and ground as proposed; the book gets its row on confirmation."""

    key = models.CharField(max_length=80)
    value = models.JSONField()
    since = models.DateField()
    source = models.CharField(max_length=300, help_text="act, clause, edition; or why assumed")
    mark = models.CharField(max_length=12, choices=SourceStatus)
    status = FSMField(
        max_length=12, choices=ProposalStatus, default=ProposalStatus.PROPOSED, protected=True
    )
    proposed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=("key", "since"),
                condition=models.Q(status=ProposalStatus.PROPOSED),
                name="one_open_proposal_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(mark__in=SourceStatus.values), name="proposal_mark_legal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} = {self.value} since {self.since} ({self.status})"

    @transition(
        field=status,
        source=ProposalStatus.PROPOSED,
        target=ProposalStatus.CONFIRMED,
        permission=is_another_administrator,
        custom={"label": _("Подтвердить"), "tone": "primary"},
    )
    def confirm(self) -> None:
        """A second administrator agrees."""

    @transition(
        field=status,
        source=ProposalStatus.PROPOSED,
        target=ProposalStatus.REJECTED,
        permission=is_another_administrator,
        custom={"label": _("Отклонить"), "tone": "stop", "reason": True},
    )
    def reject(self) -> None:
        """A second administrator does not agree."""

    @transition(
        field=status,
        source=ProposalStatus.PROPOSED,
        target=ProposalStatus.WITHDRAWN,
        permission=is_its_author,
        custom={"label": _("Отозвать"), "tone": "quiet"},
    )
    def withdraw(self) -> None:
        """The author takes it back."""
