"""``python -m budget.distribution``: the promise made to other people's programs."""

import hashlib
import json
import subprocess
import sys

import pytest

from budget.distribution import canonical_json
from tests.unit.budget.distribution_cases import ROOT, worked_case


def run(text: bytes, *prefix: str):
    command = [sys.executable, *prefix, "-m", "budget.distribution"]
    return subprocess.run(command, input=text, capture_output=True, cwd=ROOT, check=False)


def worked_json(**changes):
    return worked_case(230_000_000).as_json() | changes


def first_school(**changes):
    schools = worked_json()["schools"]
    return worked_json(schools=[schools[0] | changes, *schools[1:]])


def test_a_case_becomes_a_protocol_that_holds_the_case():
    raw = worked_json()
    answer = run(json.dumps(worked_json(schools=raw["schools"][::-1])).encode())
    assert (answer.returncode, answer.stderr) == (0, b"")
    protocol = json.loads(answer.stdout)
    assert {key: protocol[key] for key in raw} == raw
    assert protocol["left_tiyn"] == "0"
    assert protocol["shares"][1] == {
        "id": "B",
        "need_first_tiyn": "9600000000",
        "need_second_tiyn": "4800000000",
        "first_tiyn": "9600000000",
        "second_tiyn": "1704000000",
        "total_tiyn": "11304000000",
        "unfunded_pupils": 0,
        "reason": "partial_second",
    }


def test_the_hash_is_of_the_canonical_json_without_the_hash():
    protocol = json.loads(run(canonical_json(worked_json())).stdout)
    signed = protocol.pop("sha256")
    text = json.dumps(protocol, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert signed == hashlib.sha256(text.encode("utf-8")).hexdigest()


def test_an_identifier_in_kazakh_survives_as_utf_8():
    answer = run(canonical_json(first_school(id="Әйтеке би")))
    assert "Әйтеке би".encode() in answer.stdout


def test_neither_django_nor_a_database_driver_is_loaded():
    answer = run(canonical_json(worked_json()), "-X", "importtime")
    assert answer.returncode == 0
    assert b"budget.distribution.engine" in answer.stderr
    assert b"django" not in answer.stderr
    assert b"psycopg" not in answer.stderr


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (worked_json(variant="X"), "unknown variant 'X'"),
        (worked_json(variant=["T"]), "unknown variant"),
        (worked_json(algorithm="ortabilim-1"), "unknown algorithm"),
        (worked_json(budget_tiyn="-1"), "budget_tiyn is negative"),
        (worked_json(budget_tiyn=23000000000), "budget_tiyn is not a string of whole tiyn"),
        (worked_json(budget_tiyn="1.5"), "budget_tiyn is not a string of whole tiyn"),
        (worked_json(budget_tiyn="9" * 5000), "budget_tiyn is not a string of whole tiyn"),
        (worked_json(schools={}), "schools is not a list"),
        (worked_json(bonus=1), "the case has unknown 'bonus'"),
        (first_school(id="B"), "school id 'B' stands twice"),
        (first_school(id=""), "not a non-empty text"),
        (first_school(id="\n\ud800"), "not a non-empty text"),
        (first_school(id=7), "schools[0].id is not a text"),
        (first_school(contingent=-1), "school 'A': contingent is negative"),
        (first_school(first_shift_places=-1), "first_shift_places is negative"),
        (first_school(total_places=-1), "total_places is negative"),
        (first_school(unit_cost_tiyn="-1"), "unit_cost_tiyn is negative"),
        (first_school(contingent=1.0), "contingent is not a whole number"),
        (first_school(contingent=True), "contingent is not a whole number"),
        (first_school(contingent=None), "contingent is not a whole number"),
        (first_school(total_place=1), "unknown 'total_place'"),
        ([], "the case is not a JSON object"),
    ],
)
def test_a_bad_case_is_one_clear_line_and_exit_code_2(case, words):
    answer = run(json.dumps(case).encode())
    assert (answer.returncode, answer.stdout) == (2, b"")
    message = answer.stderr.decode()
    assert words in message
    assert message.count("\n") == 1
    assert "Traceback" not in message


@pytest.mark.parametrize(
    "text", [b"", b"{", b"\xff", b'{"variant":"T","variant":"N"}', b"[" * 99999]
)
def test_text_that_is_not_a_case_is_refused_the_same_way(text):
    answer = run(text)
    assert (answer.returncode, answer.stdout) == (2, b"")
    assert answer.stderr.count(b"\n") == 1
    assert b"Traceback" not in answer.stderr
