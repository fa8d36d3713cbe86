"""What a person is told: behind the bell and in the feed."""

from typing import Any

from django.db import models
from django.db.models import Q

from accounts.models import Membership, User
from portal.notification_texts import text_of


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Notifications by addressee."""

    def addressed_to(self, user: User, membership: Membership | None) -> "NotificationQuerySet":
        """Those of the person in the chosen membership, and those without one."""
        return self.filter(user=user).filter(
            Q(membership__isnull=True) | Q(membership_id=membership.pk if membership else None)
        )

    def unread(self) -> "NotificationQuerySet":
        """Not opened yet."""
        return self.filter(read_at__isnull=True)


class Notification(models.Model):
    """One message. The words are made when shown, in the reader's language."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="notifications")
    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, blank=True, help_text="empty = the person"
    )
    kind = models.CharField(max_length=60, help_text="key of portal.notification_texts")
    params = models.JSONField(default=dict, help_text="values of the text, no personal data")
    path = models.CharField(max_length=300, blank=True, help_text="page without language prefix")
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = [
            models.Index(
                fields=("user", "membership"),
                condition=Q(read_at__isnull=True),
                name="notification_unread",
            ),
            models.Index(fields=("user", "-id"), name="notification_feed"),
        ]

    def __str__(self) -> str:
        return str(self.text)

    @property
    def text(self) -> Any:
        """The message in the language of the page."""
        return text_of(self.kind, self.params)
