"""Bodies move out of the submissions; the catalogue of subjects gets its first content."""

from django.db import migrations

from schools.subject_list import SUBJECTS

MOVE = """
INSERT INTO schools_submissionbody (submission_id, sealed)
SELECT id, raw_sealed FROM schools_submission WHERE raw_sealed IS NOT NULL
"""
BACK = """
UPDATE schools_submission s SET raw_sealed = b.sealed
FROM schools_submissionbody b WHERE b.submission_id = s.id
"""


def seed(apps, schema_editor):
    subject = apps.get_model("schools", "Subject")
    subject.objects.bulk_create(
        [subject(**one._asdict()) for one in SUBJECTS], ignore_conflicts=True
    )


class Migration(migrations.Migration):
    dependencies = [("schools", "0011_learning_and_bodies")]

    operations = [
        migrations.RunSQL(MOVE, BACK),
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]
