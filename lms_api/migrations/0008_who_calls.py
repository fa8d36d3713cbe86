"""Who calls, and for which school: asked with every push, planned once a session."""

from django.db import migrations

CREATE = """
CREATE FUNCTION lms_api_token(
    in_sha256 text, in_now timestamptz, OUT o_id bigint, OUT o_vendor bigint, OUT o_client bigint,
    OUT o_name text, OUT o_used timestamptz, OUT o_sandbox bool
) LANGUAGE plpgsql STABLE AS $$
BEGIN
    SELECT t.id, t.vendor_id, t.client_id, t.name, t.last_used_at, t.is_sandbox
    INTO o_id, o_vendor, o_client, o_name, o_used, o_sandbox
    FROM lms_api_vendortoken t
    WHERE t.sha256 = in_sha256 AND t.revoked_at IS NULL
      AND (t.expires_at IS NULL OR t.expires_at > in_now);
END
$$;
CREATE FUNCTION lms_api_granted_school(
    in_school text, in_vendor bigint, in_today date, OUT o_id bigint, OUT o_organisation bigint,
    OUT o_region text, OUT o_school text, OUT o_locality text
) LANGUAGE plpgsql STABLE AS $$
BEGIN
    SELECT s.id, s.organisation_id, s.region_id, s.school_id, s.locality
    INTO o_id, o_organisation, o_region, o_school, o_locality
    FROM schools_school s
    WHERE s.school_id = in_school AND s.status IN ('active', 'suspended') AND EXISTS (
        SELECT 1 FROM schools_lmsbinding b
        WHERE b.school_id = s.id AND b.vendor_id = in_vendor AND b.since <= in_today
          AND (b.until IS NULL OR b.until >= in_today));
END
$$;
"""
DROP = """
DROP FUNCTION lms_api_token(text, timestamptz);
DROP FUNCTION lms_api_granted_school(text, bigint, date);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("lms_api", "0007_the_push_of_a_request"),
        ("schools", "0018_push_in_two_statements"),
    ]
    operations = [migrations.RunSQL(CREATE, DROP)]
