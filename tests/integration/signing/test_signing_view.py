"""The page on which a person signs: panel, bytes, refusal in words, one transaction."""

import base64
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from core.workflow import Actor, TransitionForbidden, TransitionImpossible
from signing import oids
from signing.models import Document, Signature
from signing.panel import ExpectedSigner
from signing.services import attach_signature
from signing.views import SigningView
from tests.integration.signing.conftest import AIGERIM

pytestmark = pytest.mark.django_db
URL = "/ru/school/acts/117/sign/?action=sign_by_school"
Ask = Callable[..., HttpResponse]


@pytest.fixture
def ask(make_document, head: Actor, rf: RequestFactory) -> Ask:
    """Ask a room's view; ``after`` is what the room does once the signature is attached."""

    def request(method: str = "get", *, after=None, url: str = URL, accept: str = "", **data):
        class SignAct(SigningView):
            side = "school"
            button = "Подписать 22 418 640,00 ₸"
            back_url = "/ru/school/acts/117/"

            def get_document(self) -> Document:
                return make_document()

            def get_signer(self) -> ExpectedSigner:
                return ExpectedSigner(iin=AIGERIM.iin, bin=AIGERIM.bin)

            def sign(self, *, document: Document, cms: bytes) -> str:
                attach_signature(
                    document=document,
                    cms=cms,
                    actor=head,
                    side=self.side,
                    expected_iin=AIGERIM.iin,
                    expected_bin=AIGERIM.bin,
                    required_oids=oids.MAY_SIGN,
                )
                if after:
                    raise after
                return self.back_url

        made = getattr(rf, method)(url, data, HTTP_ACCEPT=accept)
        made.membership = None
        return SignAct.as_view()(made)

    return request


@pytest.fixture
def signed_form(document: Document, sign) -> dict[str, str]:
    cms = base64.b64encode(sign(document.content)).decode()
    return {"document": document.code, "cms": cms}


def test_panel_pins_the_person_and_carries_the_sum(ask: Ask, document: Document) -> None:
    text = ask().content.decode()

    assert f'data-iin="{AIGERIM.iin}"' in text
    assert f'data-bin="{AIGERIM.bin}"' in text
    assert f'data-document="{document.code}"' in text
    assert "Подписать 22 418 640,00 ₸" in text
    assert "?action=sign_by_school&amp;part=bytes&amp;document=" in text
    assert document.sha256 in text
    assert " style=" not in text
    assert " onclick=" not in text


def test_browser_gets_exactly_the_bytes(ask: Ask, document: Document) -> None:
    answer = ask(url=f"{URL}&part=bytes&document={document.code}")

    assert answer.content == document.content


def test_bytes_of_a_changed_document_are_not_given(ask: Ask, document: Document) -> None:
    answer = ask(url=f"{URL}&part=bytes&document=OLD")

    assert answer.status_code == 409
    assert "документ изменился" in answer.content.decode()


def test_good_signature_leads_on(ask: Ask, signed_form: dict[str, str]) -> None:
    answer = ask("post", accept="application/json", **signed_form)

    assert answer.status_code == 200
    assert answer.content == b'{"redirect": "/ru/school/acts/117/"}'
    assert Signature.objects.count() == 1


def test_without_script_the_answer_is_a_redirect(ask: Ask, signed_form: dict[str, str]) -> None:
    answer = ask("post", **signed_form)

    assert (answer.status_code, answer["Location"]) == (302, "/ru/school/acts/117/")


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"cms": "rubbish"}, 422, "не читается"),
        ({"cms": ""}, 422, "не читается"),
        ({"cms": "A" * 600_000}, 413, "слишком большой"),
        ({"document": "OLD"}, 409, "документ изменился"),
    ],
)
@pytest.mark.parametrize("accept", ["", "application/json"])
def test_refusal_has_words(
    ask: Ask, signed_form: dict[str, str], change, status: int, words: str, accept: str
) -> None:
    answer = ask("post", accept=accept, **{**signed_form, **change})

    assert answer.status_code == status
    assert words in answer.content.decode()
    assert not Signature.objects.exists()


@pytest.mark.parametrize(
    ("after", "status"),
    [(TransitionImpossible("Акт уже в реестре."), 409), (TransitionForbidden("sign"), 403)],
)
def test_signature_does_not_outlive_a_move_that_failed(
    ask: Ask, signed_form: dict[str, str], after: Exception, status: int
) -> None:
    assert ask("post", after=after, **signed_form).status_code == status
    assert not Signature.objects.exists()
