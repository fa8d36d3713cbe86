"""A function with which the app role may add a month's partition, and nothing else."""

from django.db import migrations

CREATE = """
CREATE FUNCTION core_ensure_partition(parent text, first_day date) RETURNS void
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
    EXECUTE format(
        'CREATE TABLE IF NOT EXISTS %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
        partition, parent, first_day, (first_day + interval '1 month')::date
    );
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [
        migrations.RunSQL(CREATE, "DROP FUNCTION core_ensure_partition(text, date)"),
    ]
