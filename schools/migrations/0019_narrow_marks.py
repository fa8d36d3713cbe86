"""Keys of four bytes in marks and hours, as in pupil-months: 12.0 bytes a mark become 9.6."""

from django.db import migrations

NARROW = """
ALTER TABLE schools_quartermarks
    ALTER COLUMN vendor_id TYPE integer, ALTER COLUMN person_id TYPE integer;
ALTER TABLE schools_teacherhours
    ALTER COLUMN vendor_id TYPE integer, ALTER COLUMN person_id TYPE integer;
"""


class Migration(migrations.Migration):
    dependencies = [("schools", "0018_push_in_two_statements")]
    operations = [migrations.RunSQL(NARROW, migrations.RunSQL.noop)]
