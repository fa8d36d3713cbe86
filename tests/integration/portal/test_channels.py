"""E-mail and SMS beside the bell: proved addresses, nothing personal, nothing lost."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail

from core import clock
from integrations.errors import Temporary
from portal.channels import contacts
from portal.channels.contacts import ContactRefused, normal_phone
from portal.channels.sending import send_due
from portal.channels.words import outside_text
from portal.models import Channel, ChannelChoice, Contact, Delivery, DeliveryState, NoticeGroup
from portal.notification_texts import TEXTS
from portal.notifications import notify
from tests.factories.cast import Cast, cast
from tests.fakes.registries import FakeRegistries, use_fakes
from tests.integration.web.conftest import signed_in

NOON = dt.datetime(2025, 11, 14, 7, 0, tzinfo=dt.UTC)  # 12:00 in Almaty
NIGHT = dt.datetime(2025, 11, 14, 18, 30, tzinfo=dt.UTC)  # 23:30
PAGE = "/ru/account/channels/"
PHONE = "+77010000017"


@pytest.fixture
def everybody(db: None) -> Cast:
    return cast()


@pytest.fixture(autouse=True)
def outside() -> Iterator[FakeRegistries]:
    with use_fakes() as fakes:
        yield fakes


def code_in(text: str) -> str:
    found = re.search(r"\d{6}", text)
    assert found
    return found[0]


def reach(member: Any, outside: FakeRegistries, *, channel: Channel = Channel.SMS) -> Contact:
    """A proved address of a member, set by the person's own two steps."""
    address = PHONE if channel == Channel.SMS else "aigerim@school.example"
    with clock.standing_at(NOON):
        contacts.propose(user=member.user, channel=channel, address=address)
        if channel == Channel.SMS:
            text = list(outside.sms.sent.values())[-1][1]
        else:
            text = mail.outbox[-1].body
        contact = contacts.confirm(user=member.user, channel=channel, code=code_in(text))
    outside.sms.sent.clear()
    mail.outbox.clear()
    return contact


def tell(member: Any, number: str = "ША-7", kind: str = "act.to_sign", **params: str) -> None:
    notify(to=[member], kind=kind, path="/school/acts/", params={"number": number} | params)


def test_an_sms_goes_out_a_minute_after_the_bell(everybody: Cast, outside: FakeRegistries) -> None:
    reach(everybody.aigerim, outside)
    with clock.standing_at(NOON):
        tell(everybody.aigerim)
        assert send_due() == 0
    with clock.standing_at(NOON + dt.timedelta(seconds=61)):
        assert send_due() == 1
        assert send_due() == 0
    assert list(outside.sms.sent.values()) == [(PHONE, "Bilimge: Акт ША-7 ждёт вашей подписи")]


def test_forty_at_once_are_one_message(everybody: Cast, outside: FakeRegistries) -> None:
    reach(everybody.aigerim, outside)
    with clock.standing_at(NOON):
        for number in range(40):
            tell(everybody.aigerim, f"ША-{number}")
    with clock.standing_at(NOON + dt.timedelta(minutes=2)):
        assert send_due() == 1
    ((_phone, text),) = outside.sms.sent.values()
    assert text == "Bilimge: Акт ША-0 ждёт вашей подписи; и ещё 39 сообщений"


def test_a_letter_names_every_notice_with_its_page(
    everybody: Cast, outside: FakeRegistries
) -> None:
    reach(everybody.aigerim, outside, channel=Channel.EMAIL)
    with clock.standing_at(NOON):
        tell(everybody.aigerim, "ША-1")
        tell(everybody.aigerim, "ША-2")
    with clock.standing_at(NOON + dt.timedelta(minutes=2)):
        send_due()
    (letter,) = mail.outbox
    assert letter.subject == "Bilimge: 2 новых сообщения"
    assert "Акт ША-1 ждёт" in letter.body
    assert "Акт ША-2 ждёт" in letter.body
    assert "/ru/school/acts/" in letter.body


def test_nothing_goes_to_an_address_that_is_not_proved(
    everybody: Cast, outside: FakeRegistries
) -> None:
    with clock.standing_at(NOON):
        contacts.propose(user=everybody.aigerim.user, channel=Channel.SMS, address=PHONE)
        ChannelChoice.objects.create(
            user=everybody.aigerim.user, channel=Channel.SMS, group=NoticeGroup.MOVE
        )
        tell(everybody.aigerim)
    assert not Delivery.objects.exists()


