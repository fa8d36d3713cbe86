"""The shapes of bodies and answers, for the published description only."""

from rest_framework import serializers

from schools.contingent_body import MOST_ROWS
from schools.row_texts import TEXTS
from schools.rules_of_learning import MOST_MARKS, MOST_SUBJECTS
from schools.rules_of_rows import STUDY_TYPES


class Text(serializers.Serializer):
    """A sentence in three languages."""

    ru = serializers.CharField()
    kk = serializers.CharField()
    en = serializers.CharField()


class Finding(serializers.Serializer):
    """One thing about one row."""

    row = serializers.IntegerField(allow_null=True, help_text="from 0; null: the whole push")
    row_id = serializers.CharField(allow_null=True, help_text="the client's own")
    field = serializers.CharField(allow_blank=True)
    code = serializers.ChoiceField(choices=sorted(TEXTS))
    message = Text()
    how_to_fix = Text()


class Changes(serializers.Serializer):
    """Compared with the revision before."""

    added = serializers.IntegerField()
    removed = serializers.IntegerField()
    changed = serializers.IntegerField()


class Forecast(serializers.Serializer):
    """Of the month's act, strings of tiyn."""

    act_tiyn = serializers.CharField()
    held_tiyn = serializers.CharField()
    waiting_tiyn = serializers.CharField()


class PushAnswer(serializers.Serializer):
    """What became of a push."""

    status = serializers.ChoiceField(choices=["OK", "ERROR"])
    state = serializers.ChoiceField(
        choices=["received", "applied", "quarantined", "rejected", "superseded"]
    )
    submission_id = serializers.CharField(allow_null=True)
    revision = serializers.IntegerField(allow_null=True)
    received = serializers.IntegerField()
    accepted = serializers.IntegerField()
    rejected = serializers.IntegerField()
    errors = Finding(many=True)
    warnings = Finding(many=True)
    changes = Changes()
    dry_run = serializers.BooleanField(required=False)
    forecast = Forecast(required=False)


class Pupil(serializers.Serializer):
    """One pupil of the month."""

    iin = serializers.RegexField(r"^[0-9]{12}$")
    grade = serializers.IntegerField(min_value=0, max_value=12, help_text="0 = preparatory")
    birth_date = serializers.DateField()
    study_type = serializers.ChoiceField(choices=sorted(STUDY_TYPES))
    row_id = serializers.CharField(max_length=64, required=False)
    enrolled_on = serializers.DateField(required=False, allow_null=True)
    left_on = serializers.DateField(required=False, allow_null=True)


class Contingent(serializers.Serializer):
    """A month of a school, whole."""

    school_id = serializers.RegexField(r"^[1-9][0-9]{17}$")
    year = serializers.IntegerField(min_value=2020, max_value=2100)
    month = serializers.IntegerField(min_value=1, max_value=12)
    pupils = Pupil(many=True, max_length=MOST_ROWS)


class SchoolRow(serializers.Serializer):
    """A granted school."""

    school_id = serializers.CharField()
    bin = serializers.CharField()
    name = serializers.CharField()
    name_kk = serializers.CharField()


class SchoolPage(serializers.Serializer):
    """A page of them."""

    schools = SchoolRow(many=True)
    next = serializers.CharField(allow_null=True)


class ProblemBody(serializers.Serializer):
    """RFC 9457."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField()
    detail = serializers.CharField()
    instance = serializers.CharField()
    request_id = serializers.CharField(allow_blank=True)


class MoneyEffect(serializers.Serializer):
    """Of the month's act as it stands, strings of tiyn."""

    act_status = serializers.CharField()
    act_tiyn = serializers.CharField()
    held_tiyn = serializers.CharField(help_text="held until a decision or an answer")


class SubmissionAnswer(PushAnswer):
    """The same later, with the findings of the registries and the money of the month's act."""

    findings = Finding(many=True)
    money = MoneyEffect(required=False, allow_null=True)


