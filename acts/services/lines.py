"""Writing the lines of an act and taking the national right to be paid, set-wise."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import connection, transaction

from acts.calculations import Claim, Line, PupilRow, Terms, Verdict, form_lines
from acts.models import Act

_INSERT = """
INSERT INTO acts_actline (act_id, month, person_id, grade, study_type, place_in_order, price_tiyn,
    amount_tiyn, held_tiyn, outcome, rule_code, reason, evidence_id, duplicate_case_id)
SELECT %s, %s, given.* FROM unnest(%s::bigint[], %s::smallint[], %s::text[], %s::int[],
    %s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::bigint[],
    %s::bigint[]) AS given
"""
_TAKE = """
INSERT INTO acts_fundedmonth (month, person_id, act_line_id)
SELECT month, person_id, id FROM acts_actline
WHERE act_id = %s AND outcome = 'payable' ORDER BY person_id
ON CONFLICT (month, person_id) DO NOTHING RETURNING person_id
"""
_RELEASE = """
DELETE FROM acts_fundedmonth f USING acts_actline l
WHERE l.id = f.act_line_id AND l.act_id = %s AND f.month = %s
"""


class RightKeepsMoving(RuntimeError):
    """Other acts took pupils of this one again and again; form it anew."""


@transaction.atomic
def replace_lines(*, act: Act, rows: Sequence[PupilRow], terms: Terms) -> list[Line]:
    """Put fresh lines on an unsigned act and take the pupil-months of the payable ones.

    Whom another act took first is formed again as held; the money then goes to the next in the
    order. Rights are taken in the order of persons, so two acts wait for each other and never
    deadlock.
    """
    given = list(rows)
    for _attempt in range(5):
        lines = form_lines(given, terms)
        clear_lines(act=act)
        _insert(act, lines)
        lost = _take(act, lines)
        if not lost:
            return lines
        given = [
            replace(row, claim=Claim.FUNDED) if row.person_id in lost else row for row in given
        ]
    raise RightKeepsMoving(act.number)


def clear_lines(*, act: Act) -> None:
    """Release the act's pupil-months and remove its lines; the trigger guards signed acts."""
    with connection.cursor() as cursor:
        cursor.execute(_RELEASE, [act.pk, act.month])
        cursor.execute("DELETE FROM acts_actline WHERE act_id = %s", [act.pk])


def _insert(act: Act, lines: Sequence[Line]) -> None:
    columns: list[list[object]] = [
        [line.person_id for line in lines],
        [line.grade for line in lines],
        [line.study_type for line in lines],
        [line.place for line in lines],
        [line.price_tiyn for line in lines],
        [line.amount_tiyn for line in lines],
        [line.held_tiyn for line in lines],
        [line.outcome.value for line in lines],
        [line.rule_code for line in lines],
        [line.reason.value for line in lines],
        [line.evidence_id for line in lines],
        [line.case_id for line in lines],
    ]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [act.pk, act.month, *columns])


def _take(act: Act, lines: Sequence[Line]) -> set[int]:
    """Take the rights; returns the persons of payable lines that another act holds."""
    wanted = {line.person_id for line in lines if line.outcome is Verdict.PAYABLE}
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [act.pk])
        return wanted - {person for (person,) in cursor.fetchall()}
