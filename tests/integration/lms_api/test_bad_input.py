"""Bad input over HTTP: a clear answer, never a 500, nothing stored."""

import gzip
import json

import pytest

from schools.models import PupilMonth
from tests.factories.cast import synthetic_iin
from tests.factories.contingent import body, pupil_row

pytestmark = pytest.mark.django_db

UNREADABLE = {
    "nothing but spaces": b"  ",
    "not JSON": b"hello",
    "half": b'{"school_id": "3',
    "a byte order mark": "\ufeff{}".encode(),
    "UTF-16": "{}".encode("utf-16"),
    "cp1251": '{"school_id":"школа","year":2025,"month":10,"pupils":[]}'.encode("cp1251"),
    "a list": b"[]",
    "a number": b"1",
    "null": b"null",
    "no fields": b"{}",
    "two documents": b"{}{}",
    "NaN": b'{"school_id":"3","year":NaN,"month":10,"pupils":[]}',
    "a lone surrogate": b'{"school_id":"\\ud800","year":2025,"month":10,"pupils":[]}',
    "depth of a hundred thousand": b"[" * 100_000,
    "a single-quoted text": b"{'school_id': '3'}",
    "a trailing comma": b'{"school_id":"3","year":2025,"month":10,"pupils":[],}',
}


@pytest.mark.parametrize("raw", UNREADABLE.values(), ids=UNREADABLE)
def test_a_body_that_cannot_be_read_is_400(post, school, raw):
    answer = post(raw)
    assert answer.status_code == 400
    assert answer.json()["code"] == "BODY"
    assert answer.headers["Content-Type"] == "application/problem+json"


WRONG_ENVELOPE = [
    {"school_id": 310118639720000001},
    {"school_id": 3.1e17},
    {"school_id": None},
    {"school_id": ["3"]},
    {"year": "2025"},
    {"year": 2025.5},
    {"year": None},
    {"year": True},
    {"month": "10"},
    {"month": None},
    {"month": [10]},
    {"pupils": None},
    {"pupils": {}},
    {"pupils": "all"},
    {"pupils": 5},
]


@pytest.mark.parametrize("change", WRONG_ENVELOPE, ids=str)
def test_an_envelope_of_wrong_types_is_400(post, school, change):
    assert post(body(school, []) | change).status_code == 400


@pytest.mark.parametrize("name", ["school_id", "year", "month", "pupils"])
def test_a_missing_field_of_the_envelope_is_400(post, school, name):
    sent = body(school, [])
    del sent[name]
    assert post(sent).status_code == 400


@pytest.mark.parametrize(
    "school_id",
    ["", "1", "0" * 18, "31011863972000000a", "９" * 18, "3' OR 1=1--", "\u0000" * 18, "1" * 5000],
)
def test_a_malformed_school_id_is_404(post, school, school_id):
    answer = post(body(school_id, []))
    assert answer.status_code == 404


@pytest.mark.parametrize("written", [" {}", "{} ", "\t{}", "{}\n", "\u00a0{}", "+{}"])
def test_an_id_of_a_granted_school_written_otherwise_is_404(post, school, written):
    answer = post(body(written.format(school.school_id), []))
    assert (answer.status_code, answer.json()["code"]) == (404, "SCHOOL")


WRONG_MONTHS = [
    (2025, 0, "MONTH_RANGE"),
    (2025, 13, "MONTH_RANGE"),
    (2025, -1, "MONTH_RANGE"),
    (25, 10, "MONTH_RANGE"),
    (0, 10, "MONTH_RANGE"),
    (10**30, 10, "MONTH_RANGE"),
    (2019, 12, "MONTH_RANGE"),
    (2025, 12, "MONTH_FUTURE"),
    (2026, 1, "MONTH_FUTURE"),
]


@pytest.mark.parametrize(("year", "month", "code"), WRONG_MONTHS)
def test_a_month_that_cannot_be_is_422(post, school, year, month, code):
    answer = post(body(school, [pupil_row()], year=year, month=month))
    assert answer.status_code == 422
    assert [one["code"] for one in answer.json()["errors"]] == [code]
    assert not PupilMonth.objects.exists()


