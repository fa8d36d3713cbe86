"""Messages on their way out of the portal."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.models.channel import Contact
from portal.models.notification import Notification


class DeliveryState(models.TextChoices):
    """A message gathers notifications until it is due; then it is tried until it is sent."""

    GATHERING = "gathering", _("собирается")
    TRYING = "trying", _("отправляется")
    SENT = "sent", _("отправлено")
    FAILED = "failed", _("не отправлено")


class Delivery(models.Model):
    """One message to one contact. Its id is the gateway's reference: a second try is no second SMS.

    Whoever finds a row whose lease ran out takes it up, so a killed sender loses nothing.
    """

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="deliveries")
    notifications = models.ManyToManyField(Notification, related_name="deliveries")
    state = models.CharField(max_length=9, choices=DeliveryState, default=DeliveryState.GATHERING)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    provider_id = models.CharField(max_length=64, blank=True)
    problem = models.CharField(max_length=40, blank=True, help_text="class of the last failure")

    class Meta:
        ordering = ("-id",)
        indexes = [
            models.Index(
                fields=("due_at",),
                condition=models.Q(state__in=("gathering", "trying")),
                name="delivery_due",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("contact",),
                condition=models.Q(state="gathering"),
                name="one_gathering_delivery_a_contact",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=DeliveryState.values), name="delivery_state_legal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"
