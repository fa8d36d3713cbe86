"""How one line of a statement answers one order: exact or not at all."""

from payments.camt053 import Line
from payments.models import PaymentOrder, StatementLine
from payments.statuses import PaymentOrderStatus

Outcome = StatementLine.Outcome

_OF_STATE = {
    PaymentOrderStatus.FORMED: Outcome.NOT_SENT,
    PaymentOrderStatus.APPROVED: Outcome.NOT_SENT,
    PaymentOrderStatus.EXECUTED: Outcome.ALREADY_PAID,
    PaymentOrderStatus.REJECTED: Outcome.WAS_REJECTED,
    PaymentOrderStatus.REISSUED: Outcome.WAS_REJECTED,
}


def outcome_of(line: Line, order: PaymentOrder | None, *, account: str) -> str:
    """Name what a line is to the order with its key; only MATCHED moves money."""
    if not line.is_debit:
        return Outcome.INCOMING
    if order is None:
        return Outcome.UNKNOWN_KEY
    by_state = _OF_STATE.get(PaymentOrderStatus(order.status))
    if by_state is not None:
        return by_state
    if order.payer_iban != account:
        return Outcome.PAYER_DIFFERS
    if order.payee_iban != line.payee_iban:
        return Outcome.PAYEE_DIFFERS
    if order.amount_tiyn != line.amount_tiyn:
        return Outcome.SUM_DIFFERS
    return Outcome.MATCHED
