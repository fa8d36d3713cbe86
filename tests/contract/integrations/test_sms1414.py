"""SMS 1414: the client with the emulator and the fake keep one contract."""

import datetime as dt
import json
import urllib.request
from collections.abc import Iterator

import pytest

from integrations import gateways
from integrations.errors import ContractBroken, Denied, NotFound, Rejected, Temporary
from integrations.http import Patience
from integrations.sms1414.port import SmsFate, SmsGateway, SmsReceipt
from tests.contract.integrations.conftest import Emulator
from tests.fakes.registries import FakeSms

PHONE = "+77000000017"
NOT_SERVED = "+77000009999"
NOW = dt.datetime(2025, 11, 14, 10, 0, tzinfo=dt.UTC)


def send(gateway: SmsGateway, *, phone: str = PHONE, reference: str = "n-1") -> SmsReceipt:
    return gateway.send(
        phone=phone,
        text="Bilimge: акт ждёт вашей подписи",
        reference=reference,
        now=NOW,
        patience=Patience.BACKGROUND,
    )


@pytest.fixture(params=["client and emulator", "fake"])
def gateway(request: pytest.FixtureRequest) -> Iterator[SmsGateway]:
    if request.param == "fake":
        yield FakeSms(refused={NOT_SERVED})
    else:
        request.getfixturevalue("emulator")
        yield gateways.sms_gateway()


def test_a_message_is_taken_and_later_delivered(gateway: SmsGateway) -> None:
    receipt = send(gateway)
    assert receipt.fate == SmsFate.SENT
    fate = gateway.fate(receipt.message_id, now=NOW, patience=Patience.BACKGROUND)
    assert fate == SmsFate.DELIVERED


def test_the_same_reference_is_the_same_message(gateway: SmsGateway) -> None:
    assert send(gateway).message_id == send(gateway).message_id
    assert send(gateway).message_id != send(gateway, reference="n-2").message_id


def test_a_number_that_is_not_served_is_rejected(gateway: SmsGateway) -> None:
    with pytest.raises(Rejected):
        send(gateway, phone=NOT_SERVED)


def test_a_message_never_sent_is_not_found(gateway: SmsGateway) -> None:
    with pytest.raises(NotFound):
        gateway.fate("nobody", now=NOW, patience=Patience.BACKGROUND)


@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        ("denied", Denied),
        ("fault", Temporary),
        ("error500", Temporary),
        ("garbage", ContractBroken),
        ("truncated", Temporary),
        ("rejected", Rejected),
        ("wrong_reference", ContractBroken),
    ],
)
def test_a_fault_is_named_by_what_to_do(
    emulator: Emulator, fault: str, problem: type[Exception]
) -> None:
    emulator.fault(sms1414=fault)
    with pytest.raises(problem):
        send(gateways.sms_gateway())


def test_a_message_whose_answer_was_lost_is_not_sent_twice(emulator: Emulator) -> None:
    emulator.fault(sms1414="truncated")
    with pytest.raises(Temporary):
        send(gateways.sms_gateway())
    emulator.fault(sms1414="ok")
    send(gateways.sms_gateway())
    with urllib.request.urlopen(emulator.url + "/admin/sms", timeout=60) as answer:
        kept = json.load(answer)
    assert [(one["reference"], one["phone"]) for one in kept] == [("n-1", PHONE)]