class PatchPupil(serializers.Serializer):
    """One pupil; a leaving may leave out what the month knows already."""

    iin = serializers.RegexField(r"^[0-9]{12}$")
    grade = serializers.IntegerField(min_value=0, max_value=12, required=False)
    birth_date = serializers.DateField(required=False)
    study_type = serializers.ChoiceField(choices=sorted(STUDY_TYPES), required=False)
    row_id = serializers.CharField(max_length=64, required=False)
    enrolled_on = serializers.DateField(required=False, allow_null=True)
    left_on = serializers.DateField(
        required=False, allow_null=True, help_text="the day of leaving; null takes it back"
    )


class ContingentPatch(serializers.Serializer):
    """Only the pupils named are touched."""

    school_id = serializers.RegexField(r"^[1-9][0-9]{17}$")
    year = serializers.IntegerField(min_value=2020, max_value=2100)
    month = serializers.IntegerField(min_value=1, max_value=12)
    pupils = PatchPupil(many=True, max_length=MOST_ROWS)


class Mark(serializers.Serializer):
    """One mark: `numeric` with a whole number 1–10, `pass_fail` with "pass" or "fail"."""

    subject_id = serializers.CharField()
    mark_type = serializers.ChoiceField(choices=["numeric", "pass_fail"])
    value = serializers.JSONField()


class PupilMarks(serializers.Serializer):
    """The marks of a pupil in a quarter."""

    iin = serializers.RegexField(r"^[0-9]{12}$")
    grade = serializers.IntegerField(min_value=0, max_value=12)
    row_id = serializers.CharField(max_length=64, required=False)
    marks = Mark(many=True, max_length=MOST_MARKS)


class Grades(serializers.Serializer):
    """Marks of a school's quarter, whole."""

    school_id = serializers.RegexField(r"^[1-9][0-9]{17}$")
    year = serializers.IntegerField(
        min_value=2020, max_value=2100, help_text="first year of the school year"
    )
    quarter = serializers.IntegerField(min_value=1, max_value=4)
    pupils = PupilMarks(many=True, max_length=MOST_ROWS)


class TaughtSubject(serializers.Serializer):
    """Hours of one subject."""

    subject_id = serializers.CharField()
    hours = serializers.RegexField(r"^[0-9]{1,6}(\.[0-9]{1,2})?$", help_text='"17.50"')


class Teacher(serializers.Serializer):
    """A teacher's subjects in the period."""

    iin = serializers.RegexField(r"^[0-9]{12}$")
    row_id = serializers.CharField(max_length=64, required=False)
    subjects = TaughtSubject(many=True, max_length=MOST_SUBJECTS)


class Teachers(serializers.Serializer):
    """Teachers of a school's month or quarter, whole; exactly one of `month` and `quarter`."""

    school_id = serializers.RegexField(r"^[1-9][0-9]{17}$")
    year = serializers.IntegerField(
        min_value=2020,
        max_value=2100,
        help_text="of the month; with `quarter` the first year of the school year",
    )
    month = serializers.IntegerField(min_value=1, max_value=12, required=False)
    quarter = serializers.IntegerField(min_value=1, max_value=4, required=False)
    teachers = Teacher(many=True, max_length=MOST_ROWS)


class SubjectRow(serializers.Serializer):
    """A subject of the catalogue."""

    subject_id = serializers.CharField()
    name_ru = serializers.CharField()
    name_kk = serializers.CharField()


class Credentials(serializers.Serializer):
    """RFC 6749 §4.4; the secret may come as Basic instead."""

    grant_type = serializers.ChoiceField(choices=["client_credentials"])
    client_id = serializers.CharField(max_length=200)
    client_secret = serializers.CharField(max_length=200)


class AccessToken(serializers.Serializer):
    """A token of an hour."""

    access_token = serializers.CharField()
    token_type = serializers.ChoiceField(choices=["Bearer"])
    expires_in = serializers.IntegerField(help_text="seconds")
