"""Every promise of the API, tried in the sandbox with its fixtures. May be run again at once.

The ids and numbers are those of the vendor's page «Песочница»; they never change.
"""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from .client import LmsClient, Refused
from .made_up import row

(ORDINARY, NO_CONTRACT, CLOSED, SECOND_LMS, DROP, LIMITED, UNBILLED, REVOKED) = (
    f"9990000000000000{number:02d}" for number in range(1, 9)
)
DEAD, UNKNOWN, FOREIGN = "140512590010", "140512590022", "140512590034"
DOUBLE, SIBLING, DOCUMENT, SILENT = (
    "140512590046", "140512590058", "140512590071", "140512590083",
)  # fmt: skip
TEACHER = {
    "iin": "850101300015",
    "subjects": [{"subject_id": "mathematics", "hours": "72.50"}],
}
Refusal = tuple[int, str]
Promise = Callable[["Tried"], None]


@dataclass(frozen=True)
class Tried:
    """What a promise is tried with. A broken one raises AssertionError."""

    client: LmsClient
    year: int
    month: int

    def body(self, school_id: str, *pupils: Any) -> dict[str, Any]:
        """A month of pupils."""
        return {
            "school_id": school_id,
            "year": self.year,
            "month": self.month,
            "pupils": list(pupils),
        }

    def push(self, school_id: str, *pupils: Any, path: str = "contingent") -> dict[str, Any]:
        """Push and expect 200; no pupil's number may come back."""
        return self.taken(path, self.body(school_id, *pupils))

    def taken(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Send any push and expect 200."""
        status, _headers, said = self.client.once("POST", path, body)
        same("status", status, 200)
        for one in body.get("pupils", body.get("teachers", [])):
            assert not isinstance(one, dict) or one["iin"] not in str(said), "an IIN came back"
        return dict(said)

    def later(self, answer: dict[str, Any]) -> dict[str, Any]:
        """The answer now."""
        said: dict[str, Any] = self.client.get(f"submissions/{answer['submission_id']}")
        return said

    def refused(self, path: str, body: Any, **headers: str) -> Refusal:
        """Status and code of a refusal; it is a problem document that says what it must."""
        status, given, said = self.client.once("POST", path, body, **headers)
        kind = {name.lower(): value for name, value in given.items()}["content-type"]
        same("content type", kind, "application/problem+json")
        same("status in the document", said["status"], status)
        assert {"type", "title", "code", "detail", "instance", "request_id"} <= set(said)
        return status, said["code"]


def same(what: str, got: Any, wanted: Any) -> None:
    """Say what differs."""
    assert got == wanted, f"{what}: {got!r}, promised {wanted!r}"


def codes(found: list[dict[str, Any]]) -> list[str]:
    """The codes of errors, warnings or findings."""
    return [one["code"] for one in found]


def a_fixture(iin: str, *, warning: str = "", finding: str = "", paid: int, **more: Any) -> Promise:
    """A promise about one pupil of fixed behaviour; ``paid`` in tiyn."""

    def tried(it: Tried) -> None:
        answer = it.push(ORDINARY, row(1, iin=iin, **more))
        same("warnings", codes(answer["warnings"]), [warning] if warning else [])
        said = it.later(answer)
        same("findings", codes(said["findings"]), [finding] if finding else [])
        same("act_tiyn", said["money"]["act_tiyn"], str(paid))

    return tried


def schools_come_in_pages(it: Tried) -> None:
    """Seven, ids are strings, the revoked one is absent."""
    ids = [one["school_id"] for one in it.client.schools()]
    same("schools", len(ids), 7)
    assert all(isinstance(one, str) and len(one) == 18 for one in ids)
    assert REVOKED not in ids


def errors_come_at_once(it: Tried) -> None:
    """Each wrong row with all its codes, its number and its row_id, in three languages."""
    said = it.push(ORDINARY, row(1), row(2, grade=99, study_type="x"), row(3, birth_date="x"))
    told = {(one["row"], one["row_id"], one["code"]) for one in said["errors"]}
    wanted = {
        (1, "kit-2", "GRADE_RANGE"),
        (1, "kit-2", "STUDY_TYPE_UNKNOWN"),
        (2, "kit-3", "BIRTH_DATE_FORMAT"),
    }
    same("errors", told, wanted)
    same("accepted", said["accepted"], 1)
    for one in said["errors"]:
        same("languages", set(one["message"]) & set(one["how_to_fix"]), {"ru", "kk", "en"})


def strict_takes_all_or_nothing(it: Tried) -> None:
    """422 and nothing taken."""
    body = it.body(ORDINARY, row(1), row(2, grade=99))
    status, _headers, said = it.client.once("POST", "contingent?mode=strict", body)
    same("answer", (status, said["status"], said["accepted"]), (422, "ERROR", 0))


def a_dry_run_writes_nothing_and_forecasts(it: Tried) -> None:
    """The forecast is the later act."""
    before = it.push(ORDINARY)["revision"]
    body = it.body(ORDINARY, row(1), row(2, iin=DEAD), row(3, study_type="home"))
    told = it.taken("contingent?dry_run=true", body)
    same("submission_id", told["submission_id"], None)
    answer = it.taken("contingent", body)
    same("revision", answer["revision"], before + 1)
    forecast, money = told["forecast"], it.later(answer)["money"]
    same("act_tiyn", forecast["act_tiyn"], money["act_tiyn"])
    held = int(forecast["held_tiyn"]) + int(forecast["waiting_tiyn"])
    same("held_tiyn", str(held), money["held_tiyn"])


def a_key_gives_the_first_answer(it: Tried) -> None:
    """The same body; another body is 422, a malformed key 400."""
    key, body = uuid.uuid4().hex, it.body(ORDINARY, row(1))
    first = it.client.once("POST", "contingent", body, Idempotency_Key=key)
    again = it.client.once("POST", "contingent", body, Idempotency_Key=key)
    same("answers", again[2], first[2])
    other = it.refused("contingent", it.body(ORDINARY), Idempotency_Key=key)
    same("another body", other, (422, "KEY_REUSED"))
    wrong = it.refused("contingent", body, Idempotency_Key="a b")
    same("a key with a space", wrong, (400, "IDEMPOTENCY_KEY"))


def a_patch_touches_only_its_pupils(it: Tried) -> None:
    """A leaving is an event; a stranger is an error."""
    first = it.push(ORDINARY, row(1), row(2))
    leaving = {"iin": row(2)["iin"], "left_on": f"{it.year}-{it.month:02d}-15"}
    second = it.push(ORDINARY, leaving, path="contingent/patch")
    same("changes", second["changes"], {"added": 0, "removed": 0, "changed": 1})
    same("the older one", it.later(first)["state"], "superseded")
    stranger = it.body(ORDINARY, leaving | {"iin": row(3)["iin"]})
    _status, _headers, said = it.client.once("POST", "contingent/patch", stranger)
    same("a stranger", codes(said["errors"]), ["NOT_IN_MONTH"])


def without_a_contract_no_money(it: Tried) -> None:
    """``money`` is null, no forecast."""
    same("money", it.later(it.push(NO_CONTRACT, row(1)))["money"], None)
    told = it.taken("contingent?dry_run=true", it.body(NO_CONTRACT, row(1)))
    assert "forecast" not in told, "a forecast without a contract"


def a_closed_month_is_409(it: Tried) -> None:
    """Also dry and as a patch."""
    for path in ("contingent", "contingent?dry_run=true", "contingent/patch"):
        same(path, it.refused(path, it.body(CLOSED, row(1))), (409, "PERIOD_CLOSED"))


def a_second_lms_is_told(it: Tried) -> None:
    """A warning, and no money."""
    answer = it.push(SECOND_LMS, row(1))
    same("warnings", codes(answer["warnings"]), ["NOT_PRIMARY"])
    assert "money" not in it.later(answer), "money of an act that it does not feed"


def a_sharp_drop_waits(it: Tried) -> None:
    """Until a newer push takes its place."""
    many = [row(10 + 3 * number) for number in range(45)]
    same("state", it.push(DROP, *many)["state"], "applied")
    few = it.push(DROP, *many[:5])
    same("state", (few["state"], codes(few["warnings"])), ("quarantined", ["DROP_QUARANTINED"]))
    it.push(DROP, *many)
    same("the waiting one", it.later(few)["state"], "rejected")


def a_limit_says_how_long_to_wait(it: Tried) -> None:
    """One of two is 429 with Retry-After, the other is taken."""
    answers = [it.client.once("POST", "contingent", it.body(LIMITED, row(1))) for _ in "12"]
    same("statuses", sorted(one[0] for one in answers), [200, 429])
    [refused] = [one for one in answers if one[0] == 429]
    assert int({name.lower(): value for name, value in refused[1].items()}["retry-after"]) >= 1


def a_signed_act_waits_for_its_invoice(it: Tried) -> None:
    """No ЭСФ yet: ``act_status`` is signed."""
    same("act_status", it.later(it.push(UNBILLED, row(1)))["money"]["act_status"], "signed")


def other_schools_do_not_exist(it: Tried) -> None:
    """A revoked one and one of nobody are 404 alike."""
    for school_id in (REVOKED, "999999999999999999"):
        same(school_id, it.refused("contingent", it.body(school_id)), (404, "SCHOOL"))


def marks_and_teachers_are_taken(it: Tried) -> None:
    """With their own codes."""
    pupil = row(1)
    marks = [{"subject_id": "mathematics", "mark_type": "numeric", "value": 8}]
    wrong = [{"subject_id": "mathematics", "mark_type": "numeric", "value": 11}]
    head = {"school_id": ORDINARY, "year": school_year(it), "quarter": 1}
    rows = [{"iin": pupil["iin"], "grade": 5, "marks": one} for one in (marks, wrong)]
    said = it.taken("grades", head | {"pupils": rows[:1]})
    same("marks", said["accepted"], 1)
    _status, _headers, said = it.client.once("POST", "grades", head | {"pupils": rows[1:]})
    same("a mark of 11", codes(said["errors"]), ["MARK_VALUE"])
    month = {"school_id": ORDINARY, "year": it.year, "month": it.month}
    same("teachers", it.taken("teachers", month | {"teachers": [TEACHER]})["accepted"], 1)
    both = month | {"quarter": 1, "teachers": [TEACHER]}
    _status, _headers, said = it.client.once("POST", "teachers", both)
    same("month and quarter", codes(said["errors"]), ["PERIOD_KIND"])


def school_year(it: Tried) -> int:
    """First year of the school year of the month."""
    return it.year if it.month >= 9 else it.year - 1


def requests_that_cannot_be_read_are_problems(it: Tried) -> None:
    """400, 405, 413, 415."""
    right = it.body(ORDINARY)
    same("no JSON", it.refused("contingent", b"{"), (400, "BODY"))
    same("no gzip", it.refused("contingent", b"{}", Content_Encoding="gzip"), (400, "GZIP_BROKEN"))
    same("br", it.refused("contingent", b"{}", Content_Encoding="br"), (415, "CONTENT_ENCODING"))
    same("text", it.refused("contingent", b"{}", Content_Type="text/plain"), (415, "MEDIA_TYPE"))
    same("option", it.refused("contingent?mode=loose", right), (400, "QUERY"))
    same("method", it.refused("schools", right), (405, "METHOD"))
    many = it.body(ORDINARY, *[None] * 10_001)
    same("rows", it.refused("contingent", many), (413, "TOO_MANY_ROWS"))


def no_token_is_401(it: Tried) -> None:
    """None, another's, and of another kind."""
    for given in ("", "Bearer ob_test_nobody", "Basic b2JjOm9i"):
        answer = it.refused("contingent", it.body(ORDINARY), Authorization=given)
        same(given or "no header", answer, (401, "TOKEN"))


def subjects_are_listed(it: Tried) -> None:
    """With ids that are strings."""
    found = it.client.get("subjects")
    assert found
    assert all(isinstance(one["subject_id"], str) for one in found)


PROMISES: dict[str, Promise] = {
    "schools come in pages": schools_come_in_pages,
    "subjects are listed": subjects_are_listed,
    "every error comes at once": errors_come_at_once,
    "mode=strict takes all or nothing": strict_takes_all_or_nothing,
    "a dry run writes nothing, its forecast is the act": a_dry_run_writes_nothing_and_forecasts,
    "an Idempotency-Key gives the first answer": a_key_gives_the_first_answer,
    "a patch touches only its pupils": a_patch_touches_only_its_pupils,
    "marks and teachers are taken": marks_and_teachers_are_taken,
    "an ordinary pupil is paid": a_fixture(row(5)["iin"], paid=5_000_000),
    "a dead pupil: K4": a_fixture(DEAD, finding="K4", paid=0),
    "unknown to the registry: K4_WAITING": a_fixture(UNKNOWN, finding="K4_WAITING", paid=0),
    "the registry is silent: K4_WAITING": a_fixture(SILENT, finding="K4_WAITING", paid=0),
    "a foreign citizen: CITIZENSHIP": a_fixture(FOREIGN, finding="CITIZENSHIP", paid=0),
    "a pupil of another organisation: K5": a_fixture(DOUBLE, warning="K5", finding="K5", paid=0),
    "a pupil of a sibling school: SIBLING_SCHOOL": a_fixture(
        SIBLING, warning="SIBLING_SCHOOL", paid=0
    ),
    "a special type without a document: NO_DOCUMENT": a_fixture(
        row(6)["iin"],
        warning="NO_DOCUMENT",
        finding="NO_DOCUMENT",
        paid=5_000_000,
        study_type="home",
    ),
    "a special type with its document": a_fixture(DOCUMENT, paid=10_000_000, study_type="home"),
    "no contract: no money": without_a_contract_no_money,
    "a closed month: 409": a_closed_month_is_409,
    "a second LMS: NOT_PRIMARY": a_second_lms_is_told,
    "a sharp drop waits": a_sharp_drop_waits,
    "a limit: 429 with Retry-After": a_limit_says_how_long_to_wait,
    "no invoice yet: the act is signed": a_signed_act_waits_for_its_invoice,
    "other schools do not exist: 404": other_schools_do_not_exist,
    "unreadable requests are problems": requests_that_cannot_be_read_are_problems,
    "without a token: 401": no_token_is_401,
}


def try_all(client: LmsClient, *, year: int, month: int) -> Iterator[tuple[str, str]]:
    """Each promise and what is wrong, or nothing."""
    it = Tried(client, year, month)
    for name, promise in PROMISES.items():
        try:
            promise(it)
        except AssertionError as broken:
            yield name, str(broken) or "not as promised"
        except Refused as refused:
            yield name, str(refused)
        except (KeyError, TypeError, ValueError, OSError) as broken:
            yield name, f"{type(broken).__name__}: {broken}"
        else:
            yield name, ""
