"""Refused digitisations that the school asked to look at again."""

from django.db.models import OuterRef, QuerySet, Subquery

from core.models import Transition
from schools.models import School


def appealed(rows: QuerySet[School]) -> QuerySet[School]:
    """Those of the schools whose last move is an appeal."""
    last = (
        Transition.objects.filter(subject_kind="schools.school", subject_id=OuterRef("pk"))
        .order_by("-id")
        .values("name")[:1]
    )
    return rows.annotate(last_move=Subquery(last)).filter(last_move="appeal")
