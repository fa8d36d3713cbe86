"""What keeps the money of a month back, by school and code: the same set-wise SQL for one school
and for a region.

Five sources: lines of formed acts; where no act is formed yet, the facts that would decide about
its lines; rows of the pushes in force that were not taken; pushes that wait for the school's word;
contracts of an ended month without any data. Some ten queries, whatever the number of schools.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from acts.calculations import GENERAL
from acts.selectors.rows import CITIZEN
from budget.selectors.norms import norm_table
from core import clock, settings_book
from core.models import FundingStream
from core.periods import Month
from integrations.dated_settings import EVIDENCE_FRESH_DAYS
from lms_api.months.fixers import NO_DATA, NOT_ERRORS
from schools.models import Locality, School, StudyType
from schools.selectors.contingent import cut_off_day
from schools.statuses import STANDING_PROOFS

_ACTS = """
WITH live AS (
    SELECT DISTINCT ON (school_id) id, school_id FROM acts_act
    WHERE month = %(month)s AND school_id = ANY(%(schools)s) AND kind = 'main'
      AND stream = %(stream)s AND status NOT IN ('annulled', 'awaiting_data')
      AND formed_at IS NOT NULL
    ORDER BY school_id, id DESC)
SELECT live.school_id, l.reason, count(l.id),
       COALESCE(sum(l.price_tiyn - l.amount_tiyn), 0)::bigint
FROM live LEFT JOIN acts_actline l ON l.act_id = live.id AND l.reason <> ALL(%(facts)s)
GROUP BY 1, 2
"""
_SAID = """
WITH prices AS (
    SELECT * FROM unnest(%(regions)s::text[], %(localities)s::text[], %(grades)s::int[],
                         %(types)s::text[], %(owns)s::bigint[], %(generals)s::bigint[])
        AS one(region_id, locality, grade, study_type, own, general)),
said AS (
    SELECT p.*, x.own, x.general FROM schools_pupil_said p
    JOIN schools_school s ON s.id = p.school_id
    JOIN schools_lmsbinding b ON b.school_id = p.school_id AND b.vendor_id = p.vendor_id
     AND b.is_primary AND b.since <= %(day)s AND (b.until IS NULL OR b.until >= %(day)s)
    LEFT JOIN prices x ON x.region_id = s.region_id AND x.locality = s.locality
     AND x.grade = p.grade AND x.study_type = p.study_type
    WHERE p.month = %(month)s AND p.school_id = ANY(%(schools)s)
      AND (p.enrolled_on IS NULL OR p.enrolled_on <= %(day)s)
      AND (p.left_on IS NULL OR p.left_on > %(day)s))
"""
_MEANS = _SAID + (
    "SELECT school_id, (sum(own) / NULLIF(count(own), 0))::bigint FROM said GROUP BY 1"
)
_FACTS = (
    _SAID
    + """
, judged AS (
    SELECT m.school_id, m.own, m.general, CASE
        WHEN m.own IS NULL THEN 'no_norm'
        WHEN p.life_status = 'not_alive' THEN 'not_alive'
        WHEN p.citizenship NOT IN ('', %(citizen)s) AND p.facts_on >= %(fresh_since)s
             AND p.evidence_id IS NOT NULL THEN 'not_citizen'
        WHEN c.status = 'resolved' AND c.decided_for_id <> m.school_id THEN 'case_lost'
        WHEN c.status <> 'resolved' THEN 'claimed_elsewhere'
        WHEN p.facts_on IS NULL OR p.evidence_id IS NULL THEN 'registry_silent'
        WHEN p.facts_on < %(fresh_since)s THEN 'registry_stale'
        WHEN p.life_status = 'unknown' OR p.citizenship = '' THEN 'registry_silent'
        WHEN m.study_type <> 'general' AND m.own > COALESCE(m.general, 0)
             AND NOT EXISTS (SELECT 1 FROM schools_studyproof d WHERE d.school_id = m.school_id
                 AND d.person_id = m.person_id AND d.study_type = m.study_type
                 AND d.status = ANY(%(standing)s) AND d.valid_from <= %(day)s
                 AND (d.valid_until IS NULL OR d.valid_until >= %(day)s))
            THEN 'no_document'
        ELSE '' END AS reason
    FROM said m JOIN schools_person p ON p.id = m.person_id
    LEFT JOIN schools_duplicatecase c ON c.month = m.month AND c.person_id = m.person_id)
SELECT school_id, reason, count(*),
       COALESCE(sum(CASE WHEN reason = 'no_document' THEN own - COALESCE(general, 0)
                         ELSE own END), 0)::bigint
FROM judged WHERE reason <> '' GROUP BY 1, 2
"""
)
_ROWS = """
WITH feeding AS (
    SELECT DISTINCT ON (school_id) school_id, vendor_id FROM schools_lmsbinding
    WHERE school_id = ANY(%(schools)s) AND is_primary AND since <= %(day)s
      AND (until IS NULL OR until >= %(day)s)
    ORDER BY school_id, since DESC, id DESC),
