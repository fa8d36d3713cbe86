"""What the LMS says: this pupil was at this school in this month. Two schools may both say so."""

from typing import Any

import pgtrigger
from django.db import models

from core.fields import MonthField
from core.models import AppendOnlyModel
from schools.models.person import Person
from schools.models.school import School
from schools.models.source import ContingentSource
from schools.models.study_type import StudyType, StudyTypeField


class StandingClosures(models.Manager["MonthClosure"]):
    """Closures in force: a returned act opens the month again and leaves the closure behind."""

    def get_queryset(self) -> models.QuerySet["MonthClosure"]:
        """Without those that were reopened."""
        return super().get_queryset().filter(reopening__isnull=True)


class MonthClosure(AppendOnlyModel):
    """The first signature of an act closed this school's month; written by the acts room.

    ``objects`` are the closures in force, ``with_reopened`` all that ever were. At most one of a
    school's month is in force (trigger).
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT)
    month = MonthField()
    closed_at = models.DateTimeField()

    objects = StandingClosures()
    with_reopened = models.Manager()

    class Meta(AppendOnlyModel.Meta):
        indexes = [models.Index(fields=("school", "month"), name="closure_school_month")]
        triggers = [
            *AppendOnlyModel.Meta.triggers,
            pgtrigger.Trigger(
                name="one_in_force",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                PERFORM pg_advisory_xact_lock(hashtext('closure|' || NEW.school_id || NEW.month));
                IF EXISTS (SELECT 1 FROM schools_monthclosure c
                           LEFT JOIN schools_monthreopening r ON r.closure_id = c.id
                           WHERE c.month = NEW.month AND c.school_id = NEW.school_id
                             AND r.id IS NULL) THEN
                    RAISE EXCEPTION 'pgtrigger: the month is closed already'
                        USING ERRCODE = 'unique_violation';
                END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school_id} {self.month:%Y-%m}"


class MonthReopening(AppendOnlyModel):
    """A signed act was returned: its closure no longer stands and the LMS may send again."""

    closure = models.OneToOneField(MonthClosure, on_delete=models.PROTECT, related_name="reopening")
    reason = models.CharField(max_length=2000)
    reopened_at = models.DateTimeField()

    class Meta(AppendOnlyModel.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.closure_id}: {self.reason}"


def _refuses(name: str, operation: Any, **tables: str) -> pgtrigger.Trigger:
    """Once a statement: a trigger a row costs more than the rows of a push."""
    touched = " UNION ".join(
        f"SELECT month, source_id FROM {one} GROUP BY 1, 2" for one in tables.values()
    )
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(**tables),
        func=f"""
        IF EXISTS (SELECT 1 FROM ({touched}) t
                   JOIN schools_contingentsource s ON s.id = t.source_id
                   JOIN schools_monthclosure c
                     ON c.month = t.month AND c.school_id = s.school_id
                   LEFT JOIN schools_monthreopening r ON r.closure_id = c.id
                   WHERE r.id IS NULL) THEN
            RAISE EXCEPTION 'pgtrigger: the month is closed by a signed act'
                USING ERRCODE = 'OB026';
        END IF;
        RETURN NULL;
        """,
    )


class PupilMonth(models.Model):
    """One pupil in one month at one school, as the vendor last said; partitioned by month.

    Without foreign keys in the database: rows are written by COPY under the month's lock, right
    after source and persons were read; invariant I25 looks for orphans. At most eight columns: up
    to there a NULL costs no byte (ADR 0010). For SQL by school and vendor read the view
    ``schools_pupil_said``.

    The key is kept by each partition, on source and person: the month is the same in all its rows.
    """

    pk = models.CompositePrimaryKey("month", "source", "person")
    month = MonthField()
    source = models.ForeignKey(
        ContingentSource, on_delete=models.PROTECT, db_index=False, db_constraint=False
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, db_index=False, db_constraint=False
    )
    first_seen_on = models.DateField(help_text="first day this school reported the pupil")
    grade = models.SmallIntegerField(help_text="0 (preparatory) to 12")
    study_type = StudyTypeField()
    enrolled_on = models.DateField(null=True)
    left_on = models.DateField(null=True)

    class Meta:
        # of blocks of persons: schools.selectors.person_blocks
        indexes = [models.Index(models.F("person_id").bitrightshift(4), name="pupil_month_block")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(grade__gte=0, grade__lte=12), name="grade_0_to_12"
            ),
            models.CheckConstraint(
                condition=models.Q(study_type__in=StudyType.values), name="study_type_legal"
            ),
        ]
        triggers = [
            _refuses("no_row_into_a_closed_month", pgtrigger.Insert, new="new_rows"),
            _refuses(
                "no_change_in_a_closed_month", pgtrigger.Update, old="old_rows", new="new_rows"
            ),
            _refuses("no_row_out_of_a_closed_month", pgtrigger.Delete, old="old_rows"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.source_id} {self.person_id}"
