"""What the LMS says: this pupil was at this school in this month. Two schools may both say so."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.fields import MonthField
from core.models import AppendOnlyModel
from schools.models.person import Person
from schools.models.school import School


class StudyType(models.TextChoices):
    """The deck's four types of study."""

    GENERAL = "general", _("в общеобразовательном классе")
    CORRECTION = "correction", _("в коррекционном классе")
    SPECIAL_NEEDS = "special_needs", _("с особыми образовательными потребностями")
    HOME = "home", _("на дому")


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


class PupilMonth(models.Model):
    """One pupil in one month at one school, as the vendor last said; partitioned by month.

    Without foreign keys in the database: rows are written by COPY under the month's lock, right
    after school, vendor and persons were read; invariant I25 looks for orphans.
    """

    pk = models.CompositePrimaryKey("month", "school", "vendor", "person")
    month = MonthField()
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, db_index=False, db_constraint=False
    )
    vendor = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        db_index=False,
        db_constraint=False,
        related_name="+",
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, db_index=False, db_constraint=False
    )
    grade = models.SmallIntegerField(help_text="0 (preparatory) to 12")
    study_type = models.CharField(max_length=13, choices=StudyType)
    enrolled_on = models.DateField(null=True)
    left_on = models.DateField(null=True)
    first_seen_on = models.DateField(help_text="first day this school reported the pupil")
    revision = models.IntegerField(help_text="revision of the submission that last set the row")

    class Meta:
        indexes = [models.Index(fields=("school", "vendor"), name="pupil_month_school")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(grade__gte=0, grade__lte=12), name="grade_0_to_12"
            ),
            models.CheckConstraint(
                condition=models.Q(study_type__in=StudyType.values), name="study_type_legal"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="closed_month",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func="""
                IF EXISTS (SELECT 1 FROM schools_monthclosure c
                           LEFT JOIN schools_monthreopening r ON r.closure_id = c.id
                           WHERE c.month = COALESCE(NEW.month, OLD.month)
                             AND c.school_id = COALESCE(NEW.school_id, OLD.school_id)
                             AND r.id IS NULL) THEN
                    RAISE EXCEPTION 'pgtrigger: the month is closed by a signed act'
                        USING ERRCODE = 'OB026';
                END IF;
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
                """,
            ),
            # once a statement: a trigger a row costs more than the rows of a push
            pgtrigger.Trigger(
                name="no_row_into_a_closed_month",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="new_rows"),
                func="""
                IF EXISTS (SELECT 1 FROM (SELECT DISTINCT month, school_id FROM new_rows) n
                           JOIN schools_monthclosure c
                             ON c.month = n.month AND c.school_id = n.school_id
                           LEFT JOIN schools_monthreopening r ON r.closure_id = c.id
                           WHERE r.id IS NULL) THEN
                    RAISE EXCEPTION 'pgtrigger: the month is closed by a signed act'
                        USING ERRCODE = 'OB026';
                END IF;
                RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.school_id} {self.person_id}"
