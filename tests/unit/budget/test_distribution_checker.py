"""The stand-alone checker accepts what the program makes and refuses everything else."""

import copy
import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.distribution import Variant, canonical_json, distribute
from tests.unit.budget.distribution_cases import (
    CHECKER,
    DETERMINISTIC,
    cases,
    load_checker,
    worked_case,
)

differences = load_checker().differences
SHARE_SUMS = ("need_first_tiyn", "need_second_tiyn", "first_tiyn", "second_tiyn", "total_tiyn")


def sealed(protocol):
    """Give a changed protocol a hash that fits, as a careful forger would."""
    body = {key: value for key, value in protocol.items() if key != "sha256"}
    return body | {"sha256": hashlib.sha256(canonical_json(body)).hexdigest()}


@DETERMINISTIC
@given(cases())
def test_every_protocol_is_accepted(case):
    assert differences(distribute(case).as_json()) == []


@DETERMINISTIC
@given(cases(smallest=1), st.data())
def test_every_change_of_one_tiyn_is_refused(case, data):
    forged = distribute(case).as_json()
    step = data.draw(st.sampled_from([1, -1]))
    spot = data.draw(st.sampled_from([*SHARE_SUMS, "left_tiyn", "budget_tiyn"]))
    owner = forged
    if spot in SHARE_SUMS:
        owner = data.draw(st.sampled_from(forged["shares"]))
    owner[spot] = str(int(owner[spot]) + step)
    assert differences(forged)
    assert differences(sealed(forged))


@DETERMINISTIC
@given(cases(smallest=2), st.data())
def test_a_tiyn_moved_between_two_schools_is_refused(case, data):
    forged = distribute(case).as_json()
    giver, taker = data.draw(st.permutations(forged["shares"]))[:2]
    for share, step in ((giver, -1), (taker, 1)):
        share["first_tiyn"] = str(int(share["first_tiyn"]) + step)
        share["total_tiyn"] = str(int(share["total_tiyn"]) + step)
    assert differences(sealed(forged))


def forge_reason(protocol):
    protocol["shares"][1]["reason"] = "full"


def forge_unfunded(protocol):
    protocol["shares"][2]["unfunded_pupils"] -= 1


def forge_count_as_truth(protocol):
    protocol["shares"][0]["unfunded_pupils"] = False


def forge_order_of_shares(protocol):
    protocol["shares"].reverse()


def forge_order_of_schools(protocol):
    protocol["schools"].reverse()


def forge_missing_share(protocol):
    protocol["shares"].pop()


def forge_extra_field(protocol):
    protocol["note"] = ""


def forge_number_for_text(protocol):
    protocol["left_tiyn"] = 0


def forge_variant(protocol):
    protocol["variant"] = "N"


def forge_duplicate_school(protocol):
    protocol["schools"].append(copy.deepcopy(protocol["schools"][-1]))


@pytest.mark.parametrize(
    "forge",
    [
        forge_reason,
        forge_unfunded,
        forge_count_as_truth,
        forge_order_of_shares,
        forge_order_of_schools,
        forge_missing_share,
        forge_extra_field,
        forge_number_for_text,
        forge_variant,
        forge_duplicate_school,
    ],
)
def test_a_forged_protocol_is_refused_even_with_a_fitting_hash(forge):
    protocol = distribute(worked_case(230_000_000)).as_json()
    assert differences(protocol) == []
    forge(protocol)
    assert differences(sealed(protocol))


def test_a_wrong_hash_is_refused():
    protocol = distribute(worked_case(230_000_000, Variant.N)).as_json()
    assert differences(protocol | {"sha256": "0" * 64}) == ["sha256 is not what the rule gives"]


def run_checker(path):
    return subprocess.run(
        [sys.executable, "-I", str(CHECKER), str(path)], capture_output=True, text=True, check=False
    )


def test_the_command_answers_0_for_a_true_protocol_and_1_for_any_other(tmp_path: Path):
    protocol = distribute(worked_case(230_000_000))
    path = tmp_path / "protocol.json"
    path.write_bytes(protocol.as_bytes())
    assert run_checker(path).returncode == 0
    path.write_bytes(protocol.as_bytes().replace(b"908800000", b"908800001"))
    assert run_checker(path).returncode == 1
    path.write_text("{")
    assert run_checker(path).returncode == 1
    assert run_checker(tmp_path / "absent.json").returncode == 1


def test_the_checker_stays_small_and_shares_no_code_with_the_program():
    source = CHECKER.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 150
    assert "import budget" not in source
    assert "from budget" not in source
