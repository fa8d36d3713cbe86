"""Every look of a push goes by an index, whatever the planner thinks of a month nobody has counted.

A region's 50 000 persons seemed cheap enough to be read whole with each push, and the partition of a
new month has no statistics yet: a push of 300 rows took three times as long as with 2 000 persons.
The days on which a school first told of its pupils are read here, too: the statement that adds rows
then joins nothing, and its plan can be kept.
"""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("schools.migrations.0020_push_in_one_trip")
READ = """
CREATE FUNCTION schools_read_push(
    in_school int, in_vendor bigint, in_month date, in_day date, in_indexes bytea, in_lock bool,
    OUT is_closed bool, OUT revision int, OUT primary_vendor bigint, OUT source int,
    OUT persons bytea, OUT said text, OUT seen text, OUT elsewhere text, OUT submission bigint
) LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
    found int[];
    sources text;
BEGIN
    IF in_lock THEN
        -- each statement below sees what the lock's holder before committed
        PERFORM pg_advisory_xact_lock(
            in_school, (extract(year FROM in_month) * 12 + extract(month FROM in_month))::int);
    END IF;
    is_closed := EXISTS (
        SELECT 1 FROM schools_monthclosure c LEFT JOIN schools_monthreopening r
            ON r.closure_id = c.id
        WHERE c.school_id = in_school AND c.month = in_month AND r.id IS NULL);
    revision := (
        SELECT u.revision FROM schools_submission u
        WHERE u.school_id = in_school AND u.vendor_id = in_vendor AND u.kind = 'contingent'
          AND u.month = in_month
        ORDER BY u.revision DESC LIMIT 1);
    primary_vendor := (
        SELECT b.vendor_id FROM schools_lmsbinding b
        WHERE b.school_id = in_school AND b.is_primary AND b.since <= in_day
          AND (b.until IS NULL OR b.until >= in_day)
        ORDER BY b.since DESC, b.id DESC LIMIT 1);
    SELECT max(s.id) FILTER (WHERE s.vendor_id = in_vendor), string_agg(s.id::text, ', ')
    INTO source, sources
    FROM schools_contingentsource s WHERE s.school_id = in_school;
    -- place and person of each one known, four bytes each
    SELECT string_agg(int4send(asked.place) || int4send(asked.id), ''), array_agg(asked.id)
    INTO persons, found
    FROM (SELECT place, (SELECT p.id::int FROM schools_person p
                         WHERE p.iin_index = substring(in_indexes FROM place * 32 + 1 FOR 32)) AS id
          FROM generate_series(0, length(in_indexes) / 32 - 1) place OFFSET 0) asked
    WHERE asked.id IS NOT NULL;
    -- planned for the month, which is one partition; a kept plan would open them all
    IF source IS NOT NULL THEN
        EXECUTE format(
            'SELECT string_agg(person_id || '' '' || grade || '' '' || study_type || '' ''
                 || coalesce(enrolled_on::text, ''-'') || '' '' || coalesce(left_on::text, ''-''), '','')
             FROM schools_pupilmonth WHERE month = %L AND source_id = %s', in_month, source)
        INTO said;
    END IF;
    -- persons by the day this school first told of them, this month or the one before
    IF sources IS NOT NULL THEN
        EXECUTE format(
            'SELECT string_agg(day || '' '' || persons, '','' ORDER BY day DESC)
             FROM (SELECT first_seen_on AS day, string_agg(person_id::text, '' '') AS persons
                   FROM schools_pupilmonth WHERE month IN (%L, %L) AND source_id IN (%s)
                   GROUP BY first_seen_on) days',
            in_month, (in_month - interval '1 month')::date, sources)
        INTO seen;
    END IF;
    IF found IS NOT NULL THEN
        EXECUTE format(
            'SELECT string_agg(person_id::text, '' '') FROM schools_pupilmonth
             WHERE month = %L AND person_id >> 4 = ANY($1) AND person_id = ANY($2)
               AND source_id <> $3', in_month)
        USING ARRAY(SELECT DISTINCT one >> 4 FROM unnest(found) one), found, coalesce(source, 0)
        INTO elsewhere;
    END IF;
    IF in_lock THEN
        submission := nextval('schools_submission_id_seq');
    END IF;
END
$$;
"""
DROP = "DROP FUNCTION schools_read_push(int, bigint, date, date, bytea, bool);"


class Migration(migrations.Migration):
    dependencies = [("schools", "0021_fewer_indexes")]
    operations = [
        migrations.RunSQL(DROP + READ, DROP + BEFORE.READ)
    ]