def test_a_group_that_is_switched_off_stays_in_the_portal(
    everybody: Cast, outside: FakeRegistries
) -> None:
    reach(everybody.aigerim, outside)
    with clock.standing_at(NOON):
        tell(everybody.aigerim, kind="act.paid", amount="100,00")
    assert not Delivery.objects.exists()


def test_at_night_an_sms_waits_for_the_morning(everybody: Cast, outside: FakeRegistries) -> None:
    reach(everybody.aigerim, outside)
    with clock.standing_at(NIGHT):
        tell(everybody.aigerim)
    with clock.standing_at(NIGHT + dt.timedelta(hours=2)):
        assert send_due() == 0
    with clock.standing_at(NIGHT + dt.timedelta(hours=10)):
        assert send_due() == 1


def test_a_silent_gateway_loses_nothing_and_sends_once(
    everybody: Cast, outside: FakeRegistries
) -> None:
    reach(everybody.aigerim, outside)
    with clock.standing_at(NOON):
        tell(everybody.aigerim)
    outside.sms.error = Temporary("silent")
    with clock.standing_at(NOON + dt.timedelta(minutes=2)):
        assert send_due() == 0
    outside.sms.error = None
    with clock.standing_at(NOON + dt.timedelta(minutes=10)):
        assert send_due() == 1
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts) == (DeliveryState.SENT, 2)
    assert len(outside.sms.sent) == 1


def test_a_sender_killed_after_sending_does_not_send_twice(
    everybody: Cast, outside: FakeRegistries
) -> None:
    reach(everybody.aigerim, outside)
    with clock.standing_at(NOON):
        tell(everybody.aigerim)
    with clock.standing_at(NOON + dt.timedelta(minutes=2)):
        send_due()
    # as if the process had died before it noted the success
    Delivery.objects.update(
        state=DeliveryState.TRYING, lease_until=NOON + dt.timedelta(minutes=4), sent_at=None
    )
    with clock.standing_at(NOON + dt.timedelta(minutes=3)):
        assert send_due() == 0, "the lease still runs"
    with clock.standing_at(NOON + dt.timedelta(minutes=5)):
        assert send_due() == 1
    assert len(outside.sms.sent) == 1


def test_a_refused_number_is_given_up_at_once(everybody: Cast, outside: FakeRegistries) -> None:
    reach(everybody.aigerim, outside)
    outside.sms.refused.add(PHONE)
    with clock.standing_at(NOON):
        tell(everybody.aigerim)
    with clock.standing_at(NOON + dt.timedelta(minutes=2)):
        send_due()
    assert Delivery.objects.get().state == DeliveryState.FAILED


def test_after_a_day_of_silence_the_message_is_given_up(
    everybody: Cast, outside: FakeRegistries
) -> None:
    reach(everybody.aigerim, outside)
    with clock.standing_at(NOON):
        tell(everybody.aigerim)
    outside.sms.error = Temporary("silent")
    with clock.standing_at(NOON + dt.timedelta(hours=25)):
        send_due()
    assert Delivery.objects.get().state == DeliveryState.FAILED


def test_what_an_officer_typed_never_leaves_the_portal() -> None:
    typed = {"number": "12", "reason": "ученик Иванов умер", "who": "Петрова А."}
    for kind in TEXTS:
        text = outside_text(kind, typed)
        assert "Иванов" not in text, kind
        assert "Петрова" not in text, kind
    assert outside_text("application.refused", typed).endswith("отказ: причина в кабинете")


def test_five_wrong_codes_close_the_code(everybody: Cast, outside: FakeRegistries) -> None:
    user = everybody.aigerim.user
    with clock.standing_at(NOON):
        contacts.propose(user=user, channel=Channel.SMS, address=PHONE)
        right = code_in(next(iter(outside.sms.sent.values()))[1])
        wrong = "000000" if right != "000000" else "111111"
        for _try in range(5):
            with pytest.raises(ContactRefused):
                contacts.confirm(user=user, channel=Channel.SMS, code=wrong)
        with pytest.raises(ContactRefused, match="запросите новый"):
            contacts.confirm(user=user, channel=Channel.SMS, code=right)
    assert Contact.objects.get().confirmed_at is None


