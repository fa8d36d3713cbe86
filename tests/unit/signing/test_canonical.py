"""One record, one sequence of bytes."""

from datetime import UTC, date, datetime

import pytest

from signing.canonical import NotCanonical, canonical_document, canonical_json, digest


def test_bytes_are_exactly_these() -> None:
    content = canonical_document(
        kind="act",
        subject_kind="acts.act",
        subject_id=7,
        version=2,
        region="79",
        payload={"б": "Ә", "a": [1, None, True], "sum_tiyn": "2241864000", "on": date(2025, 11, 1)},
    )

    assert content.decode() == (
        '{"format":"ortabilim-document-1","kind":"act",'
        '"payload":{"a":[1,null,true],"on":"2025-11-01","sum_tiyn":"2241864000","б":"Ә"},'
        '"region":"79","subject_id":"7","subject_kind":"acts.act","version":2}'
    )


def test_order_of_keys_does_not_matter() -> None:
    assert canonical_json({"a": 1, "b": 2}) == canonical_json({"b": 2, "a": 1})


@pytest.mark.parametrize(
    "value",
    [
        {"share": 0.1},
        {"sum_tiyn": 100},
        {1: "number as a key"},
        {"a set": {1}},
        {"moment": datetime(2025, 1, 1)},  # noqa: DTZ001 - the point of the case
        {"text": "\ud800"},
        {"bytes": b"x"},
    ],
)
def test_what_has_two_spellings_is_refused(value: dict[object, object]) -> None:
    with pytest.raises(NotCanonical):
        canonical_json(value)


def test_moment_keeps_its_zone() -> None:
    assert canonical_json(datetime(2025, 1, 1, tzinfo=UTC)) == b'"2025-01-01T00:00:00+00:00"'


def test_digest_of_nothing_is_the_known_one() -> None:
    assert digest(b"").startswith("e3b0c44298fc1c14")
