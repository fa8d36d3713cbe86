"""States of payment orders."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PaymentOrderStatus(models.TextChoices):
    """A payment order on its way to the bank and back."""

    FORMED = "formed", _("Сформировано")
    APPROVED = "approved", _("Утверждено")
    SENT = "sent", _("Отправлено")
    SENT_UNKNOWN = "sent_unknown", _("Отправка не подтверждена")
    EXECUTED = "executed", _("Исполнено")
    REJECTED = "rejected", _("Отклонено банком")
    REISSUED = "reissued", _("Выпущено заново")


SCHOOL_WORDS: dict[str, object] = {
    PaymentOrderStatus.FORMED: _("Готовится в Финансовом центре"),
    PaymentOrderStatus.APPROVED: _("Готовится к отправке в банк"),
    PaymentOrderStatus.SENT: _("Отправлено в банк"),
    PaymentOrderStatus.SENT_UNKNOWN: _("Уточняется в банке"),
    PaymentOrderStatus.EXECUTED: _("Перечислено на ваш счёт"),
    PaymentOrderStatus.REJECTED: _("Банк не провёл: готовится новое поручение"),
    PaymentOrderStatus.REISSUED: _("Заменено новым поручением"),
}