def test_a_code_lives_ten_minutes(everybody: Cast, outside: FakeRegistries) -> None:
    user = everybody.aigerim.user
    with clock.standing_at(NOON):
        contacts.propose(user=user, channel=Channel.SMS, address=PHONE)
    code = code_in(next(iter(outside.sms.sent.values()))[1])
    with clock.standing_at(NOON + dt.timedelta(minutes=11)), pytest.raises(ContactRefused):
        contacts.confirm(user=user, channel=Channel.SMS, code=code)


def test_codes_cannot_be_asked_for_one_after_another(
    everybody: Cast, outside: FakeRegistries
) -> None:
    user = everybody.aigerim.user
    with clock.standing_at(NOON):
        contacts.propose(user=user, channel=Channel.SMS, address=PHONE)
        with pytest.raises(ContactRefused, match="через минуту"):
            contacts.propose(user=user, channel=Channel.SMS, address="+77010000018")
    assert len(outside.sms.sent) == 1


def test_a_new_address_does_not_get_what_waited_for_the_old(
    everybody: Cast, outside: FakeRegistries
) -> None:
    reach(everybody.aigerim, outside)
    with clock.standing_at(NOON + dt.timedelta(minutes=5)):
        tell(everybody.aigerim)
        contacts.propose(user=everybody.aigerim.user, channel=Channel.SMS, address="+77010000018")
    assert not Delivery.objects.exists()


def test_the_address_lies_sealed(everybody: Cast, outside: FakeRegistries) -> None:
    contact = reach(everybody.aigerim, outside)
    assert PHONE.encode() not in bytes(contact.address_sealed)
    assert contact.reveal() == PHONE
    assert contact.masked == "+7 701 ••• •• 17"


@pytest.mark.parametrize(
    "typed",
    ["+7 701 000 00 17", "8 (701) 000-00-17", "7010000017", "77010000017", "+77010000017"],
)
def test_a_phone_may_be_typed_as_people_do(typed: str) -> None:
    assert normal_phone(typed) == PHONE


@pytest.mark.parametrize("typed", ["", "112", "+1 701 000 00 17", "8 7172 12 34x", "+7701000001"])
def test_what_is_no_kazakh_mobile_is_refused(typed: str) -> None:
    with pytest.raises(ContactRefused):
        normal_phone(typed)


def test_a_person_sets_a_phone_on_the_page(everybody: Cast, outside: FakeRegistries) -> None:
    browser = signed_in(everybody.aigerim)
    answer = browser.post(PAGE, {"move": "address:sms", "sms-address": "8 701 000 00 17"})
    assert answer.status_code == 302
    assert "ждёт кода" in browser.get(PAGE).content.decode()
    code = code_in(next(iter(outside.sms.sent.values()))[1])
    wrong = browser.post(PAGE, {"move": "code:sms", "sms-code-code": "12345"})
    assert wrong.status_code == 400
    assert "Код — шесть цифр." in wrong.content.decode()
    assert browser.post(PAGE, {"move": "code:sms", "sms-code-code": code}).status_code == 302
    chosen = {"move": "table", "choice": ["sms:money", "email:money"], "daily": ["sms"]}
    assert browser.post(PAGE, chosen).status_code == 302
    assert list(ChannelChoice.objects.values_list("channel", "group")) == [("sms", "money")]
    assert Contact.objects.get().once_a_day
    page = browser.get(PAGE).content.decode()
    assert "+7 701 ••• •• 17" in page
    assert "7010000017" not in page
    assert browser.post(PAGE, {"move": "forget:sms"}).status_code == 302
    assert not Contact.objects.exists()


def test_a_silent_gateway_is_told_and_the_address_is_kept(
    everybody: Cast, outside: FakeRegistries
) -> None:
    outside.sms.error = Temporary("silent")
    answer = signed_in(everybody.aigerim).post(
        PAGE, {"move": "address:sms", "sms-address": "8 701 000 00 17"}
    )
    assert answer.status_code == 400
    assert "служба не отвечает" in answer.content.decode()
    assert Contact.objects.get().confirmed_at is None
