"""Does an LMS speak the API rightly, and does the API keep its word?

With a token of the sandbox (``ob_test_…``) every promise is tried with all fixtures; with another
only dry pushes are made, so a school's month is never touched.

    python -m lms_kit.conformance --base https://…/api/lms/v1 --token …
    python -m lms_kit.conformance --base … --client-id … --client-secret … --body october.json

With ``--body`` the vendor's own push is tried dry and every error is printed with its remedy.
Exit code 0: every promise is kept; 1: one is broken; 2: the kit could not go on.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from .client import LmsClient, Refused
from .made_up import row
from .sandbox import try_all

Check = Callable[[LmsClient, dict[str, Any]], str]
"""Says what is wrong, or nothing."""
_SCHOOLS_TRIED = 20


def a_right_row_is_accepted(client: LmsClient, month: dict[str, Any]) -> str:
    """One right row, dry."""
    said = client.push("contingent", month | {"pupils": [row(1)]}, dry_run="true")
    return "" if said["accepted"] == 1 and said["dry_run"] else f"answered {said['errors']}"


def every_error_comes_at_once(client: LmsClient, month: dict[str, Any]) -> str:
    """Two wrong rows of three, each with all its errors and its row_id."""
    pupils = [row(1), row(2, grade=99, study_type="x"), row(3, iin="1")]
    said = client.push("contingent", month | {"pupils": pupils}, dry_run="true")
    told = {(one["row"], one["row_id"], one["code"]) for one in said["errors"]}
    wanted = {
        (1, "kit-2", "GRADE_RANGE"), (1, "kit-2", "STUDY_TYPE_UNKNOWN"), (2, "kit-3", "IIN_FORMAT"),
    }  # fmt: skip
    return "" if wanted <= told and said["accepted"] == 1 else f"answered {sorted(told)}"


def strict_refuses_all(client: LmsClient, month: dict[str, Any]) -> str:
    """``mode=strict`` with one wrong row."""
    pupils = [row(1), row(2, grade=99)]
    said = client.push("contingent", month | {"pupils": pupils}, dry_run="true", mode="strict")
    return "" if said["status"] == "ERROR" and said["accepted"] == 0 else "some rows were taken"


def a_foreign_school_does_not_exist(client: LmsClient, month: dict[str, Any]) -> str:
    """404, as for an unknown one."""
    try:
        client.push("contingent", month | {"school_id": "999999999999999999", "pupils": []},
                    dry_run="true")  # fmt: skip
    except Refused as refused:
        return "" if refused.status == 404 else str(refused)
    return "it answered"


def subjects_are_listed(client: LmsClient, month: dict[str, Any]) -> str:
    """The catalogue has ids."""
    return "" if all("subject_id" in one for one in client.get("subjects")) else "no ids"


CHECKS: tuple[Check, ...] = (
    a_right_row_is_accepted,
    every_error_comes_at_once,
    strict_refuses_all,
    a_foreign_school_does_not_exist,
    subjects_are_listed,
)


def run(client: LmsClient, *, year: int, month: int) -> Iterator[tuple[str, str]]:
    """Each check's name and what is wrong."""
    asked, wrong = _open_month(client, year=year, month=month)
    if asked is None:
        yield "a school with an open month", wrong
        return
    for check in CHECKS:
        try:
            wrong = check(client, asked)
        except Refused as refused:
            wrong = str(refused)
        yield check.__name__.replace("_", " "), wrong


def _open_month(client: LmsClient, *, year: int, month: int) -> tuple[dict[str, Any] | None, str]:
    """School and month that still take data, or None and why there are none."""
    schools = list(islice(client.schools(), _SCHOOLS_TRIED))
    if not schools:
        return None, "no school has granted its data to this vendor"
    for school in schools:
        asked = {"school_id": school["school_id"], "year": year, "month": month}
        try:
            said = client.push("contingent", asked | {"pupils": []}, dry_run="true")
        except Refused as refused:
            if refused.code != "PERIOD_CLOSED":
                raise
            continue
        if said["status"] == "OK":
            return asked, ""
        return None, said["errors"][0]["message"]["en"]
    return None, f"acts of {year}-{month:02d} are signed: choose --year and --month"


def main() -> int:
    """Print one line a check; 1 when something is wrong."""
    try:
        return _report()
    except (Refused, OSError, ValueError) as stopped:
        print(f"stopped: {stopped}")
        return 2


def _report() -> int:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--base", required=True)
    reader.add_argument("--token", default="")
    reader.add_argument("--client-id", default="")
    reader.add_argument("--client-secret", default="")
    reader.add_argument("--year", type=int, default=2025)
    reader.add_argument("--month", type=int, default=10)
    reader.add_argument("--body", type=Path, help="a contingent push of yours, tried dry")
    given = reader.parse_args()
    client = LmsClient(
        given.base,
        client_id=given.client_id,
        client_secret=given.client_secret,
        token=given.token,
    )
    is_sandbox = given.token.startswith("ob_test_") or given.client_id.startswith("obc_test_")
    told = (
        try_all(client, year=given.year, month=given.month)
        if is_sandbox
        else run(client, year=given.year, month=given.month)
    )
    bad = tried = 0
    for name, wrong in told:
        bad, tried = bad + bool(wrong), tried + 1
        print(f"{'FAIL' if wrong else 'pass'}  {name}{': ' + wrong if wrong else ''}", flush=True)
    print(f"{tried - bad} of {tried} promises kept")
    if given.body:
        said = client.push("contingent", json.loads(given.body.read_text()), dry_run="true")
        print(f"your push: {said['accepted']} accepted, {said['rejected']} rejected")
        for one in said["errors"]:
            print(f"  row {one['row']} {one['row_id'] or ''} {one['field']} {one['code']}:"
                  f" {one['message']['en']} {one['how_to_fix']['en']}")  # fmt: skip
        none = "no contract or not the primary LMS" if said["accepted"] else "no row was accepted"
        print(f"forecast: {said.get('forecast', none)}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
