"""States of acts, lines and registers: the officer's words here, the school's beside."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActStatus(models.TextChoices):
    """An act of rendered services."""

    AWAITING_DATA = "awaiting_data", _("Ждёт данных LMS")
    FORMED = "formed", _("Сформирован")
    WITH_SCHOOL = "with_school", _("На подписи школы")
    WITH_DEPARTMENT = "with_department", _("На подписи УО")
    RETURNED = "returned", _("Возвращён")
    SIGNED = "signed", _("Подписан")
    IN_REGISTER = "in_register", _("В реестре")
    PAYABLE = "payable", _("К оплате")
    PAID = "paid", _("Оплачен")
    ANNULLED = "annulled", _("Аннулирован")


class ActKind(models.TextChoices):
    """One main act a month; the others refer to it."""

    MAIN = "main", _("Основной")
    SUPPLEMENTARY = "supplementary", _("Дополнительный")
    CORRECTIVE = "corrective", _("Корректирующий")


class LineOutcome(models.TextChoices):
    """What the act says of one pupil in the month."""

    PAYABLE = "payable", _("К оплате")
    HELD = "held", _("Отложен до решения")
    WAITING = "waiting", _("Ждёт ответа реестра")
    REJECTED = "rejected", _("Не финансируется")
    OVER_CAPACITY = "over_capacity", _("Сверх мощности")
    OVER_CONTRACT = "over_contract", _("Сверх договора")


class RegisterStatus(models.TextChoices):
    """A consolidated register of acts for payment."""

    FORMING = "forming", _("Формируется")
    SIGNED = "signed", _("Подписан УО")
    SENT = "sent", _("Направлен в ФЦ")
    ACCEPTED = "accepted", _("Принят ФЦ")
    RETURNED = "returned", _("Возвращён с замечаниями")
    PAID = "paid", _("Оплачен")


SCHOOL_WORDS: dict[str, object] = {
    ActStatus.AWAITING_DATA: _("Ждёт данных вашей LMS"),
    ActStatus.WITH_SCHOOL: _("Ждёт вашей подписи"),
    ActStatus.WITH_DEPARTMENT: _("Ждёт подписи управления образования"),
    ActStatus.SIGNED: _("Подписан: выпишите ЭСФ"),
    ActStatus.IN_REGISTER: _("Включён в реестр на оплату"),
    ActStatus.PAYABLE: _("Передан на оплату"),
}

INVOICED = _("Подписан: ждёт реестра")
"""The school's words of a signed act whose e-invoice has been found."""

UNSIGNED = (
    ActStatus.AWAITING_DATA,
    ActStatus.FORMED,
    ActStatus.WITH_SCHOOL,
    ActStatus.RETURNED,
)
"""States in which no side has signed the current lines."""
