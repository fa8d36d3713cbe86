"""The tenge trace adds up at every step, and the invariants of paying can break."""

import inspect
import json
import re

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from core.invariants import verify
from payments import invariants
from payments.models import PaymentOrder
from payments.services.statements import import_statement
from tests.factories.payments import Paper, entry_of, formed_orders, sent_batch, statement

OURS = set(re.findall(r'^    "(.+)",$', inspect.getsource(invariants), re.MULTILINE))


def paid(paper: Paper) -> list[PaymentOrder]:
    sent_batch(paper)
    content = statement([entry_of(order) for order in paper.orders])
    import_statement(content=content, name="v.xml", actor=paper.cast.actor("dana"))
    return paper.orders


def traced(number: str, capsys: pytest.CaptureFixture[str]) -> dict:
    call_command("trace", number, "--json")
    return json.loads(capsys.readouterr().out)


def adds_up(node: dict) -> bool:
    children = node["children"]
    if not children:
        return True
    whole = sum(int(child["amount_tiyn"]) for child in children) == int(node["amount_tiyn"])
    return whole and all(adds_up(child) for child in children)


def test_children_sum_to_their_parent_down_to_pupil_months(
    paper: Paper, capsys: pytest.CaptureFixture[str]
):
    tree = traced(paid(paper)[0].number, capsys)
    kinds, node = [], tree
    while node["children"]:
        kinds.append(node["kind"])
        last, node = node, node["children"][0]
    assert kinds == ["bank_line", "payment_order", "register", "act"]
    assert [child["kind"] for child in last["children"]] == ["pupil_month"] * 3
    assert tree["amount_tiyn"] == str(2_241_864_00)
    assert adds_up(tree)


def test_an_order_on_its_way_is_traced_by_number_or_key(
    paper: Paper, capsys: pytest.CaptureFixture[str]
):
    order = formed_orders(paper)[0]
    tree = traced(order.number, capsys)
    assert tree["kind"] == "payment_order"
    assert tree == traced(order.key, capsys)


def test_an_unknown_payment_is_said_so(db: None):
    with pytest.raises(CommandError, match="no payment"):
        call_command("trace", "ПП-2025-999999")


def broken() -> set[str]:
    return {
        finding.invariant.code
        for finding in verify()
        if finding.invariant.title in OURS and not finding.holds
    }


def test_the_invariants_hold_through_the_whole_payment(paper: Paper):
    formed_orders(paper)
    assert broken() == set()
    assert {order.status for order in paid(paper)} == {"executed"}
    assert broken() == set()


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("UPDATE acts_act SET ordered_tiyn = ordered_tiyn - 1, paid_tiyn = paid_tiyn - 1", "I6"),
        ("UPDATE budget_regionalbudget SET ordered_tiyn = ordered_tiyn - 1", "I7"),
        ("UPDATE acts_actregister SET total_tiyn = total_tiyn - 1", "I12"),
        ("UPDATE contracts_contract SET payee_iban = 'KZ72722S000000000001'", "I13"),
        ("UPDATE payments_paymentorder SET key = 'OB-X-' || id", "I15"),
        ("DELETE FROM payments_statementline", "I16"),
        ("UPDATE acts_act SET document_id = NULL", "I31"),
    ],
)
def test_an_invariant_sees_what_is_broken(paper: Paper, sql: str, code: str):
    paid(paper)
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql)
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert code in broken()
