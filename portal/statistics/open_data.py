"""Open data for programs: stable English columns, codes, tenge with a point; no language.

The same choice as the page (``year month region stream``) and the same hiding of small groups:
what is hidden stands in one row without a code, so that a column adds up to the page's total.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from core import clock
from core.models import Region
from core.money import tenge_string
from core.periods import ALMATY
from core.web.exports import csv_response
from portal.statistics.facts import Fact, facts_of
from portal.statistics.measures import OF_A_MONTH, Measure
from portal.statistics.protection import closed_registers, hidden_regions, hidden_schools
from portal.statistics.registers import public_registers
from portal.statistics.report import PUBLIC_SCHOOLS
from portal.statistics.reserve import places, queue
from portal.statistics.selection import Selection
from portal.statistics.small_groups import hidden_groups
from portal.statistics.tables import sum_table
from schools.models import School

_SUMS = tuple(Measure)
_OF_SCHOOL = ("school_id", "name_ru", "region_id")
FEW = "<5"
"""In the place of a sum or count of fewer than five pupils."""


@require_safe
def money(request: HttpRequest) -> HttpResponseBase:
    """Region × stream × month; a year's budget in rows without a month."""
    selection = Selection(request.GET)
    year_facts = facts_of(year=selection.year)
    hidden = hidden_groups(year_facts, by=lambda fact: fact.region)
    kept = [fact for fact in year_facts if selection.holds(fact)]
    if selection.region:
        kept = [
            fact for fact in kept if fact.region == selection.region and fact.region not in hidden
        ]
    cells = sorted(
        {_cell(fact, hidden) for fact in kept}, key=lambda cell: (cell[0], cell[1], cell[2] or 0)
    )
    table = sum_table(
        kept,
        by=lambda fact: _cell(fact, hidden),
        labels=dict.fromkeys(cells),
        measures=_SUMS,
    )
    names = dict(Region.objects.values_list("code", "name_ru"))
    heading = ["year", "kato", "region", "stream", "month", *_columns(_SUMS), "pupils"]
    return _file(
        "money",
        heading,
        (
            [
                selection.year,
                f"{row.key[0]}0000000" if row.key[0] else "",
                names.get(row.key[0], ""),
                row.key[1],
                f"{selection.year}-{row.key[2]:02d}" if row.key[2] else "",
                *map(_tenge, row.sums),
                row.pupils,
            ]
            for row in table.rows
        ),
    )


@require_safe
def schools(request: HttpRequest) -> HttpResponseBase:
    """Schools with their sums of the chosen year, month and stream."""
    selection = Selection(request.GET)
    regions = [selection.region] if selection.region else []
    facts = facts_of(year=selection.year, regions=regions, by_school=True)
    heading = ["year", "kato", "school_id", "school", *_columns(OF_A_MONTH), "pupils"]
    return _file("schools", heading, _school_rows(selection, facts))


def _school_rows(selection: Selection, facts: list[Fact]) -> Iterator[list[Any]]:
    schools_by_region: dict[str, dict[int, School]] = defaultdict(dict)
    for school in School.objects.filter(status__in=PUBLIC_SCHOOLS).only(*_OF_SCHOOL):
        schools_by_region[school.region_id][school.pk] = school
    too_small = hidden_regions(year=selection.year)
    kept: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.region not in too_small:
            kept[fact.region].append(fact)
        elif not selection.region:
            kept[""].append(fact)
    for code in (*selection.regions, ""):
        known = schools_by_region[code]
        table = sum_table(
            (fact for fact in kept[code] if selection.holds(fact)),
            by=lambda fact: fact.school,
            labels=dict.fromkeys(known) if kept[code] else {},
            measures=OF_A_MONTH,
            hidden=hidden_groups(
                (fact for fact in kept[code] if fact.school), by=lambda fact: fact.school
            ),
        )
        for row in table.rows:
            school = known.get(row.key)
            yield [
                selection.year,
                f"{code}0000000" if code else "",
                school.school_id if school else "",
                school.name_ru if school else "",
                *map(_tenge, row.sums),
                FEW if row.few else row.pupils,
            ]


@require_safe
def reserve(request: HttpRequest) -> HttpResponseBase:
    """The public queue."""
    place, hidden = places(), hidden_schools()
    heading = [
        "place",
        "application",
        "school_id",
        "school",
        "kato",
        "stream",
        "need",
        "since",
        "rule",
    ]
    rows = (
        [
            place.get(one.pk, ""),
            one.number,
            one.school.school_id,
            one.school.name_ru,
            one.region.kato,
            one.stream,
            FEW if one.school_id in hidden else tenge_string(one.need_tiyn),
            _moment(one.since),
            one.held_by or "after_distribution",
        ]
        for one in queue()
    )
    return _file("reserve", heading, rows)


@require_safe
def registers(request: HttpRequest) -> HttpResponseBase:
    """Registers that were sent to the finance centre."""
    closed = closed_registers()
    heading = ["register", "kato", "stream", "month", "acts", "total", "paid", "state", "accepted"]
    rows = (
        [
            one.number,
            one.region.kato,
            one.stream,
            f"{one.month:%Y-%m}",
            one.acts_count,
            FEW if one in closed else tenge_string(one.total_tiyn),
            FEW if one in closed else tenge_string(one.paid_tiyn),
            one.status,
            one.accepted_on or "",
        ]
        for one in public_registers()
    )
    return _file("registers", heading, rows)


def _cell(fact: Fact, hidden: frozenset[str]) -> tuple[str, str, int | None]:
    return ("" if fact.region in hidden else fact.region, fact.stream, fact.month)


def _columns(measures: Sequence[Measure]) -> list[str]:
    return [measure.value for measure in measures]


def _tenge(tiyn: int | None) -> str:
    return "" if tiyn is None else tenge_string(tiyn)


def _moment(value: dt.datetime | None) -> str:
    return value.astimezone(ALMATY).isoformat(timespec="minutes") if value else ""


def _file(name: str, heading: list[str], rows: Iterable[list[Any]]) -> HttpResponseBase:
    as_of = clock.now().astimezone(ALMATY).isoformat(timespec="seconds")

    def lines() -> Iterator[list[Any]]:
        yield [*heading, "as_of"]
        for row in rows:
            yield [*row, as_of]

    return csv_response(lines(), filename=f"{name}-{as_of[:10]}")
