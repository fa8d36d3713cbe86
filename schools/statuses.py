"""States of the records of this room: the officer's words here, the school's beside them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SchoolStatus(models.TextChoices):
    """Digitisation of a school."""

    DRAFT = "draft", _("Черновик")
    UNDER_REVIEW = "under_review", _("На проверке")
    RETURNED = "returned", _("На доработке у школы")
    ACTIVE = "active", _("Активный")
    REFUSED = "refused", _("Отказано")
    SUSPENDED = "suspended", _("Приостановлена")
    CLOSED = "closed", _("Закрыта")


class SubmissionStatus(models.TextChoices):
    """What became of an LMS push."""

    RECEIVED = "received", _("Получено")
    APPLIED = "applied", _("Применено")
    QUARANTINED = "quarantined", _("Ждёт подтверждения школы")
    REJECTED = "rejected", _("Отклонено")
    SUPERSEDED = "superseded", _("Заменено новой ревизией")


class DuplicateCaseStatus(models.TextChoices):
    """A pupil whom two organisations claim in one month."""

    OPEN = "open", _("Открыто")
    RESOLVED = "resolved", _("Решено")
    APPEALED = "appealed", _("Обжаловано")


class StudyProofStatus(models.TextChoices):
    """A paper that proves a special type of study."""

    SUBMITTED = "submitted", _("Ждёт проверки")
    ACCEPTED = "accepted", _("Принят")
    REJECTED = "rejected", _("Отклонён")
    WITHDRAWN = "withdrawn", _("Отозван школой")


STANDING_PROOFS = (StudyProofStatus.SUBMITTED, StudyProofStatus.ACCEPTED)
"""A paper that nobody has looked at yet counts as well: the school does not wait for an officer."""


SCHOOL_WORDS: dict[str, object] = {
    SchoolStatus.UNDER_REVIEW: _("Проверяется управлением образования"),
    SchoolStatus.RETURNED: _("Верните с исправлениями"),
    SubmissionStatus.QUARANTINED: _("Подтвердите: число учеников резко изменилось"),
}
