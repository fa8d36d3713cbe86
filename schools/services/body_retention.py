"""Erase the sealed bodies of old pushes. The submission, its answer and its digest stay.

A body is full of pupils' IINs and is needed only to apply a waiting push, to find the row of a
finding and to settle a dispute: once the term is over, nothing asks for it.
"""

import datetime as dt

from django.db import connection, transaction

from core import clock, settings_book
from schools.dated_settings import RAW_BODY_YEARS
from schools.statuses import SubmissionStatus

SLICE = 500

# a waiting push is applied from its body, so it keeps it for as long as it waits; the array is made
# once, where a plan may ask IN (…) again for every row, and then the limit limits nothing
_ERASE = """
DELETE FROM schools_submissionbody WHERE submission_id = ANY(ARRAY(
    SELECT b.submission_id FROM schools_submissionbody b
    JOIN schools_submission s ON s.id = b.submission_id
    WHERE s.received_at < %s AND s.status <> %s
    ORDER BY b.submission_id LIMIT %s FOR UPDATE OF b SKIP LOCKED))
"""


def kept_since(now: dt.datetime) -> dt.datetime:
    """Bodies received before this moment are over their term."""
    years = int(settings_book.value(RAW_BODY_YEARS, clock.local_date(now)))
    # 29 February of a leap year ends its term on the last day of February
    day = now.day if (now.month, now.day) != (2, 29) else 28
    return now.replace(year=now.year - years, day=day)


@transaction.atomic
def erase_bodies(*, before: dt.datetime, most: int = SLICE) -> int:
    """Erase one slice; returns how many went. Nothing left is 0, so it may be run again."""
    with connection.cursor() as cursor:
        cursor.execute(_ERASE, [before, str(SubmissionStatus.QUARANTINED), most])
        return int(cursor.rowcount)
