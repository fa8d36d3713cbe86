"""The passport of a school: building, licence, capacity, account, fee, documents."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from core.fields import TiynField
from core.models import AppendOnlyModel
from schools.models.school import School


class DocumentKind(models.TextChoices):
    """Documents 1–5 of the deck, the title document and the sanitary permit."""

    LICENCE_ANNEX = "licence_annex", _("Приложение к лицензии")
    INTERNATIONAL_STATUS = (
        "international_status",
        _("Решение о присвоении статуса международной школы (при наличии)"),
    )
    PARENTAL_FEE_ORDER = (
        "parental_fee_order",
        _("Приказ (решение) об утверждении размера родительской платы"),
    )
    SAFETY_COMPLIANCE = (
        "safety_compliance",
        _(
            "Документ, подтверждающий соответствие пожарной безопасности, Санитарным нормам "
            "и Инструкции по организации антитеррористической защиты объектов"
        ),
    )
    STAFFING_STATEMENT = "staffing_statement", _("Заявление об укомплектованности педагогами")
    TITLE_DOCUMENT = "title_document", _("Правоустанавливающий документ на здание")
    SANITARY_PERMIT = "sanitary_permit", _("Санитарно-эпидемиологическое заключение")


REQUIRED_DOCUMENTS = (
    DocumentKind.LICENCE_ANNEX,
    DocumentKind.PARENTAL_FEE_ORDER,
    DocumentKind.SAFETY_COMPLIANCE,
    DocumentKind.STAFFING_STATEMENT,
    DocumentKind.TITLE_DOCUMENT,
)


class BuildingPurpose(models.TextChoices):
    """What the school declares the building to be for."""

    SCHOOL = "school", _("Организация среднего образования")
    OTHER = "other", _("Иное назначение")


class RightKind(models.TextChoices):
    """On what right the school uses the building."""

    OWNERSHIP = "ownership", _("Собственность")
    LEASE = "lease", _("Аренда")


class Passport(models.Model):
    """Everything about a school that is not its identity; one row a school."""

    school = models.OneToOneField(School, on_delete=models.PROTECT, primary_key=True)
    licence_number = models.CharField(max_length=30, blank=True, help_text="KZ00LAA00000000")
    licence_issued_on = models.DateField(null=True, blank=True)
    licence_annex_number = models.CharField(max_length=20, blank=True)
    teaches_primary = models.BooleanField(default=False)
    teaches_basic = models.BooleanField(default=False)
    teaches_general = models.BooleanField(default=False)
    address_code = models.CharField(max_length=16, blank=True, help_text="РКА, 16 digits")
    cadastral_number = models.CharField(max_length=40, blank=True)
    declared_purpose = models.CharField(max_length=10, choices=BuildingPurpose, blank=True)
    purpose_as_written = models.CharField(
        max_length=200, blank=True, help_text="words of the title document"
    )
    right_kind = models.CharField(max_length=10, choices=RightKind, blank=True)
    area_m2 = models.DecimalField(max_digits=9, decimal_places=1, null=True, blank=True)
    commissioned_on = models.DateField(null=True, blank=True)
    design_capacity = models.PositiveIntegerField(
        null=True, blank=True, help_text="places, 1 shift"
    )
    sanitary_places = models.PositiveIntegerField(null=True, blank=True, help_text="places")
    sanitary_number = models.CharField(max_length=60, blank=True)
    sanitary_issued_on = models.DateField(null=True, blank=True)
    shifts = models.PositiveSmallIntegerField(default=1)
    boarding = models.BooleanField(default=False)
    iban = models.CharField(max_length=20, blank=True, help_text="ИИК")
    bic = models.CharField(max_length=11, blank=True, help_text="БИК")
    kbe = models.CharField(max_length=2, blank=True, default="17", help_text="КБе")
    parental_fee_tiyn = TiynField(null=True, blank=True, default=None, help_text="tiyn a year")
    staff_positions = models.PositiveIntegerField(null=True, blank=True)
    staff_filled = models.PositiveIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, help_text="grows with every saved edit")
    updated_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(shifts__gte=1, shifts__lte=3), name="shifts_1_to_3"),
            models.CheckConstraint(
                condition=Q(parental_fee_tiyn__isnull=True) | Q(parental_fee_tiyn__gte=0),
                name="fee_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"passport of {self.school_id}"


class PassportDocument(models.Model):
    """One uploaded document; a newer one of the kind takes its place, the old one stays."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=30, choices=DocumentKind)
    number = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    file = models.FileField(upload_to="passport/%Y/%m/")
    original_name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ("kind", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=("school", "kind"),
                condition=Q(is_current=True),
                name="one_current_document_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=DocumentKind.values), name="document_kind_legal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class PurposeDecision(AppendOnlyModel):
    """Evidence of K1: which officer read which title document, when, and what it says."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="purpose_decisions")
    document = models.ForeignKey(PassportDocument, on_delete=models.PROTECT)
    is_school = models.BooleanField(help_text="the document names a school as the purpose")
    note = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta(AppendOnlyModel.Meta):
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"purpose of {self.school_id}: {self.is_school}"
