"""What a vendor learns in the sandbox holds in live: the same pushes get the same answers."""

import random
from typing import Any

import pytest

from tests.factories.cast import synthetic_iin
from tests.factories.contingent import body, pupil_row
from tests.factories.learning import (
    catalogue,
    grades_body,
    mark,
    marks_row,
    teacher_row,
    teachers_body,
)
from tests.factories.sandbox import sandbox_of, school_number

pytestmark = pytest.mark.django_db
WRONG: list[dict[str, Any]] = [
    {"grade": 13}, {"grade": "5"}, {"study_type": "evening"}, {"birth_date": "2014-02-30"},
    {"birth_date": "2013-05-12"}, {"row_id": ""}, {"iin": "1"}, {"enrolled_on": "2025-11-01"},
    {"left_on": "2025-09-30"}, {"enrolled_on": "2025-10-20", "left_on": "2025-10-19"},
    {"grade": None, "study_type": None, "iin": None},
]  # fmt: skip
BODIES: list[Any] = [
    b"", b"{", b"[]", b"null", b"{}", b"\xff", b'{"school_id":5}', b"[" * 10_000,
    {"pupils": None}, {"year": "2025"}, {"month": 13}, {"month": 12}, {"month": 0}, {"year": 1999},
    {"pupils": []}, {"pupils": [5]}, {"school_id": "1" * 18}, {"school_id": "x"},
]  # fmt: skip


@pytest.fixture
def both(post, vendor, school):
    """Ask both worlds the same; ``both(make, query, path=…)`` gives the two answers."""
    catalogue()
    sandbox = sandbox_of(vendor)

    def ask(sent: Any, query: str = "", *, path: str = "contingent", **headers: str):
        given = []
        for call, school_id in ((post, school.school_id), (sandbox.post, school_number(2))):
            own = sent
            if isinstance(sent, dict) and sent.get("school_id") == "here":
                own = sent | {"school_id": school_id}
            given.append(call(own, query, path=path, **headers))
        return given

    return ask


def told(answer: Any) -> tuple[int, dict[str, Any], str | None]:
    said = answer.json()
    for own in ("submission_id", "request_id"):
        said.pop(own, None)
    return answer.status_code, said, answer.headers.get("Retry-After")


def some_rows(chance: random.Random, pool: list[str]) -> list[Any]:
    rows: list[Any] = []
    for _ in range(chance.randint(0, 8)):
        row = pupil_row(
            chance.choice(pool),
            grade=chance.randint(0, 12),
            study_type=chance.choice(["general", "home"]),
            row_id=f"r{chance.randint(1, 99)}",
        )
        rows.append(row | (chance.choice(WRONG) if chance.random() < 0.3 else {}))
    return rows + ([None] if chance.random() < 0.1 else [])


@pytest.mark.parametrize("seed", range(6))
def test_a_story_of_pushes_gets_the_same_answers(both, seed):
    chance = random.Random(seed)
    pool = [pupil_row()["iin"] for _ in range(6)]
    for _step in range(12):
        path = chance.choice(["contingent", "contingent", "contingent/patch"])
        rows = some_rows(chance, pool)
        if path == "contingent/patch" and chance.random() < 0.5:
            rows.append({"iin": chance.choice(pool), "left_on": "2025-10-15"})
        query = chance.choice(["", "", "?mode=strict", "?dry_run=true"])
        live, test = both(body("here", rows), query, path=path)
        assert told(live) == told(test)


@pytest.mark.parametrize("seed", range(3))
def test_marks_and_teachers_get_the_same_answers(both, seed):
    chance = random.Random(seed)
    pool = [pupil_row()["iin"] for _ in range(4)]
    adults = [synthetic_iin() for _ in range(3)]
    both(body("here", [pupil_row(iin) for iin in pool[:2]]))
    for _step in range(6):
        marks = [
            marks_row(
                chance.choice(pool),
                mark(chance.choice(["mathematics", "x"]), chance.choice([1, 10, 11])),
            )
            for _ in range(chance.randint(0, 4))
        ]
        hours = [
            teacher_row(
                iin=chance.choice(adults),
                subjects=[{"subject_id": "physics", "hours": chance.choice(["1", "17.5", "800"])}],
            )
            for _ in range(chance.randint(0, 3))
        ]
        query = chance.choice(["", "?mode=strict", "?dry_run=true"])
        for path, sent in (
            ("grades", grades_body(_Here(), marks)),
            ("teachers", teachers_body(_Here(), hours)),
        ):
            live, test = both(sent, query, path=path)
            assert told(live) == told(test)


@pytest.mark.parametrize("change", BODIES, ids=lambda one: str(one)[:30])
@pytest.mark.parametrize("path", ["contingent", "contingent/patch"])
def test_a_wrong_body_gets_the_same_answer(both, path, change):
    sent = change if isinstance(change, bytes) else body("here", [pupil_row()]) | change
    live, test = both(sent, path=path)
    assert told(live) == told(test)


@pytest.mark.parametrize("query", ["?mode=loose", "?dry_run=maybe", "?mode="])
@pytest.mark.parametrize("key", [None, "", "a b"])
def test_a_wrong_option_gets_the_same_answer(both, query, key):
    headers = {} if key is None else {"Idempotency_Key": key}
    for asked in (query, ""):
        live, test = both(body("here", [pupil_row()]), asked, **headers)
        assert told(live)[0] == told(test)[0]
        assert live.json().get("code") == test.json().get("code")


class _Here:
    """Stands for the school of whichever world is asked."""

    school_id = "here"
