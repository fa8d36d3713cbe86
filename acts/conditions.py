"""Why a move of an act or a register is not possible yet."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from core.workflow import condition
from signing import selectors as signing

if TYPE_CHECKING:
    from acts.models import Act, ActRegister


@condition(_("В акте нет строк: за месяц нет принятых данных LMS."))
def has_lines(act: "Act") -> bool:
    """The month's contingent has been turned into lines."""
    return act.lines.exists()


@condition(_("Документ акта ещё не подготовлен."))
def has_document(act: "Act") -> bool:
    """The bytes of the present lines are stored; forming anew takes them away."""
    return act.document is not None


@condition(_("Нет действительной подписи школы под текущим текстом акта."))
def school_signed(act: "Act") -> bool:
    """The school's signature stands under the current bytes."""
    return act.document is not None and signing.is_signed_by(act.document, "school")


@condition(_("Нет действительных подписей обеих сторон под текущим текстом акта."))
def both_signed(act: "Act") -> bool:
    """Both signatures stand under the current bytes."""
    return act.document is not None and all(
        signing.is_signed_by(act.document, side) for side in ("school", "department")
    )


@condition(_("K6: нет подходящей электронной счёт-фактуры. Школе: выпишите ЭСФ."))
def invoice_is_matched(act: "Act") -> bool:
    """A live e-invoice with equal parties, contract and sum was found."""
    return act.invoices.filter(is_matched=True, revoked_at__isnull=True).exists()


@condition(_("В реестре нет актов."))
def register_has_acts(register: "ActRegister") -> bool:
    """An empty register is not signed."""
    return register.acts.exists()


@condition(_("Нет действительной подписи управления образования под реестром."))
def register_is_signed(register: "ActRegister") -> bool:
    """The department's signature stands under the current bytes."""
    return register.document is not None and signing.is_signed_by(register.document, "department")


@condition(_("Не все акты реестра оплачены."))
def every_act_is_paid(register: "ActRegister") -> bool:
    """All money of the register arrived."""
    return not register.acts.exclude(status="paid").exists()
