"""Why a move of a contract is not possible yet."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from core.workflow import condition
from signing import selectors as signing

if TYPE_CHECKING:
    from contracts.models import Contract


@condition(_("Документ договора ещё не подготовлен."))
def has_document(contract: "Contract") -> bool:
    """The bytes to be signed are stored."""
    return contract.document is not None


@condition(_("Нет действительной подписи школы под текущим текстом договора."))
def school_signed(contract: "Contract") -> bool:
    """The school's signature stands under the current bytes."""
    return contract.document is not None and signing.is_signed_by(contract.document, "school")


@condition(_("Нет действительных подписей обеих сторон под текущим текстом договора."))
def both_signed(contract: "Contract") -> bool:
    """Both signatures stand under the current bytes."""
    return contract.document is not None and all(
        signing.is_signed_by(contract.document, side) for side in ("school", "department")
    )
