"""Rows of months name a source (school and vendor in one key): 135 bytes become some 86.

The table is made anew: a dropped column would go on costing its place in every row's header. Each
partition keeps the key on (source, person); «who else reports this pupil» is answered by an index
of blocks of sixteen persons, one entry a block. The view decodes source and type for SQL.
"""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import core.fields
import schools.models.study_type

PARTITIONS = """
CREATE OR REPLACE FUNCTION core_ensure_partition(parent text, first_day date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    partition text := parent || '_' || to_char(first_day, 'YYYYMM');
BEGIN
    IF parent NOT IN ('schools_pupilmonth', 'acts_fundedmonth') THEN
        RAISE EXCEPTION 'not a table that is partitioned by month: %', parent;
    END IF;
    IF first_day <> date_trunc('month', first_day)::date
       OR first_day NOT BETWEEN DATE '2020-01-01' AND DATE '2099-12-01' THEN
        RAISE EXCEPTION 'not the first day of a plausible month: %', first_day;
    END IF;
    IF to_regclass(partition) IS NOT NULL THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('core_ensure_partition'));
    IF to_regclass(partition) IS NOT NULL THEN
        RETURN;
    END IF;
    EXECUTE format(
        'CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
        partition, parent, first_day, (first_day + interval '1 month')::date
    );
    IF parent = 'schools_pupilmonth' THEN
        -- of one month only: the month itself need not stand in the key
        EXECUTE format('CREATE UNIQUE INDEX %I ON %I (source_id, person_id)',
                       partition || '_key', partition);
    END IF;
END
$$;
"""

