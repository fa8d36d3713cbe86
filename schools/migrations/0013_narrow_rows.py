"""The old column goes; pupil-months get narrow keys and their key serves two questions.

Keys of four bytes hold two thousand million persons. The primary key begins with the person, so it
also answers «who else reports this pupil», and the index of a school's rows repeats its two numbers
once for all rows: both together take half of what they took. Rows are written by COPY under the
month's lock by code that has just read school, vendor and persons; the foreign keys' three triggers
a row cost more than the rows themselves, so invariant I25 looks for orphans instead.
"""

from django.db import migrations, models
import django.db.models.deletion

NARROW = """
DO $$
DECLARE one record;
BEGIN
    FOR one IN SELECT conname FROM pg_constraint
               WHERE conrelid = 'schools_pupilmonth'::regclass AND contype IN ('f', 'p') LOOP
        EXECUTE format('ALTER TABLE schools_pupilmonth DROP CONSTRAINT %I', one.conname);
    END LOOP;
END $$;
ALTER TABLE schools_pupilmonth
    ALTER COLUMN vendor_id TYPE integer, ALTER COLUMN person_id TYPE integer;
ALTER TABLE schools_pupilmonth ADD PRIMARY KEY (month, person_id, school_id, vendor_id);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("schools", "0012_move_bodies"),
    ]

    operations = [
        migrations.RemoveField(model_name="submission", name="raw_sealed"),
        migrations.RunSQL(NARROW, migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name="pupilmonth", name="pupil_month_person"),
        migrations.AddIndex(
            model_name="pupilmonth",
            index=models.Index(fields=["school", "vendor"], name="pupil_month_school"),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="pupilmonth",
                    name="school",
                    field=models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="schools.school",
                    ),
                ),
                migrations.AlterField(
                    model_name="pupilmonth",
                    name="vendor",
                    field=models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                migrations.AlterField(
                    model_name="pupilmonth",
                    name="person",
                    field=models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="schools.person",
                    ),
                ),
            ]
        ),
    ]
