"""A push knows its number before it is written, so everything it writes goes in one trip."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("schools.migrations.0018_push_in_two_statements")
READ = """
CREATE FUNCTION schools_read_push(
    in_school int, in_vendor bigint, in_month date, in_day date, in_indexes bytea, in_lock bool,
    OUT is_closed bool, OUT revision int, OUT primary_vendor bigint, OUT source int,
    OUT persons bytea, OUT said text, OUT elsewhere text, OUT submission bigint
) LANGUAGE plpgsql AS $$
DECLARE
    found int[];
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
    source := (
        SELECT s.id FROM schools_contingentsource s
        WHERE s.school_id = in_school AND s.vendor_id = in_vendor);
    -- place and person of each one known, four bytes each
    SELECT string_agg(int4send(asked.place) || int4send(p.id::int), ''), array_agg(p.id)
    INTO persons, found
    FROM (SELECT place, substring(in_indexes FROM place * 32 + 1 FOR 32) AS index
          FROM generate_series(0, length(in_indexes) / 32 - 1) place OFFSET 0) asked
    JOIN schools_person p ON p.iin_index = asked.index;
    -- planned for the month, which is one partition; a kept plan would open them all
    IF source IS NOT NULL THEN
        EXECUTE format(
            'SELECT string_agg(person_id || '' '' || grade || '' '' || study_type || '' ''
                 || coalesce(enrolled_on::text, ''-'') || '' '' || coalesce(left_on::text, ''-''), '','')
             FROM schools_pupilmonth WHERE month = %L AND source_id = %s', in_month, source)
        INTO said;
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
KEEP = """
CREATE FUNCTION schools_keep_submission(
    made bigint, in_school int, in_vendor bigint, in_kind text, in_month date, in_revision int,
    in_is_patch bool, in_received int, in_accepted int, in_standing int, in_answer jsonb,
    in_sha256 text, in_at timestamptz, in_sealed bytea, in_move text, in_state text,
    in_reason text, in_event text, in_replaced text, in_actor text, in_request text
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    older record;
    move text;
    state text;
BEGIN
    INSERT INTO schools_submission (id, school_id, vendor_id, kind, month, revision, status, is_patch,
        received_count, accepted_count, rejected_count, standing_count, answer, body_sha256,
        received_at)
    VALUES (made, in_school, in_vendor, in_kind, in_month, in_revision, 'received', in_is_patch,
        in_received, in_accepted, in_received - in_accepted, in_standing, in_answer, in_sha256,
        in_at);
    IF in_sealed IS NOT NULL THEN
        INSERT INTO schools_submissionbody (submission_id, sealed) VALUES (made, in_sealed);
    END IF;
    IF in_event <> '' THEN
        INSERT INTO core_outboxevent (kind, payload, created_at, due_at, attempts, dead, last_error)
        VALUES (in_event, jsonb_build_object('school_id', in_school,
                'month', to_char(in_month, 'YYYY-MM'), 'submission_id', made),
                in_at, in_at, 0, false, '');
    END IF;
    IF in_revision > 1 AND in_state <> 'rejected' THEN
        FOR older IN
            SELECT u.id, u.status FROM schools_submission u
            WHERE u.school_id = in_school AND u.vendor_id = in_vendor AND u.kind = in_kind
              AND u.month = in_month AND u.revision < in_revision
              AND (u.status = 'quarantined' OR (u.status = 'applied' AND in_state = 'applied'))
            ORDER BY u.id FOR UPDATE
        LOOP
            IF older.status = 'applied' THEN
                move := 'supersede'; state := 'superseded';
            ELSE
                move := 'reject'; state := 'rejected';
            END IF;
            UPDATE schools_submission SET status = state WHERE id = older.id;
            INSERT INTO core_transition (subject_kind, subject_id, name, from_state, to_state, at,
                role, actor_label, reason, request_id, details)
            VALUES ('schools.submission', older.id, move, older.status, state, in_at,
                'system', in_actor, CASE move WHEN 'reject' THEN in_replaced ELSE '' END,
                in_request, '{}');
        END LOOP;
    END IF;
    UPDATE schools_submission SET status = in_state WHERE id = made;
    INSERT INTO core_transition (subject_kind, subject_id, name, from_state, to_state, at, role,
        actor_label, reason, request_id, details)
    VALUES ('schools.submission', made, in_move, 'received', in_state, in_at, 'system', in_actor,
        in_reason, in_request, '{}');
END
$$;
"""
DROP = """
DROP FUNCTION schools_read_push(int, bigint, date, date, bytea, bool);
DROP FUNCTION schools_keep_submission(bigint, int, bigint, text, date, int, bool, int, int, int, jsonb,
    text, timestamptz, bytea, text, text, text, text, text, text, text);
"""


class Migration(migrations.Migration):
    dependencies = [("schools", "0019_narrow_marks")]
    operations = [
        migrations.RunSQL(BEFORE.DROP, BEFORE.READ + BEFORE.KEEP),
        migrations.RunSQL(READ + KEEP, DROP),
    ]