ANEW = """
ALTER TABLE schools_pupilmonth RENAME TO schools_pupilmonth_before;
DO $$
DECLARE one record;
BEGIN
    FOR one IN SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
               WHERE i.inhparent = 'schools_pupilmonth_before'::regclass LOOP
        EXECUTE format('ALTER TABLE %I RENAME TO %I', one.relname, 'before_' || one.relname);
    END LOOP;
END $$;
CREATE TABLE schools_pupilmonth (
    month date NOT NULL,
    source_id integer NOT NULL,
    person_id integer NOT NULL,
    first_seen_on date NOT NULL,
    grade smallint NOT NULL,
    study_type smallint NOT NULL,
    enrolled_on date NULL,
    left_on date NULL,
    CONSTRAINT grade_0_to_12 CHECK (grade >= 0 AND grade <= 12),
    CONSTRAINT study_type_legal CHECK (study_type IN (1, 2, 3, 4))
) PARTITION BY RANGE (month);
CREATE INDEX pupil_month_block ON schools_pupilmonth ((person_id >> 4));
DO $$
DECLARE one record;
BEGIN
    FOR one IN SELECT to_date(right(c.relname, 6), 'YYYYMM') AS month
               FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
               WHERE i.inhparent = 'schools_pupilmonth_before'::regclass LOOP
        PERFORM core_ensure_partition('schools_pupilmonth', one.month);
    END LOOP;
END $$;
INSERT INTO schools_contingentsource (school_id, vendor_id)
SELECT DISTINCT school_id, vendor_id FROM schools_pupilmonth_before ORDER BY 1, 2;
INSERT INTO schools_pupilmonth
SELECT b.month, s.id, b.person_id, b.first_seen_on, b.grade,
       CASE b.study_type WHEN 'general' THEN 1 WHEN 'correction' THEN 2
                         WHEN 'special_needs' THEN 3 WHEN 'home' THEN 4 END,
       b.enrolled_on, b.left_on
FROM schools_pupilmonth_before b
JOIN schools_contingentsource s ON s.school_id = b.school_id AND s.vendor_id = b.vendor_id
ORDER BY 1, 2, 3;
DROP TABLE schools_pupilmonth_before;
CREATE VIEW schools_pupil_said AS
SELECT p.month, s.school_id, s.vendor_id, p.person_id, p.grade,
       CASE p.study_type WHEN 1 THEN 'general' WHEN 2 THEN 'correction'
                         WHEN 3 THEN 'special_needs' WHEN 4 THEN 'home' END AS study_type,
       p.enrolled_on, p.left_on, p.first_seen_on, p.source_id, p.person_id >> 4 AS person_block
FROM schools_pupilmonth p JOIN schools_contingentsource s ON s.id = p.source_id;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("core", "0002_monthly_partitions"),
        ("schools", "0014_closed_month_by_statement"),
    ]

    operations = [
        migrations.CreateModel(
            name="ContingentSource",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contingent_sources",
                        to="schools.school",
                    ),
                ),
                (
                    "vendor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("school", "vendor"), name="one_source_a_pair")
                ],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(model_name="pupilmonth", name="closed_month"),
        pgtrigger.migrations.RemoveTrigger(
            model_name="pupilmonth", name="no_row_into_a_closed_month"
        ),
        migrations.RunSQL(PARTITIONS, migrations.RunSQL.noop),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(ANEW)],
            state_operations=[
                migrations.DeleteModel(name="PupilMonth"),
                migrations.CreateModel(
                    name="PupilMonth",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "month",
                                "source",
                                "person",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("month", core.fields.MonthField()),
                        (
                            "source",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="schools.contingentsource",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="schools.person",
                            ),
                        ),
                        (
                            "first_seen_on",
                            models.DateField(help_text="first day this school reported the pupil"),
                        ),
                        ("grade", models.SmallIntegerField(help_text="0 (preparatory) to 12")),
                        (
                            "study_type",
                            schools.models.study_type.StudyTypeField(
                                choices=[
                                    ("general", "в общеобразовательном классе"),
                                    ("correction", "в коррекционном классе"),
                                    ("special_needs", "с особыми образовательными потребностями"),
                                    ("home", "на дому"),
                                ]
                            ),
                        ),
                        ("enrolled_on", models.DateField(null=True)),
                        ("left_on", models.DateField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                models.F("person_id").bitrightshift(4), name="pupil_month_block"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("grade__gte", 0), ("grade__lte", 12)),
                                name="grade_0_to_12",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "study_type__in",
                                        ["general", "correction", "special_needs", "home"],
                                    )
                                ),
                                name="study_type_legal",
                            ),
                        ],
                    },
                ),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pupilmonth",
            trigger=pgtrigger.compiler.Trigger(name='no_row_into_a_closed_month', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF EXISTS (SELECT 1 FROM (SELECT month, source_id FROM new_rows GROUP BY 1, 2) t\n                   JOIN schools_contingentsource s ON s.id = t.source_id\n                   JOIN schools_monthclosure c\n                     ON c.month = t.month AND c.school_id = s.school_id\n                   LEFT JOIN schools_monthreopening r ON r.closure_id = c.id\n                   WHERE r.id IS NULL) THEN\n            RAISE EXCEPTION 'pgtrigger: the month is closed by a signed act'\n                USING ERRCODE = 'OB026';\n        END IF;\n        RETURN NULL;\n        ", hash='0540ae9235495347e264706b6e8f02293e5d7af1', level='STATEMENT', operation='INSERT', pgid='pgtrigger_no_row_into_a_closed_month_1001b', referencing='REFERENCING NEW TABLE AS new_rows ', table='schools_pupilmonth', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pupilmonth",
            trigger=pgtrigger.compiler.Trigger(name='no_change_in_a_closed_month', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF EXISTS (SELECT 1 FROM (SELECT month, source_id FROM old_rows GROUP BY 1, 2 UNION SELECT month, source_id FROM new_rows GROUP BY 1, 2) t\n                   JOIN schools_contingentsource s ON s.id = t.source_id\n                   JOIN schools_monthclosure c\n                     ON c.month = t.month AND c.school_id = s.school_id\n                   LEFT JOIN schools_monthreopening r ON r.closure_id = c.id\n                   WHERE r.id IS NULL) THEN\n            RAISE EXCEPTION 'pgtrigger: the month is closed by a signed act'\n                USING ERRCODE = 'OB026';\n        END IF;\n        RETURN NULL;\n        ", hash='1782f3c2c18e8c7496be360f9db7dc1b5efc8d74', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_no_change_in_a_closed_month_37379', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='schools_pupilmonth', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pupilmonth",
            trigger=pgtrigger.compiler.Trigger(name='no_row_out_of_a_closed_month', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF EXISTS (SELECT 1 FROM (SELECT month, source_id FROM old_rows GROUP BY 1, 2) t\n                   JOIN schools_contingentsource s ON s.id = t.source_id\n                   JOIN schools_monthclosure c\n                     ON c.month = t.month AND c.school_id = s.school_id\n                   LEFT JOIN schools_monthreopening r ON r.closure_id = c.id\n                   WHERE r.id IS NULL) THEN\n            RAISE EXCEPTION 'pgtrigger: the month is closed by a signed act'\n                USING ERRCODE = 'OB026';\n        END IF;\n        RETURN NULL;\n        ", hash='afd3750c8e3cb4ee875f0de2c50c00931394880b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_no_row_out_of_a_closed_month_6c3bf', referencing='REFERENCING OLD TABLE AS old_rows ', table='schools_pupilmonth', when='AFTER')),
        ),
    ]
