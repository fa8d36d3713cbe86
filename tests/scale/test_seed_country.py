"""``seed_country`` gives the asked size, and the same seed gives the same country."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from schools.models import PupilMonth, School

pytestmark = pytest.mark.django_db


def fingerprint() -> str:
    """Schools, grades and study types by the keyed hash of the pupil: no ids of rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT md5(string_agg(concat_ws('|', s.school_id, encode(p.iin_index, 'hex'),"
            " m.grade, m.study_type), ',' ORDER BY p.iin_index))"
            " FROM schools_pupil_said m JOIN schools_person p ON p.id = m.person_id"
            " JOIN schools_school s ON s.id = m.school_id"
        )
        return cursor.fetchone()[0]


def seeded(seed: int) -> str:
    """The fingerprint of a country that is taken back at once."""
    with transaction.atomic():
        call_command("seed_country", "--schools", "40", "--pupils", "2000", "--seed", str(seed))
        assert School.objects.count() == 40
        assert PupilMonth.objects.count() == 2000
        found = fingerprint()
        transaction.set_rollback(True)
    return found


def test_the_same_seed_gives_the_same_country_and_another_seed_another():
    assert seeded(7) == seeded(7) != seeded(8)


def test_a_filled_database_is_left_alone():
    call_command("seed_country", "--schools", "20", "--pupils", "200")
    with pytest.raises(CommandError, match="already"):
        call_command("seed_country", "--schools", "20", "--pupils", "200")


def test_impossible_numbers_are_one_clear_line():
    with pytest.raises(CommandError, match="five pupils"):
        call_command("seed_country", "--schools", "20", "--pupils", "20")
