"""Regions, funding streams and the dated settings book."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class SourceStatus(models.TextChoices):
    """How well a figure or a rule is founded; pages show the mark."""

    CONFIRMED = "confirmed", _("подтверждено")
    ASSUMPTION = "assumption", _("предположение")


class FundingStream(models.TextChoices):
    """What is funded. The deck's A1, A2, A3; in the law these letters mean other things."""

    TUITION = "tuition", _("Обучение (А1)")
    CONSTRUCTION = "construction", _("Строительство (А2)")
    RECONSTRUCTION = "reconstruction", _("Реконструкция (А3)")


class Region(models.Model):
    """A region of the first level: 17 oblasts and three cities."""

    code = models.CharField(max_length=2, primary_key=True, help_text="first two digits of KATO")
    name_ru = models.CharField(max_length=80)
    name_kk = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    regional_act = models.CharField(
        max_length=200, blank=True, help_text="the akimat's resolution that joins the pilot"
    )
    moratorium = models.BooleanField(default=False, help_text="no order in newly opened schools")
    sort_key = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("sort_key", "code")

    def __str__(self) -> str:
        return self.name

    @property
    def kato(self) -> str:
        """The nine-digit code of the region in the classifier of territories."""
        return f"{self.code}0000000"

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return {"kk": self.name_kk, "en": self.name_en}.get(get_language() or "", self.name_ru)


class DatedSetting(models.Model):
    """One value of a rule's parameter with its dates, source and mark.

    A changed rule adds a row; last year's row stays, so last year's act can be recomputed.
    """

    key = models.CharField(max_length=80)
    value = models.JSONField()
    since = models.DateField()
    title = models.CharField(max_length=300, help_text="Russian, marked for translation")
    source = models.CharField(max_length=300, help_text="act, clause, edition; or why assumed")
    status = models.CharField(max_length=12, choices=SourceStatus)

    class Meta:
        ordering = ("key", "-since")
        constraints = [
            models.UniqueConstraint(fields=("key", "since"), name="one_value_a_day"),
            models.CheckConstraint(
                condition=models.Q(status__in=SourceStatus.values), name="setting_status_legal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} = {self.value} since {self.since}"
