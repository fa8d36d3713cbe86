"""The public check by code, and the files beside it."""

import base64
import hashlib

import pytest
from django.test import Client

from core.workflow import Actor
from signing import access, oids
from signing.models import Document
from signing.services import attach_signature
from signing.trust import load_trust_store
from signing.verification import verify_detached
from tests.integration.signing.conftest import AIGERIM

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(document: Document, head: Actor, sign) -> Document:
    attach_signature(
        document=document,
        cms=sign(document.content),
        actor=head,
        side="school",
        expected_iin=AIGERIM.iin,
        expected_bin=AIGERIM.bin,
        required_oids=oids.MAY_SIGN,
    )
    return document


def page(client: Client, code: str, language: str = "ru") -> str:
    answer = client.get(f"/{language}/verify/{code}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_stranger_sees_what_it_is_and_who_signed(client: Client, signed: Document) -> None:
    text = page(client, signed.code)

    for expected in (
        "Акт № 117",
        "ША-2025-10-0117",
        "22\u00a0418\u00a0640,00\u00a0₸",
        "октябрь 2025",
        AIGERIM.bin,
        "САПАРОВА АЙГЕРИМ",
        "подписан не всеми сторонами",
        signed.sha256,
    ):
        assert expected in text.replace(" ₸", "\u00a0₸"), expected


def test_page_shows_no_pupils_and_no_iin(client: Client, signed: Document) -> None:
    text = page(client, signed.code)

    assert "must not be shown" not in text
    assert AIGERIM.iin not in text


def test_superseded_version_points_to_the_new_one(
    client: Client, signed: Document, make_document
) -> None:
    newer = make_document(payload={"total_tiyn": "1"})
    text = page(client, signed.code)

    assert "Эта версия заменена новой" in text
    assert newer.code in text


@pytest.mark.parametrize("language", ["kk", "en"])
def test_title_follows_the_language(client: Client, signed: Document, language: str) -> None:
    expected = {"kk": "№ 117 акт", "en": "Act No. 117"}[language]

    assert expected in page(client, signed.code, language)


def test_code_is_typed_as_people_type(client: Client, signed: Document) -> None:
    answer = client.get("/ru/verify/", {"code": signed.spaced_code.lower()})

    assert answer.url == f"/ru/verify/{signed.code}/"
    assert client.get(f"/ru/verify/{signed.spaced_code}/").url == f"/ru/verify/{signed.code}/"


def test_address_on_the_qr_leads_to_the_language_of_the_visitor(
    client: Client, signed: Document
) -> None:
    answer = client.get(f"/verify/{signed.code}/", HTTP_ACCEPT_LANGUAGE="kk")

    assert (answer.status_code, answer.url) == (302, f"/kk/verify/{signed.code}/")


def test_unknown_code_is_404_in_words(client: Client, db: None) -> None:
    answer = client.get("/ru/verify/ZZZZZZZZZZZZ/")

    assert answer.status_code == 404
    assert "Документа с таким кодом нет" in answer.content.decode()
    assert client.get("/verify/ZZZZZZZZZZZZ/signed-bytes").status_code == 404


@pytest.mark.parametrize("file", ["document.pdf", "signed-bytes"])
def test_bytes_of_a_private_document_are_not_for_strangers(
    client: Client, signed: Document, file: str
) -> None:
    assert client.get(f"/verify/{signed.code}/{file}").status_code == 403


def test_stranger_gets_signatures_without_the_certificate(client: Client, signed: Document) -> None:
    (row,) = client.get(f"/verify/{signed.code}/signatures.json").json()

    assert row["signer"] == "САПАРОВА АЙГЕРИМ"
    assert row["valid"] is True
    assert row["cms"] is None


def test_public_document_can_be_verified_by_anybody(
    client: Client, make_document, head: Actor, sign, keys_folder
) -> None:
    document = make_document(kind="protocol", public_bytes=True, sides=[])
    attach_signature(
        document=document,
        cms=sign(document.content),
        actor=head,
        side="department",
        expected_iin=AIGERIM.iin,
        expected_bin=AIGERIM.bin,
        required_oids=(),
    )
    content = client.get(f"/verify/{document.code}/signed-bytes").content
    (row,) = client.get(f"/verify/{document.code}/signatures.json").json()

    assert hashlib.sha256(content).hexdigest() == document.sha256
    trust = load_trust_store(
        roots=keys_folder / "roots.pem", revocation_lists=[keys_folder / "crl.pem"]
    )
    signature = document.signatures.get()
    cms = base64.b64decode(row["cms"])
    assert verify_detached(content=content, cms=cms, at=signature.signed_at, trust=trust).is_valid
    pytest.importorskip("weasyprint", exc_type=OSError)
    pdf = client.get(f"/verify/{document.code}/document.pdf")
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF-")


def test_room_says_who_reads_its_documents(signed: Document, monkeypatch, head: Actor) -> None:
    monkeypatch.setattr(access, "_kinds", {})
    assert not access.may_read_bytes(signed, head)

    access.register("act", lambda actor, _: actor.membership_id == head.membership_id)

    assert access.may_read_bytes(signed, head)
    assert not access.may_read_bytes(signed, None)
    stranger = Actor(user_id=9, membership_id=99, role="school_head")
    assert not access.may_read_bytes(signed, stranger)


def test_damaged_trust_is_unknown_and_not_a_refusal(
    client: Client, signed: Document, settings
) -> None:
    settings.SIGNING_TRUST_ROOTS = "/nowhere"

    assert "не удалось проверить. Это не отказ" in page(client, signed.code)
