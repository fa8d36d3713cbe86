"""What this room refuses, in words fit for the user."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.workflow import TransitionImpossible


class PlanExceeded(TransitionImpossible):
    """The plan has no room for the sum (I3); nothing was written."""

    def __init__(self, message: Any = None) -> None:
        super().__init__(message or _("Сумма договоров превысила бы план финансирования региона."))


class ContractNotInForce(TransitionImpossible):
    """The contract is not in force, so nothing can be acted on it."""

    def __init__(self, message: Any = None) -> None:
        super().__init__(message or _("Договор не действует: подписать акт по нему нельзя."))


class ContractExceeded(TransitionImpossible):
    """Signed acts would exceed the contract (I4); nothing was written."""

    def __init__(self, message: Any = None) -> None:
        super().__init__(message or _("Сумма подписанных актов превысила бы сумму договора."))
