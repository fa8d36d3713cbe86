"""Payment orders, batches and bank statements."""

from payments.models.order import PaymentBatch, PaymentOrder
from payments.models.statement import BankStatement, StatementLine

__all__ = ["BankStatement", "PaymentBatch", "PaymentOrder", "StatementLine"]
