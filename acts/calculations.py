"""From a month's pupils to the lines of an act: pure, integers only, every pupil one line.

The rules are those of ``docs/rules/act.md``: who is not funded gets a reason, who waits for an
answer or a decision is held (not refused), above the places Q and above the contract's money the
last in the order stand with zero. Nobody is cut silently.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from flk.facts import PupilClaims, PupilStanding
from flk.outcomes import Answer, Outcome, SourceState
from flk.registry import Rule
from flk.rules.contingent import pupil_is_a_citizen, pupil_is_alive, pupil_is_claimed_once

GENERAL = "general"


class Reason(StrEnum):
    """Why a line is not (wholly) paid. Stable codes; the words stand in ``acts.reasons``."""

    NONE = ""
    NOT_ENROLLED_YET = "not_enrolled_yet"
    LEFT = "left"
    NO_NORM = "no_norm"
    NOT_ALIVE = "not_alive"
    NOT_CITIZEN = "not_citizen"
    CASE_LOST = "case_lost"
    SAME_OWNER = "same_owner"
    CLAIMED_ELSEWHERE = "claimed_elsewhere"
    FUNDED_ELSEWHERE = "funded_elsewhere"
    REGISTRY_SILENT = "registry_silent"
    REGISTRY_STALE = "registry_stale"
    NO_DOCUMENT = "no_document"
    OVER_CAPACITY = "over_capacity"
    OVER_CONTRACT = "over_contract"


class Verdict(StrEnum):
    """Outcomes of a line; the values equal ``acts.statuses.LineOutcome``."""

    PAYABLE = "payable"
    HELD = "held"
    WAITING = "waiting"
    REJECTED = "rejected"
    OVER_CAPACITY = "over_capacity"
    OVER_CONTRACT = "over_contract"


class Claim(StrEnum):
    """What another school's data say of the same pupil in the same month."""

    NONE = "none"
    OPEN = "open"
    """Another organisation (BIN) claims the pupil and nobody has decided."""
    LOST = "lost"
    """The case was decided for another school."""
    SAME_OWNER = "same_owner"
    """Another school of the same BIN keeps the pupil by the earlier enrolment."""
    FUNDED = "funded"
    """An act of another school already holds the national right to this month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilRow:
    """One pupil of a school's month with everything that decides about his line."""

    person_id: int
    grade: int
    study_type: str
    enrolled_on: dt.date | None
    left_on: dt.date | None = None
    first_seen_on: dt.date
    price_tiyn: int | None
    """Price of the pupil-month by the norm of his own type of study; None: no norm."""
    general_price_tiyn: int | None = None
    """Price by the general norm: what is paid while a special type has no document."""
    has_document: bool = False
    """A document of the special type of study stands in the school's cabinet."""
    alive: bool | None = None
    citizen: bool | None = None
    facts_on: dt.date | None = None
    evidence_id: int | None = None
    claim: Claim = Claim.NONE
    case_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What holds for all pupils of the act."""

    on_date: dt.date
    """Day of forming: freshness of answers and rules in force are judged for it."""
    cut_off_day: dt.date
    places: int
    """Q: above it nobody is funded."""
    money_tiyn: int
    """What the contract still has for the month: schedule up to it less what other acts took."""
    fresh_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of an act. ``amount + held <= price`` always."""

    person_id: int
    grade: int
    study_type: str
    place: int
    """Place in the order, from 1, all pupils together."""
    price_tiyn: int
    amount_tiyn: int
    held_tiyn: int
    outcome: Verdict
    rule_code: str
    reason: Reason
    evidence_id: int | None
    case_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Sums of an act, each a plain sum of its lines."""

    pupils: int
    payable: int
    amount_tiyn: int
    held_tiyn: int
    """Held by a decision that is awaited; with ``waiting_tiyn`` the act's «отложено»."""
    waiting_tiyn: int
    unpaid_tiyn: int


@dataclass(frozen=True, slots=True)
class _Decision:
    outcome: Verdict
    reason: Reason = Reason.NONE
    rule_code: str = ""


