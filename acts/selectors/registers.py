"""Which acts may stand in a register, and why the others do not."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from acts.models import Act, ActRegister, Invoice
from acts.statuses import ActStatus
from core.models import FundingStream
from core.periods import Month

_MATCHED = Invoice.objects.filter(act=OuterRef("pk"), is_matched=True, revoked_at__isnull=True)

_WHY: dict[str, Any] = {
    ActStatus.AWAITING_DATA: _("Нет данных LMS за месяц"),
    ActStatus.FORMED: _("Документ акта готовится"),
    ActStatus.WITH_SCHOOL: _("Ждёт подписи школы"),
    ActStatus.WITH_DEPARTMENT: _("Ждёт подписи управления образования"),
    ActStatus.RETURNED: _("Возвращён с замечаниями"),
    ActStatus.SIGNED: _("Нет подходящей ЭСФ (K6)"),
}


def with_invoices(acts: QuerySet[Act]) -> QuerySet[Act]:
    """The same acts, each knowing whether a matched e-invoice is in force: ``has_invoice``."""
    return acts.annotate(has_invoice=Exists(_MATCHED))


@dataclass(frozen=True)
class LeftOut:
    """An act outside of a register, with the reason in words."""

    act: Act
    why: Any


def ready_acts(
    *, region_id: str, month: Month, stream: str = FundingStream.TUITION
) -> QuerySet[Act]:
    """Signed acts of a region's month with a matched e-invoice in force, not yet in a register."""
    return Act.objects.filter(
        Exists(_MATCHED),
        region_id=region_id,
        month=month.first_day,
        stream=stream,
        status=ActStatus.SIGNED,
        amount_tiyn__gt=0,
    ).order_by("school__sort_key", "pk")


def months_of_acts(*, region_id: str) -> list[Month]:
    """Months of which the region has acts outside of registers, the latest first."""
    days = Act.objects.filter(region_id=region_id, register__isnull=True).values_list(
        "month", flat=True
    )
    return sorted({Month.of(day) for day in days.distinct()}, reverse=True)


def left_out(register: ActRegister) -> list[LeftOut]:
    """Live acts of the register's region, month and stream that stand in no register."""
    acts = Act.objects.filter(
        region_id=register.region_id,
        month=register.month,
        stream=register.stream,
        register__isnull=True,
    ).exclude(status=ActStatus.ANNULLED)
    acts = with_invoices(acts).select_related("school").order_by("school__sort_key", "pk")
    return [LeftOut(act, _why(act)) for act in acts]


def left_out_tiyn(register: ActRegister) -> int:
    """«Не включено, отложено»: what acts outside the register and held lines would come to."""
    outside = sum(one.act.amount_tiyn + one.act.held_tiyn for one in left_out(register))
    return outside + sum(register.acts.values_list("held_tiyn", flat=True))


def _why(act: Any) -> Any:
    if act.status == ActStatus.SIGNED and act.amount_tiyn == 0:
        return _("Нечего платить: все строки отложены или не финансируются")
    if act.status == ActStatus.SIGNED and act.has_invoice:
        return _("Готов, не выбран")
    return _WHY.get(act.status, act.get_status_display())
