"""Where a person wants to be told beside the bell, and of what."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import vault


class Channel(models.TextChoices):
    """Ways out of the portal; the bell is always on."""

    EMAIL = "email", _("Электронная почта")
    SMS = "sms", _("SMS 1414")


class NoticeGroup(models.TextChoices):
    """Kinds of notifications as a person chooses them."""

    MOVE = "move", _("Ждут вашего действия: подпись, проверка, ответ")
    REFUSAL = "refusal", _("Возвраты и отказы")
    MONEY = "money", _("Деньги: одобрено, распределено, оплачено")
    OTHER = "other", _("Переписка, поручения и остальное")


class Contact(models.Model):
    """An address of a person, sealed; nothing goes out before the person proved it is theirs."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="contacts")
    channel = models.CharField(max_length=5, choices=Channel)
    address_sealed = models.BinaryField()
    masked = models.CharField(max_length=80, help_text="as pages show it")
    once_a_day = models.BooleanField(default=False, help_text="one message each morning")
    confirmed_at = models.DateTimeField(null=True)
    code_index = models.BinaryField(null=True, max_length=32, help_text="keyed hash of the code")
    code_asked_at = models.DateTimeField(null=True)
    code_tries = models.PositiveSmallIntegerField(default=0)
    codes_sent = models.PositiveSmallIntegerField(default=0, help_text="on the day of the last one")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("user", "channel"), name="one_contact_a_channel"),
            models.CheckConstraint(
                condition=models.Q(channel__in=Channel.values), name="contact_channel_legal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.masked}"

    def seal(self, address: str) -> None:
        """Keep an address of the person this contact belongs to."""
        self.address_sealed = vault.seal(address, aad=self._aad)

    def reveal(self) -> str:
        """The address, for the sender; never for a page or a log."""
        return vault.unseal(self.address_sealed, aad=self._aad)

    @property
    def _aad(self) -> str:
        return f"contact.address|{self.user_id}|{self.channel}"


class ChannelChoice(models.Model):
    """A row stands where the person wants this group by this channel."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="channel_choices")
    channel = models.CharField(max_length=5, choices=Channel)
    group = models.CharField(max_length=8, choices=NoticeGroup)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("user", "channel", "group"), name="one_choice_a_group_and_channel"
            ),
            models.CheckConstraint(
                condition=models.Q(channel__in=Channel.values, group__in=NoticeGroup.values),
                name="channel_choice_legal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.group} → {self.channel}"
