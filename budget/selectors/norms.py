"""Per-capita norms of a day, read once and asked many times."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from budget import dated_settings
from budget.calculations import level_of_grade, monthly_price
from budget.models import PerCapitaNorm
from core import clock, settings_book
from core.models import Region
from core.periods import Month


@dataclass(frozen=True)
class Norm:
    """A norm in force: tiyn a pupil a year, with the source that pages show."""

    id: int
    amount_tiyn: int
    source: str
    source_status: str


@dataclass(frozen=True)
class Price:
    """What one pupil costs in one month, and the norm it comes from."""

    norm: Norm
    monthly_tiyn: int


@dataclass(frozen=True)
class NormTable:
    """All norms of a region on a day; a regional norm stands before the country's."""

    norms: dict[tuple[str, str, str], Norm]
    months_base: int

    def norm(self, *, locality: str, grade: int, study_type: str) -> Norm | None:
        """The norm of a pupil, or None where nothing is funded (grade 0 today)."""
        return self.norms.get((locality, level_of_grade(grade), study_type))

    def price_of(self, *, month: Month, locality: str, grade: int, study_type: str) -> Price | None:
        """The price of a pupil in a month, or None where there is no norm."""
        norm = self.norm(locality=locality, grade=grade, study_type=study_type)
        if norm is None:
            return None
        monthly = monthly_price(norm.amount_tiyn, month, months_base=self.months_base)
        return Price(norm, monthly)


def norm_table(*, on_date: dt.date | None = None, region: Region | str | None = None) -> NormTable:
    """Return the norms in force on a day for a region: one query, any number of pupils after it."""
    day = on_date or clock.today()
    code = region.pk if isinstance(region, Region) else region
    rows = PerCapitaNorm.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day),
        Q(region__isnull=True) | Q(region_id=code),
        valid_from__lte=day,
    )
    # the country's before the region's, older before newer: the later one wins its place
    ordered = sorted(rows, key=lambda row: (row.region_id is not None, row.valid_from))
    return NormTable(
        norms={
            (row.locality, row.level, row.study_type): Norm(
                row.pk, row.amount_tiyn, row.source, row.source_status
            )
            for row in ordered
        },
        months_base=int(settings_book.value(dated_settings.MONTHS_BASE, day)),
    )


def price_of(
    *, table: NormTable, month: Month, locality: str, grade: int, study_type: str
) -> Price | None:
    """The price of a pupil in a month by a table that was read once."""
    return table.price_of(month=month, locality=locality, grade=grade, study_type=study_type)


def norms_in_force(*, on_date: dt.date, region: Region | str | None) -> list[PerCapitaNorm]:
    """The rows of norms that pages show for a region."""
    ids = [norm.id for norm in norm_table(on_date=on_date, region=region).norms.values()]
    return list(PerCapitaNorm.objects.filter(pk__in=ids).select_related("region"))
