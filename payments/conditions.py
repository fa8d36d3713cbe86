"""Why an act may not be paid (yet): guards of I13 and I31 beside the bounds of the counters."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from acts.conditions import both_signed
from acts.models import Invoice
from acts.statuses import ActStatus, RegisterStatus
from core.identifiers import Bin, Iban, InvalidIdentifier

if TYPE_CHECKING:
    from accounts.models import Organisation
    from acts.models import Act
    from payments.models import PaymentOrder

TREASURY = "070"
"""Code of the treasury committee inside an account: budget money leaves only from there."""


def why_not_payable(act: "Act") -> Any:
    """The sentence that forbids an order for this act, or None.

    Both signatures under the current bytes and a live e-invoice with equal sum (I31), an act of
    an accepted register.
    """
    if act.status != ActStatus.PAYABLE or act.register is None:
        return _("акт не передан на оплату")
    if act.register.status != RegisterStatus.ACCEPTED:
        return _("реестр не принят к оплате")
    if act.amount_tiyn <= 0:
        return _("по акту нечего платить")
    if not both_signed(act):
        return _("нет подписей обеих сторон под текущим текстом акта")
    return why_invoice_fails(act)


def why_invoice_fails(act: "Act") -> Any:
    """The sentence about the e-invoice, or None when it stands (I31)."""
    invoice = Invoice.objects.filter(act=act, is_matched=True).order_by("-id").first()
    if invoice is None:
        return _("нет подходящей электронной счёт-фактуры")
    if invoice.revoked_at is not None:
        return _("электронная счёт-фактура отозвана")
    if invoice.amount_tiyn != act.amount_tiyn:
        return _("сумма электронной счёт-фактуры не равна сумме акта")
    return None


def why_payee_fails(act: "Act") -> Any:
    """The sentence about the payee's details in the signed contract, or None (I13)."""
    contract = act.contract
    if contract.active_from is None or contract.signed_by_school_on is None:
        return _("договор не подписан обеими сторонами")
    if not (_is_iban(contract.payee_iban) and contract.payee_bic and contract.payee_kbe):
        return _("в договоре нет действительных реквизитов получателя")
    if not _is_bin(act.school.organisation.bin):
        return _("БИН получателя недействителен")
    return None


def why_payer_fails(payer: "Organisation | None") -> Any:
    """The sentence about the department's own account, or None."""
    if payer is None:
        return _("в регионе нет управления образования")
    if not _is_iban(payer.iban) or payer.iban[4:7] != TREASURY:
        return _("у управления образования нет казначейского счёта (ИИК вида KZ••070…)")
    if not (payer.bic and payer.kbe and _is_bin(payer.bin)):
        return _("реквизиты управления образования не заполнены")
    return None


def why_not_sendable(order: "PaymentOrder") -> Any:
    """What has changed since the order was formed and stops the file, or None (I13, I31)."""
    if order.payee_iban != order.act.contract.payee_iban:
        return _("счёт получателя не тот, что в подписанном договоре")
    if not both_signed(order.act):
        return _("нет подписей обеих сторон под текущим текстом акта")
    return why_invoice_fails(order.act)


def _is_iban(text: str) -> bool:
    try:
        Iban.parse(text)
    except InvalidIdentifier:
        return False
    return True


def _is_bin(text: str) -> bool:
    try:
        Bin.parse(text)
    except InvalidIdentifier:
        return False
    return True
