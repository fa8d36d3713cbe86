"""States of contracts: the officer's words here, the school's beside."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ContractStatus(models.TextChoices):
    """A contract on the state educational order."""

    FORMED = "formed", _("Сформирован")
    WITH_SCHOOL = "with_school", _("На подписи школы")
    WITH_DEPARTMENT = "with_department", _("На подписи УО")
    ACTIVE = "active", _("Активный")
    DECLINED = "declined", _("Отклонён")
    SUSPENDED = "suspended", _("Приостановлен")
    FULFILLED = "fulfilled", _("Исполнен")
    TERMINATED = "terminated", _("Расторгнут")


SCHOOL_WORDS: dict[str, object] = {
    ContractStatus.FORMED: _("Готовит управление образования"),
    ContractStatus.WITH_SCHOOL: _("Ждёт вашей подписи"),
    ContractStatus.WITH_DEPARTMENT: _("Ждёт подписи управления образования"),
}
