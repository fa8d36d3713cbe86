"""The correspondence of a record: only its school and its department write and read it."""

from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Comment, Membership
from accounts.roles import DEPARTMENT_ROLES, SCHOOL_ROLES
from core import clock, outbox
from core.web.record import RecordTab
from core.workflow import Actor, TransitionForbidden

KINDS = frozenset({"budget.fundingapplication", "contracts.contract", "acts.act"})
"""Records that have a correspondence, by model label."""
ADDED = "accounts.comment.added"


def side_of(actor: Actor | None) -> str:
    """school or department; empty for those who take no part."""
    if actor is None:
        return ""
    if actor.role in SCHOOL_ROLES:
        return "school"
    return "department" if actor.role in DEPARTMENT_ROLES else ""


def visible_records(kind: str, actor: Actor) -> models.QuerySet[Any]:
    """The records of a kind of which the actor is a side.

    :raises LookupError: no such kind has a correspondence
    """
    if kind not in KINDS:
        raise LookupError(kind)
    rows = apps.get_model(kind)._default_manager
    return rows.visible_to(actor) if side_of(actor) else rows.none()  # type: ignore[attr-defined]


def comments_of(record: models.Model) -> models.QuerySet[Comment]:
    """The correspondence of a record, oldest first."""
    return Comment.objects.filter(
        subject_kind=record._meta.label_lower, subject_id=record.pk
    ).order_by("id")


@transaction.atomic
def add_comment(*, record: models.Model, actor: Actor, text: str) -> Comment:
    """Write to the other side; it is told of it.

    :raises TransitionForbidden: the actor is no side of the record
    """
    if not side_of(actor) or actor.membership_id is None:
        raise TransitionForbidden("comment")
    written = Comment.objects.create(
        subject_kind=record._meta.label_lower,
        subject_id=record.pk,
        membership=Membership.objects.get(pk=actor.membership_id),
        author_label=actor.label[:200],
        side=side_of(actor),
        text=text,
        at=clock.now(),
    )
    outbox.emit_if_handled(ADDED, comment_id=written.pk)
    return written


class Correspondence:
    """Mixin of a ``RecordPage`` (named before it): the tab «Переписка» for both sides."""

    def get_more_tabs(self) -> list[RecordTab]:
        """One tab with the number of messages."""
        if self.read_only or not side_of(self.actor):  # type: ignore[attr-defined]
            return []
        count = comments_of(self.object).count()  # type: ignore[attr-defined]
        return [RecordTab("comments", _("Переписка"), "account/_comments.html", count)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The messages when the tab is open."""
        record = self.object  # type: ignore[attr-defined]
        asked = self.request.GET.get("tab") == "comments"  # type: ignore[attr-defined]
        return super().get_context_data(  # type: ignore[misc]
            comments=comments_of(record) if asked else (),
            comment_kind=record._meta.label_lower,
            own_side=side_of(self.actor),  # type: ignore[attr-defined]
            **kwargs,
        )
