"""States of plans, applications and distributions: officer's words here, the school's beside."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ApplicationStatus(models.TextChoices):
    """A school's application for funding (ГОЗ)."""

    DRAFT = "draft", _("Черновик")
    SUBMITTED = "submitted", _("Подана")
    CHECKING = "checking", _("Автопроверка")
    IN_MODERATION = "in_moderation", _("На модерации")
    RETURNED = "returned", _("На доработке у школы")
    APPROVED = "approved", _("Одобрена")
    ALLOCATED = "allocated", _("Распределена")
    RESERVE = "reserve", _("В резерве")
    REFUSED = "refused", _("Отказано")
    WITHDRAWN = "withdrawn", _("Отозвана")


class PlanVersionStatus(models.TextChoices):
    """A version of a region's financing plan."""

    DRAFT = "draft", _("Проект")
    EFFECTIVE = "effective", _("Действующий")
    SUPERSEDED = "superseded", _("Заменён")
    CLOSED = "closed", _("Закрыт")


class IntakeStatus(models.TextChoices):
    """A window in which schools apply."""

    OPEN = "open", _("Приём открыт")
    CLOSED = "closed", _("Приём закрыт")
    DISTRIBUTED = "distributed", _("Бюджет распределён")


class DistributionStatus(models.TextChoices):
    """A run of the automatic distribution."""

    CALCULATED = "calculated", _("Расчёт")
    AGREED = "agreed", _("Согласовано")
    FIXED = "fixed", _("Зафиксировано")
    DISCARDED = "discarded", _("Отменено")


SCHOOL_WORDS: dict[str, object] = {
    ApplicationStatus.SUBMITTED: _("Отправлена"),
    ApplicationStatus.CHECKING: _("Данные проверяются в государственных базах"),
    ApplicationStatus.IN_MODERATION: _("Рассматривает управление образования"),
    ApplicationStatus.RETURNED: _("Исправьте и отправьте снова"),
    ApplicationStatus.APPROVED: _("Принята, ждёт распределения бюджета"),
    ApplicationStatus.ALLOCATED: _("Деньги выделены"),
    ApplicationStatus.RESERVE: _("В резервном списке"),
}
