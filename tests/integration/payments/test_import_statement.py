"""A statement pays what matches exactly, once; everything else waits for a person."""

from dataclasses import replace

import pytest

from acts.models import ActRegister
from core import clock
from core.workflow import TransitionForbidden, TransitionImpossible
from payments.camt053 import StatementUnreadable
from payments.models import BankStatement, StatementLine
from payments.services.sending import doubt_order, reject_order
from payments.services.statements import StatementRepeated, import_statement, resolve_line
from portal.demo.bank import statement_of
from tests.factories.payments import (
    Entry,
    Paper,
    approved_orders,
    entry_of,
    sent_batch,
    statement,
)


def load(paper: Paper, content: bytes):
    return import_statement(content=content, name="v.xml", actor=paper.cast.actor("dana"))


@pytest.fixture
def sent(paper: Paper) -> Paper:
    sent_batch(paper)
    return paper


@pytest.mark.parametrize("version", ["02", "08"])
def test_the_exact_answer_of_the_bank_pays_acts_and_register(sent: Paper, version: str):
    entries = [entry_of(order) for order in sent.orders]
    imported = load(sent, statement(entries, version=version))
    assert (len(imported.paid), imported.waiting) == (2, [])
    assert {order.status for order in sent.orders} == {"executed"}
    assert {act.status for act in sent.acts} == {"paid"}
    assert [act.paid_tiyn for act in sent.acts] == [2_241_864_00, 1_000_000_00]
    assert ActRegister.objects.get(pk=sent.register.pk).status == "paid"


def test_the_demo_bank_answers_what_the_portal_understands(paper: Paper):
    batch = sent_batch(paper)
    content = statement_of(batch, booked_on=clock.today())
    assert content == statement_of(batch, booked_on=clock.today())
    load(paper, content)
    assert {act.status for act in paper.acts} == {"paid"}


def test_one_paid_act_of_two_leaves_the_register_open(sent: Paper):
    load(sent, statement([entry_of(sent.orders[0])]))
    assert [act.status for act in sent.acts] == ["paid", "payable"]
    assert ActRegister.objects.get(pk=sent.register.pk).status == "accepted"


def test_a_doubtful_order_is_settled_by_the_statement(sent: Paper):
    order = doubt_order(order=sent.orders[0], actor=sent.cast.actor("dana"), reason="Нет ответа")
    load(sent, statement([entry_of(order)]))
    assert sent.orders[0].status == "executed"


def test_the_same_file_again_changes_nothing(sent: Paper):
    content = statement([entry_of(sent.orders[0])])
    load(sent, content)
    with pytest.raises(StatementRepeated, match="уже загружена"):
        load(sent, content)
    assert sent.acts[0].paid_tiyn == 2_241_864_00
    assert StatementLine.objects.count() == 1


def test_the_same_statement_in_another_file_changes_nothing(sent: Paper):
    content = statement([entry_of(sent.orders[0])])
    load(sent, content)
    with pytest.raises(StatementRepeated):
        load(sent, content + b"\n")
    assert BankStatement.objects.count() == 1


def test_an_order_named_twice_is_paid_once(sent: Paper):
    entry = entry_of(sent.orders[0])
    imported = load(sent, statement([entry, entry]))
    assert [line.outcome for line in imported.waiting] == ["already_paid"]
    assert sent.acts[0].paid_tiyn == entry.amount_tiyn


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({"amount_tiyn": 2_241_863_99}, "sum_differs"),
        ({"amount_tiyn": 2_241_864_01}, "sum_differs"),
        ({"payee_iban": "KZ72722S000000000001"}, "payee_differs"),
        ({"payee_iban": ""}, "payee_differs"),
        ({"key": "OB-PP-2025-777777"}, "unknown_key"),
        ({"key": "NOTPROVIDED"}, "unknown_key"),
        ({"key": ""}, "unknown_key"),
        ({"direction": "CRDT"}, "incoming"),
    ],
)
def test_what_does_not_match_exactly_waits_by_name(sent: Paper, change: dict, outcome: str):
    imported = load(sent, statement([replace(entry_of(sent.orders[0]), **change)]))
    assert [line.outcome for line in imported.waiting] == [outcome]
    assert sent.orders[0].status == "sent"
    assert sent.acts[0].paid_tiyn == 0


def test_an_order_that_was_not_sent_is_not_paid(paper: Paper):
    order = approved_orders(paper)[0]
    imported = load(paper, statement([entry_of(order)]))
    assert [line.outcome for line in imported.waiting] == ["not_sent"]
    assert paper.acts[0].paid_tiyn == 0


def test_a_word_against_an_earlier_refusal_waits_for_a_person(sent: Paper):
    order = reject_order(order=sent.orders[0], actor=sent.cast.actor("dana"), reason="Отказ")
    imported = load(sent, statement([entry_of(order)]))
    assert [line.outcome for line in imported.waiting] == ["was_rejected"]
    assert sent.acts[0].paid_tiyn == 0


def test_an_entry_that_is_only_expected_is_not_counted(sent: Paper):
    load(sent, statement([replace(entry_of(sent.orders[0]), status="PDNG")]))
    assert sent.orders[0].status == "sent"


def test_one_bad_line_stops_no_other(sent: Paper):
    entries = [Entry(key="X", amount_tiyn=5), *[entry_of(order) for order in sent.orders]]
    imported = load(sent, statement(entries))
    assert (len(imported.paid), len(imported.waiting)) == (2, 1)


def test_a_statement_of_a_foreign_account_is_refused(sent: Paper):
    with pytest.raises(StatementUnreadable, match="не принадлежит"):
        load(sent, statement([], account="KZ506011110000000001"))


def test_only_the_finance_centre_imports(sent: Paper):
    with pytest.raises(TransitionForbidden):
        import_statement(content=b"", name="x", actor=sent.cast.actor("gulnar"))


def test_a_person_resolves_a_waiting_line_once(sent: Paper):
    line = load(sent, statement([Entry(key="X", amount_tiyn=5)])).waiting[0]
    actor = sent.cast.actor("dana")
    resolved = resolve_line(line=line, actor=actor, reason="Комиссия банка")
    assert resolved.resolved_by_id == actor.membership_id
    with pytest.raises(TransitionImpossible):
        resolve_line(line=line, actor=actor, reason="ещё раз")


def test_a_matched_line_needs_no_person(sent: Paper):
    load(sent, statement([entry_of(sent.orders[0])]))
    with pytest.raises(TransitionImpossible):
        resolve_line(line=StatementLine.objects.get(), actor=sent.cast.actor("dana"), reason="x")