@pytest.mark.parametrize(
    ("media", "status"),
    [
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("multipart/form-data; boundary=x", 415),
        ("", 415),
        ("application/json; charset=utf-8", 200),
        ('application/json;charset="UTF8"; v=1', 200),
        ("application/json; charset=windows-1251", 415),
        ("application/json; charset=utf-16", 415),
        ("APPLICATION/JSON", 200),
    ],
)
def test_only_json_is_taken(post, school, media, status):
    assert post(body(school, []), content_type=media).status_code == status


@pytest.mark.parametrize(
    ("raw", "encoding", "status"),
    [
        pytest.param(b"not gzip", "gzip", 400, id="not-gzip"),
        pytest.param(gzip.compress(b"{}")[:-4], "gzip", 400, id="gzip-cut-short"),
        pytest.param(gzip.compress(b"{}") + b"tail", "gzip", 400, id="gzip-with-a-tail"),
        pytest.param(gzip.compress(b"{}"), "gzip", 400, id="gzip-of-an-empty-object"),
        pytest.param(b"{}", "br", 415, id="brotli"),
        pytest.param(b"{}", "deflate", 415, id="deflate"),
    ],
)
def test_other_encodings_and_broken_gzip_are_refused(post, school, raw, encoding, status):
    assert post(raw, Content_Encoding=encoding).status_code == status


@pytest.mark.parametrize("query", ["?mode=loose", "?mode=", "?dry_run=maybe", "?dry_run="])
def test_an_unknown_option_is_400(post, school, query):
    assert post(body(school, []), query).status_code == 400


@pytest.mark.parametrize("key", ["", " ", "a b", "ключ", "x" * 129, "\x7f"])
def test_a_malformed_idempotency_key_is_400(post, school, key):
    answer = post(body(school, []), Idempotency_Key=key)
    assert answer.status_code == 400


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
def test_another_method_is_405(client, vendor, method):
    answer = getattr(client, method)("/api/lms/v1/contingent", headers=vendor.headers)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")


@pytest.mark.parametrize(
    "path", ["nothing", "schools/", "contingent/1", "submissions/x", "submissions/" + "9" * 40, ""]
)
def test_an_unknown_call_is_404(get, path):
    answer = get(path)
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["contingent/", "nothing", "contingent/patch/", "Contingent"])
def test_an_unknown_call_is_404_whatever_the_method(post, school, path):
    """Not «this call is GET»: a slash too many must be seen."""
    answer = post(body(school, []), path=path)
    assert (answer.status_code, answer.json()["code"]) == (404, "CALL")


HOSTILE = [
    {"iin": "\u0000" * 12},
    {"row_id": "\u0000"},
    {"row_id": "a\u202eb"},
    {"row_id": "x" * 65},
    {"row_id": {}},
    {"study_type": "\u0000"},
    {"grade": 10**400},
    {"birth_date": "2014-05-12\u0000"},
    {"__proto__": {"grade": 1}, "grade": None},
    {"iin": [[[[]]]]},
]


@pytest.mark.parametrize("change", HOSTILE, ids=lambda one: str(one)[:40])
def test_hostile_values_are_row_errors(post, school, change):
    answer = post(body(school, [pupil_row() | change]))
    assert answer.status_code == 422
    assert not PupilMonth.objects.exists()


def test_an_iin_given_as_row_id_is_refused_and_not_kept(post, school):
    iin = synthetic_iin()
    answer = post(body(school, [pupil_row(row_id=iin), pupil_row()]))
    assert [one["code"] for one in answer.json()["errors"]] == ["ROW_ID_FORMAT"]
    assert iin not in answer.content.decode()


def test_a_duplicate_key_takes_the_last_value(post, school):
    raw = json.dumps(body(school, [pupil_row()])).replace('"grade": 5', '"grade": 99, "grade": 5')
    assert post(raw.encode()).status_code == 200