_PAYABLE = _Decision(Verdict.PAYABLE)


def order_key(row: PupilRow) -> tuple[bool, dt.date, dt.date, int]:
    """The dated order of §6a: enrolled on (nulls last), first seen, person id."""
    return (
        row.enrolled_on is None,
        row.enrolled_on or dt.date.max,
        row.first_seen_on,
        row.person_id,
    )


def form_lines(rows: Iterable[PupilRow], terms: Terms) -> list[Line]:
    """Give every pupil exactly one line, in the order of the act.

    Whoever is not rejected occupies a place, also while he is held: were the case decided for the
    school later, the act would otherwise pay above Q. The first line that the money does not cover
    ends the paying; a later, cheaper pupil does not overtake him.
    """
    lines: list[Line] = []
    places, money, exhausted = terms.places, terms.money_tiyn, False
    for place, row in enumerate(sorted(rows, key=order_key), start=1):
        decision = _decide(row, terms)
        if decision.outcome is not Verdict.REJECTED:
            if places <= 0:
                decision = _Decision(Verdict.OVER_CAPACITY, Reason.OVER_CAPACITY)
            places -= 1
        line = _priced(row, place, decision)
        if line.outcome is Verdict.PAYABLE:
            if exhausted or line.amount_tiyn > money:
                exhausted = True
                line = replace(
                    line,
                    outcome=Verdict.OVER_CONTRACT,
                    reason=Reason.OVER_CONTRACT,
                    rule_code="",
                    amount_tiyn=0,
                    held_tiyn=0,
                )
            else:
                money -= line.amount_tiyn
        lines.append(line)
    return lines


def totals_of(lines: Sequence[Line]) -> Totals:
    """Add up the lines."""
    return Totals(
        pupils=len(lines),
        payable=sum(line.outcome is Verdict.PAYABLE for line in lines),
        amount_tiyn=sum(line.amount_tiyn for line in lines),
        held_tiyn=sum(line.held_tiyn for line in lines if line.outcome is not Verdict.WAITING),
        waiting_tiyn=sum(line.held_tiyn for line in lines if line.outcome is Verdict.WAITING),
        unpaid_tiyn=sum(
            line.price_tiyn
            for line in lines
            if line.outcome in (Verdict.REJECTED, Verdict.OVER_CAPACITY, Verdict.OVER_CONTRACT)
        ),
    )


