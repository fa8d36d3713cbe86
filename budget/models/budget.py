"""A region's money for private schools, and the norm a pupil."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.scope import scope_of
from core.fields import MonthField, TiynField
from core.models import AppendOnlyModel, FundingStream, Region, SourceStatus
from core.workflow import Actor
from schools.models import Locality, StudyType


class RegionScopedQuerySet(models.QuerySet[models.Model]):
    """Records of a region, seen by its department, the finance centre and audit."""

    def visible_to(self, actor: Actor | None) -> "RegionScopedQuerySet":
        """A department sees its region; schools see none of these pages."""
        return self.filter(scope_of(actor, organisation="pk", region="region_id"))


class RegionalBudget(models.Model):
    """The local budget of one region, stream and fiscal year, with its guarded counters."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT)
    stream = models.CharField(max_length=14, choices=FundingStream, default=FundingStream.TUITION)
    year = models.PositiveSmallIntegerField(help_text="fiscal year")
    amount_tiyn = TiynField()
    planned_tiyn = TiynField(help_text="sum of plans; I2")
    received_tiyn = TiynField(help_text="money that reached the finance centre")
    ordered_tiyn = TiynField(help_text="sum of live payment orders")
    source = models.CharField(max_length=300)
    source_status = models.CharField(max_length=12, choices=SourceStatus)

    objects = RegionScopedQuerySet.as_manager()

    class Meta:
        ordering = ("region", "-year", "stream")
        constraints = [
            models.UniqueConstraint(fields=("region", "stream", "year"), name="one_budget_a_year"),
            models.CheckConstraint(
                condition=Q(planned_tiyn__gte=0, planned_tiyn__lte=F("amount_tiyn")),
                name="i2_plans_within_budget",
            ),
            models.CheckConstraint(
                condition=Q(ordered_tiyn__gte=0, ordered_tiyn__lte=F("received_tiyn")),
                name="orders_within_received_money",
            ),
            models.CheckConstraint(
                condition=Q(received_tiyn__lte=F("amount_tiyn")), name="received_within_budget"
            ),
            models.CheckConstraint(
                condition=Q(stream__in=FundingStream.values), name="budget_stream_legal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {self.year} {self.stream}"


class Tranche(AppendOnlyModel):
    """Money of a region that the finance centre received on a day; comes in parts."""

    budget = models.ForeignKey(RegionalBudget, on_delete=models.PROTECT, related_name="tranches")
    received_on = models.DateField()
    amount_tiyn = TiynField()
    document = models.CharField(max_length=120)
    recorded_by_id = models.BigIntegerField(null=True, help_text="membership")
    recorded_at = models.DateTimeField()

    class Meta(AppendOnlyModel.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(amount_tiyn__gt=0), name="tranche_positive")
        ]

    def __str__(self) -> str:
        return f"{self.received_on} {self.amount_tiyn}"


class SchoolLevel(models.TextChoices):
    """Levels by which the norm differs (methodology of order 597)."""

    PRESCHOOL = "preschool", _("предшкольный класс")
    PRIMARY = "primary", _("1–4 классы")
    BASIC = "basic", _("5–9 классы")
    GENERAL = "general", _("10–11 классы")


class PerCapitaNorm(models.Model):
    """Tenge a pupil a year; dated reference data with a source and a mark."""

    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, help_text="empty = every region"
    )
    locality = models.CharField(max_length=10, choices=Locality)
    level = models.CharField(max_length=10, choices=SchoolLevel)
    study_type = models.CharField(max_length=13, choices=StudyType)
    amount_tiyn = TiynField(help_text="tiyn a year")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True, help_text="exclusive")
    source = models.CharField(max_length=300)
    source_status = models.CharField(max_length=12, choices=SourceStatus)

    class Meta:
        ordering = ("region", "locality", "level", "study_type", "-valid_from")
        constraints = [
            models.UniqueConstraint(
                fields=("region", "locality", "level", "study_type", "valid_from"),
                nulls_distinct=False,
                name="one_norm_a_day",
            ),
            models.CheckConstraint(condition=Q(amount_tiyn__gt=0), name="norm_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.locality} {self.level} {self.study_type} {self.amount_tiyn}"


class MonthlyAmount(models.Model):
    """Base of rows that give a month its sum."""

    month = MonthField()
    amount_tiyn = TiynField()

    class Meta:
        abstract = True
