"""Платёжное поручение: one act's money on its way to the school's account."""

import datetime as dt

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from accounts.scope import scope_of
from acts.models import Act, ActRegister
from core.fields import TiynField
from core.models import AppendOnlyModel, FundingStream, Region
from core.state_guard import guard_states
from core.workflow import Actor
from payments.permissions import is_finance, is_second_person, is_system
from payments.statuses import PaymentOrderStatus


class PaymentBatch(AppendOnlyModel):
    """A file for the bank (pain.001): its bytes are kept, a second sending is the same bytes."""

    number = models.CharField(max_length=30, unique=True)
    message_id = models.CharField(max_length=35, unique=True)
    file = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    orders_count = models.PositiveIntegerField()
    total_tiyn = TiynField()
    created_by_id = models.BigIntegerField(help_text="membership")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.number


class PaymentOrderQuerySet(models.QuerySet["PaymentOrder"]):
    """Orders by who sees them."""

    def visible_to(self, actor: Actor | None) -> "PaymentOrderQuerySet":
        """A school sees the orders of its acts, a department those of its region."""
        return self.filter(
            scope_of(actor, organisation="act__school__organisation_id", region="region_id")
        )


@guard_states(initial=[PaymentOrderStatus.FORMED])
class PaymentOrder(FSMModelMixin, models.Model):
    """An order to pay one act; its details are those of the signed contract."""

    number = models.CharField(max_length=30, unique=True)
    key = models.CharField(max_length=35, unique=True, help_text="EndToEndId for ever; I15")
    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="payment_orders")
    register = models.ForeignKey(ActRegister, on_delete=models.PROTECT, related_name="orders")
    region = models.ForeignKey(Region, on_delete=models.PROTECT)
    stream = models.CharField(max_length=14, choices=FundingStream, default=FundingStream.TUITION)
    status = FSMField(
        max_length=14,
        choices=PaymentOrderStatus,
        default=PaymentOrderStatus.FORMED,
        protected=True,
    )
    amount_tiyn = TiynField()
    formed_on = models.DateField()
    payer_name = models.CharField(max_length=250)
    payer_bin = models.CharField(max_length=12)
    payer_iban = models.CharField(max_length=20, help_text="ИИК")
    payer_bic = models.CharField(max_length=11, help_text="БИК")
    payer_code = models.CharField(max_length=2, help_text="КОд")
    payee_name = models.CharField(max_length=250)
    payee_bin = models.CharField(max_length=12)
    payee_iban = models.CharField(max_length=20, help_text="ИИК")
    payee_bic = models.CharField(max_length=11, help_text="БИК")
    payee_code = models.CharField(max_length=2, help_text="КБе")
    purpose_code = models.CharField(max_length=3, help_text="КНП")
    purpose = models.CharField(max_length=412)
    batch = models.ForeignKey(
        PaymentBatch, on_delete=models.PROTECT, null=True, blank=True, related_name="orders"
    )
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    executed_on = models.DateField(null=True, blank=True)
    bank_reference = models.CharField(max_length=60, blank=True)
    created_by_id = models.BigIntegerField(null=True, help_text="membership; I30")
    created_by_user_id = models.BigIntegerField(null=True, help_text="person; I30")
    approved_by_id = models.BigIntegerField(null=True, help_text="membership")
    approved_by_user_id = models.BigIntegerField(null=True, help_text="person; I30")
    created_at = models.DateTimeField()

    objects = PaymentOrderQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=("status", "region"), name="order_status_region")]
        constraints = [
            models.CheckConstraint(condition=Q(amount_tiyn__gt=0), name="order_positive"),
            models.UniqueConstraint(
                fields=("act",),
                condition=~Q(status__in=("rejected", "reissued")),
                name="one_live_order_an_act",
            ),
            models.CheckConstraint(
                condition=Q(approved_by_id__isnull=True)
                | ~Q(approved_by_id=models.F("created_by_id")),
                name="i30_two_persons",
            ),
            models.CheckConstraint(
                condition=Q(approved_by_user_id__isnull=True)
                | ~Q(approved_by_user_id=models.F("created_by_user_id")),
                name="i30_two_people",
            ),
            models.CheckConstraint(
                condition=Q(status=PaymentOrderStatus.FORMED)
                | Q(approved_by_id__isnull=False, approved_by_user_id__isnull=False),
                name="i30_nothing_leaves_unapproved",
            ),
            models.CheckConstraint(
                condition=Q(status__in=("formed", "approved")) | Q(batch__isnull=False),
                name="sent_order_has_file",
            ),
            models.CheckConstraint(
                condition=Q(key__regex=r"^[A-Z0-9-]{1,35}$"), name="i15_key_is_ascii"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="payee_of_contract",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                IF NOT EXISTS (SELECT 1 FROM acts_act a
                               JOIN contracts_contract c ON c.id = a.contract_id
                               WHERE a.id = NEW.act_id AND c.payee_iban = NEW.payee_iban
                                 AND c.payee_bic = NEW.payee_bic) THEN
                    RAISE EXCEPTION 'pgtrigger: the account is not that of the signed contract'
                        USING ERRCODE = 'OB013';
                END IF;
                RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="details_are_frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                IF (NEW.number, NEW.key, NEW.act_id, NEW.register_id, NEW.amount_tiyn,
                    NEW.payer_bin, NEW.payer_iban, NEW.payer_bic, NEW.payer_code,
                    NEW.payee_bin, NEW.payee_iban, NEW.payee_bic, NEW.payee_code,
                    NEW.purpose_code, NEW.purpose, NEW.created_by_id, NEW.created_by_user_id)
                   IS DISTINCT FROM
                   (OLD.number, OLD.key, OLD.act_id, OLD.register_id, OLD.amount_tiyn,
                    OLD.payer_bin, OLD.payer_iban, OLD.payer_bic, OLD.payer_code,
                    OLD.payee_bin, OLD.payee_iban, OLD.payee_bic, OLD.payee_code,
                    OLD.purpose_code, OLD.purpose, OLD.created_by_id, OLD.created_by_user_id)
                   OR (OLD.batch_id IS NOT NULL AND NEW.batch_id IS DISTINCT FROM OLD.batch_id)
                THEN
                    RAISE EXCEPTION 'pgtrigger: details of a payment order do not change'
                        USING ERRCODE = 'OB015';
                END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @transition(
        field=status,
        source=PaymentOrderStatus.FORMED,
        target=PaymentOrderStatus.APPROVED,
        permission=is_second_person,
        custom={"label": _("Утвердить"), "tone": "primary"},
    )
    def approve(self, *, membership_id: int, user_id: int) -> None:
        """The second person agrees."""
        self.approved_by_id, self.approved_by_user_id = membership_id, user_id

    @transition(
        field=status,
        source=PaymentOrderStatus.APPROVED,
        target=PaymentOrderStatus.SENT,
        permission=is_finance,
    )
    def send(self, *, batch: PaymentBatch) -> None:
        """Put into a file for the bank."""
        self.batch = batch

    @transition(
        field=status,
        source=PaymentOrderStatus.SENT,
        target=PaymentOrderStatus.SENT_UNKNOWN,
        permission=is_finance,
        custom={"label": _("Отправка не подтверждена"), "tone": "quiet", "reason": True},
    )
    def doubt(self) -> None:
        """Nobody can say whether the bank has it; never sent again before that is known."""

    @transition(
        field=status,
        source=[PaymentOrderStatus.SENT, PaymentOrderStatus.SENT_UNKNOWN],
        target=PaymentOrderStatus.EXECUTED,
        permission=is_system,
    )
    def execute(self, *, on_date: dt.date, reference: str) -> None:
        """The bank's statement shows it."""
        self.executed_on, self.bank_reference = on_date, reference

    @transition(
        field=status,
        source=[PaymentOrderStatus.SENT, PaymentOrderStatus.SENT_UNKNOWN],
        target=PaymentOrderStatus.REJECTED,
        permission=is_finance,
        custom={"label": _("Отклонено банком"), "tone": "stop", "reason": True},
    )
    def reject(self) -> None:
        """The bank refused; the money is free for a new order."""

    @transition(
        field=status,
        source=PaymentOrderStatus.REJECTED,
        target=PaymentOrderStatus.REISSUED,
        permission=is_finance,
        custom={"label": _("Выпустить заново"), "tone": "primary"},
    )
    def reissue(self) -> None:
        """A new order takes its place."""