def snapshot_sha256(lines: Iterable[Line]) -> str:
    """Digest of the lines in the order of persons; the database recomputes the same (I11, I21)."""
    text = "\n".join(
        f"{line.person_id}|{line.grade}|{line.study_type}|{line.place}|{line.price_tiyn}"
        f"|{line.amount_tiyn}|{line.held_tiyn}|{line.outcome.value}|{line.rule_code}"
        f"|{line.reason.value}|{line.evidence_id or ''}|{line.case_id or ''}"
        for line in sorted(lines, key=lambda line: line.person_id)
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _decide(row: PupilRow, terms: Terms) -> _Decision:
    for check in (_enrolled, _has_norm, _not_refused, _keeps_claim, _claimed_once, _facts_known):
        found = check(row, terms)
        if found is not None:
            return found
    return _PAYABLE


def _enrolled(row: PupilRow, terms: Terms) -> _Decision | None:
    if row.enrolled_on is not None and row.enrolled_on > terms.cut_off_day:
        return _Decision(Verdict.REJECTED, Reason.NOT_ENROLLED_YET)
    if row.left_on is not None and row.left_on <= terms.cut_off_day:
        return _Decision(Verdict.REJECTED, Reason.LEFT)
    return None


def _has_norm(row: PupilRow, _terms: Terms) -> _Decision | None:
    return _Decision(Verdict.REJECTED, Reason.NO_NORM) if row.price_tiyn is None else None


def _not_refused(row: PupilRow, terms: Terms) -> _Decision | None:
    """Facts refuse; a stale word of a death still does, a stale word of a passport does not."""
    if _asks(pupil_is_alive, terms) and row.alive is False:
        return _Decision(Verdict.REJECTED, Reason.NOT_ALIVE, pupil_is_alive.code)
    if (
        _asks(pupil_is_a_citizen, terms)
        and row.citizen is False
        and _source_state(row, terms) is SourceState.FRESH
    ):
        return _Decision(Verdict.REJECTED, Reason.NOT_CITIZEN, pupil_is_a_citizen.code)
    return None


def _keeps_claim(row: PupilRow, terms: Terms) -> _Decision | None:
    if row.claim is Claim.LOST:
        return _Decision(Verdict.REJECTED, Reason.CASE_LOST, pupil_is_claimed_once.code)
    if row.claim is Claim.SAME_OWNER:
        return _Decision(Verdict.REJECTED, Reason.SAME_OWNER)
    if row.claim is Claim.FUNDED:
        return _Decision(Verdict.HELD, Reason.FUNDED_ELSEWHERE, pupil_is_claimed_once.code)
    return None


def _claimed_once(row: PupilRow, terms: Terms) -> _Decision | None:
    fact = PupilClaims(other_organisations=1 if row.claim is Claim.OPEN else 0)
    answer = _answer(pupil_is_claimed_once, fact, terms)
    if answer.outcome is Outcome.FAILED:
        return _Decision(Verdict.HELD, Reason.CLAIMED_ELSEWHERE, pupil_is_claimed_once.code)
    return None


def _facts_known(row: PupilRow, terms: Terms) -> _Decision | None:
    """Both rules must pass on a fresh answer with stored evidence (I18); silence is no refusal."""
    state = _source_state(row, terms)
    fact = PupilStanding(
        alive=row.alive,
        citizen=row.citizen,
        excluded=None if row.alive is None else False,
        evidence_id=row.evidence_id,
    )
    for rule in (pupil_is_alive, pupil_is_a_citizen):
        if not _asks(rule, terms):
            continue
        if state is SourceState.STALE:
            return _Decision(Verdict.WAITING, Reason.REGISTRY_STALE, rule.code)
        if state is SourceState.NEVER or not _passes(_answer(rule, fact, terms)):
            return _Decision(Verdict.WAITING, Reason.REGISTRY_SILENT, rule.code)
    return None


def _source_state(row: PupilRow, terms: Terms) -> SourceState:
    if row.facts_on is None or row.evidence_id is None:
        return SourceState.NEVER
    if row.facts_on < terms.on_date - dt.timedelta(days=terms.fresh_days):
        return SourceState.STALE
    return SourceState.FRESH


def _asks(rule: Rule, terms: Terms) -> bool:
    return rule.is_in_force(terms.on_date)


def _answer(rule: Rule, fact: PupilClaims | PupilStanding, terms: Terms) -> Answer:
    return rule.decide(fact) if _asks(rule, terms) else Answer(Outcome.PASSED)


def _passes(answer: Answer) -> bool:
    return answer.outcome in (Outcome.PASSED, Outcome.WAIVED)


def _priced(row: PupilRow, place: int, decision: _Decision) -> Line:
    price = row.price_tiyn or 0
    amount = held = 0
    outcome, reason, code = decision.outcome, decision.reason, decision.rule_code
    if outcome is Verdict.PAYABLE:
        amount = price
        if row.study_type != GENERAL and not row.has_document:
            amount = min(price, row.general_price_tiyn or 0)
            held = price - amount
            if held:
                reason = Reason.NO_DOCUMENT
            if held and not amount:
                outcome = Verdict.HELD
    elif outcome in (Verdict.HELD, Verdict.WAITING):
        held = price
    return Line(
        person_id=row.person_id,
        grade=row.grade,
        study_type=row.study_type,
        place=place,
        price_tiyn=price,
        amount_tiyn=amount,
        held_tiyn=held,
        outcome=outcome,
        rule_code=code,
        reason=reason,
        evidence_id=row.evidence_id,
        case_id=row.case_id,
    )