pushes AS (
    SELECT s.id, s.school_id, s.kind, s.revision, s.status, s.answer, s.accepted_count,
           max(s.revision) FILTER (WHERE NOT s.is_patch)
               OVER (PARTITION BY s.school_id, s.kind) AS whole
    FROM schools_submission s JOIN feeding f USING (school_id, vendor_id)
    WHERE s.month = %(month)s AND s.kind IN ('contingent', 'teachers'))
SELECT school_id, kind, error ->> 'code', count(DISTINCT (id, error ->> 'row')), max(id)
FROM pushes, jsonb_array_elements(COALESCE(answer -> 'errors', '[]'::jsonb)) error
WHERE revision >= COALESCE(whole, 0) GROUP BY 1, 2, 3
UNION ALL
SELECT school_id, kind, 'DROP_QUARANTINED', sum(accepted_count)::int, max(id) FROM pushes
WHERE status = 'quarantined' GROUP BY 1, 2
"""
_NO_DATA = """
SELECT k.school_id, count(*), sum(m.amount_tiyn)::bigint
FROM contracts_contract k JOIN contracts_contractmonth m ON m.contract_id = k.id
WHERE k.status = 'active' AND k.stream = %(stream)s AND m.month = %(month)s
  AND k.school_id = ANY(%(schools)s)
  AND NOT EXISTS (SELECT 1 FROM schools_submission s WHERE s.school_id = k.school_id
                  AND s.kind = 'contingent' AND s.month = %(month)s
                  AND s.status IN ('applied', 'superseded', 'quarantined'))
GROUP BY 1
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """One code at one school in one month; tiyn held or lost, an estimate for rows not taken."""

    school_id: int
    code: str
    rows: int
    tiyn: int
    is_estimate: bool = False
    submission_id: int | None = None


def findings(*, schools: Sequence[School], month: Month) -> list[Finding]:
    """Everything that keeps money back in a month of these schools."""
    if not schools:
        return []
    given = _given(schools, month)
    acted = _fetch(_ACTS, given)
    formed = {school for school, *_rest in acted}
    found = [
        Finding(school, reason, rows, tiyn) for school, reason, rows, tiyn in acted if rows
    ]  # fmt: skip
    left = [school for school in schools if school.pk not in formed]
    if left:
        without = given | {"schools": [school.pk for school in left]}
        found += [Finding(*row) for row in _fetch(_FACTS, without) if row[1] not in NOT_ERRORS]
    found += _rows_not_taken(given)
    if month < Month.of(clock.today()):
        found += [
            Finding(school, NO_DATA, count, tiyn)
            for school, count, tiyn in _fetch(_NO_DATA, given)
        ]  # fmt: skip
    return found


def _rows_not_taken(given: Mapping[str, Any]) -> list[Finding]:
    rows = _fetch(_ROWS, given)
    if not rows:
        return []
    means = dict(_fetch(_MEANS, given))
    return [
        Finding(
            school,
            code,
            count,
            (means.get(school) or 0) * count if kind == "contingent" else 0,
            True,
            push,
        )
        for school, kind, code, count, push in rows
    ]


def _given(schools: Sequence[School], month: Month) -> dict[str, Any]:
    today = clock.today()
    fresh_days = int(settings_book.value(EVIDENCE_FRESH_DAYS, today))
    return {
        "schools": [school.pk for school in schools],
        "month": month.first_day,
        "day": cut_off_day(month),
        "stream": str(FundingStream.TUITION),
        "facts": sorted(NOT_ERRORS),
        "citizen": CITIZEN,
        "standing": [str(one) for one in STANDING_PROOFS],
        "fresh_since": today - dt.timedelta(days=fresh_days),
        **_prices({school.region_id for school in schools}, month),
    }


def _prices(regions: Iterable[str], month: Month) -> dict[str, list[Any]]:
    """Columns of the price list: what ``acts.selectors.rows.priced`` finds for each pair."""
    columns: dict[str, list[Any]] = {
        name: [] for name in ("regions", "localities", "grades", "types", "owns", "generals")
    }
    for region in sorted(regions):
        table = norm_table(on_date=month.first_day, region=region)

        def price(locality: str, grade: int, study_type: str, table: Any = table) -> int | None:
            found = table.price_of(
                month=month, locality=locality, grade=grade, study_type=study_type
            )
            return found.monthly_tiyn if found else None

        for locality in Locality.values:
            for grade in range(13):
                general = price(locality, grade, GENERAL)
                for study_type in StudyType.values:
                    own = price(locality, grade, study_type)
                    row = (region, locality, grade, study_type,
                           general if own is None else own, general)  # fmt: skip
                    for column, value in zip(columns.values(), row, strict=True):
                        column.append(value)
    return columns


def _fetch(sql: str, given: Mapping[str, Any]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()
