"""Organisations that people act for."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.collation import search_key, sort_key
from core.models import Region


class OrganisationKind(models.TextChoices):
    """What an organisation is to the funding chain."""

    SCHOOL_OWNER = "school_owner", _("Частная организация образования")
    DEPARTMENT = "department", _("Управление образования")
    FINANCE_CENTRE = "finance_centre", _("Финансовый центр")
    AUDIT = "audit", _("Орган аудита")
    LMS_VENDOR = "lms_vendor", _("Поставщик LMS")
    OPERATOR = "operator", _("Оператор портала")


class Organisation(models.Model):
    """A legal entity: the owner of schools, a department, the finance centre, an LMS vendor."""

    kind = models.CharField(max_length=20, choices=OrganisationKind)
    bin = models.CharField(max_length=12, unique=True)
    name_ru = models.CharField(max_length=250)
    name_kk = models.CharField(max_length=250, blank=True)
    name_en = models.CharField(max_length=250, blank=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, blank=True)
    address = models.CharField(max_length=300, blank=True)
    iban = models.CharField(max_length=20, blank=True, help_text="ИИК, payer's account")
    bic = models.CharField(max_length=11, blank=True, help_text="БИК")
    kbe = models.CharField(max_length=2, blank=True, help_text="КБе / КОд: residency and sector")
    sort_key = models.CharField(max_length=400, blank=True, editable=False)
    search_key = models.CharField(max_length=800, blank=True, editable=False)

    class Meta:
        ordering = ("sort_key", "id")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=OrganisationKind.values), name="organisation_kind_legal"
            ),
            models.UniqueConstraint(
                fields=("region",),
                condition=models.Q(kind=OrganisationKind.DEPARTMENT),
                name="one_department_a_region",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the keys by which names sort and are found."""
        self.sort_key = sort_key(self.name_ru)
        self.search_key = search_key(f"{self.name_ru} {self.name_kk} {self.bin}")
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def name(self) -> str:
        """The name in the language of the page; falls back visibly to Russian."""
        by_language = {"kk": self.name_kk, "en": self.name_en}
        return by_language.get(get_language() or "", "") or self.name_ru
