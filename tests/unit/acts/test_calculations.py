"""Lines of an act: hand figures, then properties that no data may break."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acts.calculations import (
    Claim,
    Line,
    PupilRow,
    Reason,
    Terms,
    Verdict,
    form_lines,
    order_key,
    snapshot_sha256,
    totals_of,
)

TODAY = dt.date(2025, 11, 14)
TERMS = Terms(
    on_date=TODAY,
    cut_off_day=dt.date(2025, 10, 31),
    places=10,
    money_tiyn=1_000_000,
    fresh_days=10,
)


def row(person_id: int = 1, **changes: object) -> PupilRow:
    """A pupil in whose line nothing is wrong: 1000.00 ₸."""
    given_row = {
        "person_id": person_id,
        "grade": 5,
        "study_type": "general",
        "enrolled_on": dt.date(2025, 9, 1),
        "first_seen_on": dt.date(2025, 9, 1),
        "price_tiyn": 100_000,
        "general_price_tiyn": 100_000,
        "alive": True,
        "citizen": True,
        "facts_on": TODAY,
        "evidence_id": 7,
    }
    return PupilRow(**{**given_row, **changes})  # type: ignore[arg-type]


def only(changed: PupilRow, terms: Terms = TERMS) -> Line:
    [line] = form_lines([changed], terms)
    return line


def test_good_pupil_is_paid_his_price():
    line = only(row())

    assert (line.outcome, line.amount_tiyn, line.held_tiyn) == (Verdict.PAYABLE, 100_000, 0)
    assert line.reason is Reason.NONE
    assert line.evidence_id == 7


@pytest.mark.parametrize(
    ("changes", "outcome", "reason"),
    [
        ({"alive": False}, "rejected", "not_alive"),
        ({"alive": False, "facts_on": dt.date(2025, 1, 1)}, "rejected", "not_alive"),
        ({"citizen": False}, "rejected", "not_citizen"),
        ({"citizen": False, "facts_on": dt.date(2025, 11, 3)}, "waiting", "registry_stale"),
        ({"alive": None}, "waiting", "registry_silent"),
        ({"citizen": None}, "waiting", "registry_silent"),
        ({"facts_on": None}, "waiting", "registry_silent"),
        ({"evidence_id": None}, "waiting", "registry_silent"),
        ({"facts_on": dt.date(2025, 11, 4)}, "payable", ""),
        ({"facts_on": dt.date(2025, 11, 3)}, "waiting", "registry_stale"),
        ({"claim": Claim.OPEN, "case_id": 3}, "held", "claimed_elsewhere"),
        ({"claim": Claim.LOST, "case_id": 3}, "rejected", "case_lost"),
        ({"claim": Claim.SAME_OWNER}, "rejected", "same_owner"),
        ({"claim": Claim.FUNDED}, "held", "funded_elsewhere"),
        ({"price_tiyn": None}, "rejected", "no_norm"),
        ({"enrolled_on": dt.date(2025, 10, 31)}, "payable", ""),
        ({"enrolled_on": dt.date(2025, 11, 1)}, "rejected", "not_enrolled_yet"),
        ({"left_on": dt.date(2025, 10, 31)}, "rejected", "left"),
        ({"left_on": dt.date(2025, 11, 1)}, "payable", ""),
        ({"enrolled_on": None}, "payable", ""),
    ],
)
def test_each_ground_has_its_own_outcome_and_reason(changes, outcome, reason):
    line = only(row(**changes))

    assert (line.outcome.value, line.reason.value) == (outcome, reason)
    assert line.held_tiyn == (100_000 if outcome in ("held", "waiting") else 0)
    assert line.amount_tiyn == (100_000 if outcome == "payable" else 0)


def test_special_type_without_document_is_paid_the_general_norm_and_the_rest_is_held():
    special = row(study_type="home", price_tiyn=250_000)
    line = only(special)

    assert (line.outcome, line.amount_tiyn, line.held_tiyn) == (Verdict.PAYABLE, 100_000, 150_000)
    assert line.reason is Reason.NO_DOCUMENT
    assert only(replace(special, has_document=True)).amount_tiyn == 250_000


def test_above_the_places_the_last_in_the_order_stand_with_zero():
    """Three places: by date, unknown date last, then by first seen, then by person."""
    rows = [
        row(1, enrolled_on=None),
        row(2, enrolled_on=dt.date(2025, 9, 2)),
        row(3),
        row(5, enrolled_on=dt.date(2025, 9, 2), first_seen_on=dt.date(2025, 9, 3)),
        row(4, enrolled_on=dt.date(2025, 9, 2), first_seen_on=dt.date(2025, 9, 3)),
    ]
    lines = form_lines(rows, replace(TERMS, places=3))

    assert [line.person_id for line in lines] == [3, 2, 4, 5, 1]
    assert [line.outcome.value for line in lines] == ["payable"] * 3 + ["over_capacity"] * 2
    assert totals_of(lines).unpaid_tiyn == 200_000


def test_rejected_pupil_takes_no_place_and_a_held_one_keeps_his():
    rows = [row(1, alive=False), row(2, claim=Claim.OPEN), row(3), row(4)]
    lines = form_lines(rows, replace(TERMS, places=2))

    assert [line.outcome.value for line in lines] == [
        "rejected",
        "held",
        "payable",
        "over_capacity",
    ]


def test_money_pays_in_the_order_and_nobody_is_overtaken_by_a_cheaper_one():
    rows = [row(1), row(2, price_tiyn=80_000), row(3, price_tiyn=10_000)]
    lines = form_lines(rows, replace(TERMS, money_tiyn=150_000))

    assert [line.outcome.value for line in lines] == ["payable", "over_contract", "over_contract"]
    assert totals_of(lines).amount_tiyn == 100_000


def test_worked_table_of_the_rule_page():
    rows = [
        row(1, price_tiyn=10_000_000, alive=False),
        row(2, price_tiyn=10_000_000),
        row(3, price_tiyn=10_000_000, claim=Claim.OPEN),
        row(4, price_tiyn=10_000_000),
        row(5, price_tiyn=10_000_000),
    ]
    terms = replace(TERMS, places=3, money_tiyn=25_000_000)
    enough, short = form_lines(rows, terms), form_lines(rows, replace(terms, money_tiyn=15_000_000))

    assert [line.outcome.value for line in enough] == [
        "rejected",
        "payable",
        "held",
        "payable",
        "over_capacity",
    ]
    assert totals_of(enough).amount_tiyn == 20_000_000
    assert totals_of(enough).held_tiyn == 10_000_000
    assert short[3].outcome is Verdict.OVER_CONTRACT


def test_last_tiyn_of_the_contract_is_paid():
    assert only(row(), replace(TERMS, money_tiyn=100_000)).outcome is Verdict.PAYABLE
    assert only(row(), replace(TERMS, money_tiyn=99_999)).outcome is Verdict.OVER_CONTRACT


def test_digest_does_not_depend_on_the_order_of_rows_and_sees_every_change():
    rows = [row(1), row(2), row(3, alive=False)]
    digest = snapshot_sha256(form_lines(rows, TERMS))

    assert snapshot_sha256(form_lines(rows[::-1], TERMS)) == digest
    changed = [rows[0], rows[1], replace(rows[2], alive=True)]
    assert snapshot_sha256(form_lines(changed, TERMS)) != digest


days = st.dates(min_value=dt.date(2025, 8, 1), max_value=dt.date(2025, 12, 1))
maybe = st.sampled_from([True, False, None])
pupil_rows = st.builds(
    PupilRow,
    person_id=st.integers(1, 10_000),
    grade=st.integers(0, 12),
    study_type=st.sampled_from(["general", "correction", "special_needs", "home"]),
    enrolled_on=st.none() | days,
    left_on=st.none() | days,
    first_seen_on=days,
    price_tiyn=st.none() | st.integers(0, 10**7),
    general_price_tiyn=st.none() | st.integers(0, 10**7),
    has_document=st.booleans(),
    alive=maybe,
    citizen=maybe,
    facts_on=st.none() | days,
    evidence_id=st.none() | st.just(1),
    claim=st.sampled_from(list(Claim)),
)
months = st.lists(pupil_rows, max_size=40, unique_by=lambda one: one.person_id)
limits = st.tuples(st.integers(0, 30), st.integers(0, 10**8))


@given(months, limits)
def test_every_pupil_has_exactly_one_line_and_the_limits_hold(rows, limit):
    terms = replace(TERMS, places=limit[0], money_tiyn=limit[1])
    lines = form_lines(rows, terms)
    totals = totals_of(lines)

    assert sorted(line.person_id for line in lines) == sorted(one.person_id for one in rows)
    assert [line.place for line in lines] == list(range(1, len(rows) + 1))
    standing = {Verdict.PAYABLE, Verdict.HELD, Verdict.WAITING, Verdict.OVER_CONTRACT}
    assert sum(line.outcome in standing for line in lines) <= terms.places
    assert totals.amount_tiyn == sum(line.amount_tiyn for line in lines) <= terms.money_tiyn
    for line in lines:
        assert 0 <= line.amount_tiyn <= line.price_tiyn - line.held_tiyn
        assert line.held_tiyn >= 0
        assert line.amount_tiyn == 0 or line.outcome is Verdict.PAYABLE
        assert line.outcome is Verdict.PAYABLE or line.reason is not Reason.NONE


@given(months, limits)
def test_only_living_citizens_with_fresh_evidence_are_paid(rows, limit):
    lines = form_lines(rows, replace(TERMS, places=limit[0], money_tiyn=limit[1]))
    by_person = {one.person_id: one for one in rows}
    for line in lines:
        if line.outcome is Verdict.PAYABLE:
            one = by_person[line.person_id]
            assert one.alive
            assert one.citizen
            assert one.evidence_id
            assert one.facts_on >= TODAY - dt.timedelta(days=10)
            assert one.claim is Claim.NONE


@given(months, limits)
def test_nobody_is_paid_past_one_who_stands_over_a_limit(rows, limit):
    lines = form_lines(rows, replace(TERMS, places=limit[0], money_tiyn=limit[1]))
    keys = {one.person_id: order_key(one) for one in rows}
    paid = [keys[line.person_id] for line in lines if line.outcome is Verdict.PAYABLE]
    over = [
        keys[line.person_id]
        for line in lines
        if line.outcome in (Verdict.OVER_CAPACITY, Verdict.OVER_CONTRACT)
    ]
    assert not paid or not over or max(paid) < min(over)


@given(months, limits, st.randoms())
def test_lines_do_not_depend_on_the_order_in_which_rows_come(rows, limit, random):
    terms = replace(TERMS, places=limit[0], money_tiyn=limit[1])
    shuffled = list(rows)
    random.shuffle(shuffled)

    assert form_lines(shuffled, terms) == form_lines(rows, terms)
