"""Bank statements (camt.053) and what of them was matched."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.fields import TiynField
from core.models import AppendOnlyModel
from payments.models.order import PaymentOrder


class BankStatement(AppendOnlyModel):
    """One account's statement out of an imported file; never counted twice.

    A file may carry the statements of several payers, each with its own identifier.
    """

    statement_id = models.CharField(max_length=40)
    account = models.CharField(max_length=20, help_text="ИИК")
    from_on = models.DateField()
    to_on = models.DateField()
    file = models.BinaryField()
    sha256 = models.CharField(max_length=64, db_index=True)
    original_name = models.CharField(max_length=200)
    lines_count = models.PositiveIntegerField()
    imported_by_id = models.BigIntegerField(help_text="membership")
    imported_at = models.DateTimeField()

    class Meta(AppendOnlyModel.Meta):
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(fields=("account", "statement_id"), name="a_statement_once")
        ]

    def __str__(self) -> str:
        return self.statement_id


class StatementLine(models.Model):
    """One debit entry and the order it paid; what does not match exactly waits for a person."""

    class Outcome(models.TextChoices):
        """How the line was matched."""

        MATCHED = "matched", _("Сопоставлено")
        UNKNOWN_KEY = "unknown_key", _("Нет такого поручения")
        SUM_DIFFERS = "sum_differs", _("Сумма отличается")
        PAYEE_DIFFERS = "payee_differs", _("Счёт получателя отличается")
        NOT_SENT = "not_sent", _("Поручение не отправлялось")
        ALREADY_PAID = "already_paid", _("Уже исполнено")
        PAYER_DIFFERS = "payer_differs", _("Счёт плательщика отличается")
        WAS_REJECTED = "was_rejected", _("Поручение было отклонено")
        INCOMING = "incoming", _("Поступление или возврат")

    statement = models.ForeignKey(BankStatement, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    booked_on = models.DateField()
    amount_tiyn = TiynField()
    key = models.CharField(max_length=35, blank=True, help_text="EndToEndId")
    bank_reference = models.CharField(max_length=60, blank=True)
    payee_iban = models.CharField(max_length=34, blank=True)
    outcome = models.CharField(max_length=14, choices=Outcome)
    order = models.ForeignKey(
        PaymentOrder, on_delete=models.PROTECT, null=True, blank=True, related_name="lines"
    )
    resolution = models.CharField(max_length=500, blank=True, help_text="what a person decided")
    resolved_by_id = models.BigIntegerField(null=True, help_text="membership")
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("statement", "position")
        constraints = [
            models.UniqueConstraint(fields=("statement", "position"), name="one_entry_a_position"),
            models.UniqueConstraint(
                fields=("order",), condition=Q(outcome="matched"), name="an_order_is_paid_once"
            ),
            models.CheckConstraint(
                condition=~Q(outcome="matched") | Q(order__isnull=False),
                name="matched_line_has_order",
            ),
            models.CheckConstraint(
                condition=Q(
                    outcome__in=(
                        "matched",
                        "unknown_key",
                        "sum_differs",
                        "payee_differs",
                        "not_sent",
                        "already_paid",
                        "payer_differs",
                        "was_rejected",
                        "incoming",
                    )
                ),
                name="line_outcome_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id} {self.position} {self.outcome}"
