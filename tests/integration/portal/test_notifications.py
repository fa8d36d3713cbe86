"""The bell and the feed."""

import pytest

from portal.models import Notification
from portal.notifications import notify, notify_organisation
from tests.factories.cast import Cast, cast
from tests.integration.web.conftest import signed_in

pytestmark = pytest.mark.urls("tests.integration.web.urls")
FEED = "/ru/account/notifications/"


@pytest.fixture
def everybody(db: None) -> Cast:
    return cast()


def test_the_bell_counts_and_the_feed_tells(everybody: Cast) -> None:
    notify(to=[everybody.aigerim], kind="act.to_sign", params={"number": "ША-7"})
    answer = signed_in(everybody.aigerim).get(FEED)
    assert answer.context["frame"].unread == 1
    assert "Акт ША-7 ждёт вашей подписи" in answer.content.decode()


def test_nobody_else_sees_it(everybody: Cast) -> None:
    notify(to=[everybody.aigerim], kind="act.to_sign", params={"number": "ША-7"})
    answer = signed_in(everybody.erlan).get(FEED)
    assert answer.context["frame"].unread == 0
    assert "ША-7" not in answer.content.decode()


def test_opening_marks_it_read_and_goes_to_its_page(everybody: Cast) -> None:
    notify(to=[everybody.aigerim], kind="act.to_sign", path="/school/list/")
    one = Notification.objects.get()
    answer = signed_in(everybody.aigerim).post(FEED, {"open": one.pk})
    assert answer["Location"] == "/ru/school/list/"
    one.refresh_from_db()
    assert one.read_at is not None


def test_somebody_else_s_message_cannot_be_opened(everybody: Cast) -> None:
    notify(to=[everybody.aigerim], kind="act.to_sign", path="/school/list/")
    one = Notification.objects.get()
    assert signed_in(everybody.erlan).post(FEED, {"open": one.pk}).status_code == 404
    one.refresh_from_db()
    assert one.read_at is None


def test_an_organisation_is_told_by_role(everybody: Cast) -> None:
    told = notify_organisation(
        organisation_id=everybody.gulnar.organisation_id,
        roles=["department_head"],
        kind="act.to_sign",
    )
    assert told == 1
    assert Notification.objects.get().membership == everybody.gulnar


def test_a_kind_without_words_is_refused(everybody: Cast) -> None:
    with pytest.raises(KeyError):
        notify(to=[everybody.aigerim], kind="no.such.kind")
