"""Documents are made once, kept for ever, and made anew only when their bytes change."""

import hashlib
import json

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from core.models import Job
from signing.canonical import NotCanonical
from signing.models import Document
from signing.selectors import document_of, is_latest
from signing.services import ensure_pdf
from tests.integration.signing.conftest import AIGERIM

pytestmark = pytest.mark.django_db


def test_kind_record_and_version_are_inside_the_signed_bytes(document: Document) -> None:
    signed = json.loads(document.content)

    assert signed["format"] == "ortabilim-document-1"
    assert (signed["kind"], signed["subject_kind"], signed["subject_id"]) == (
        "act",
        "acts.act",
        "117",
    )
    assert signed["version"] == 1
    assert document.sha256 == hashlib.sha256(document.content).hexdigest()


def test_equal_bytes_are_the_same_document(make_document, document: Document) -> None:
    again = make_document(context={"a page": "looks different"})

    assert again == document
    assert Document.objects.count() == 1


def test_changed_bytes_are_the_next_version_with_another_code(
    make_document, document: Document
) -> None:
    second = make_document(payload={"total_tiyn": "1"})
    third = make_document(payload={"total_tiyn": "2"})

    assert (second.version, third.version) == (2, 3)
    assert len({document.code, second.code, third.code}) == 3
    assert document_of("acts.act", 117) == third
    assert not is_latest(second)


def test_returning_to_old_bytes_is_a_new_version_too(make_document, document: Document) -> None:
    """Signatures on version 1 were voided; equal content later must be signed anew."""
    make_document(payload={"total_tiyn": "1"})

    assert make_document().version == 3


def test_equal_bytes_are_made_anew_on_request(make_document, document: Document) -> None:
    """After a decline nothing changed but the signatures, and those must not stand."""
    second = make_document(anew=True)

    assert second.version == 2
    assert second.sha256 != document.sha256
    assert not second.signatures.exists()


def test_two_kinds_of_one_record_count_apart(make_document, document: Document) -> None:
    assert make_document(kind="corrective").version == 1


def test_float_never_enters_a_document(make_document) -> None:
    with pytest.raises(NotCanonical):
        make_document(payload={"total": 1.5})


def test_database_refuses_bytes_with_another_digest(document: Document) -> None:
    document.pk, document.code, document.version = None, "X", 2
    document.canonical = b"other"
    with pytest.raises(IntegrityError, match="document_digest_of_its_bytes"), transaction.atomic():
        document.save(force_insert=True)


@pytest.mark.parametrize("statement", ["UPDATE {t} SET title_ru = 'x'", "DELETE FROM {t}"])
@pytest.mark.parametrize(
    ("role", "refusal"), [("app", "permission denied"), ("owner", "Cannot update or delete")]
)
def test_document_is_never_changed_or_removed(
    document: Document, statement: str, role: str, refusal: str
) -> None:
    """The app role has no right; the owner meets the trigger."""
    with connection.cursor() as cursor:
        if role == "owner":
            cursor.execute("RESET ROLE")
        with pytest.raises(ProgrammingError, match=refusal), transaction.atomic():
            cursor.execute(statement.format(t="signing_document"))


def test_page_with_both_languages_and_qr_is_kept_with_the_bytes(document: Document) -> None:
    assert "Акт № 117" in document.html
    assert "№ 117 акт" in document.html
    assert "data:image/svg+xml" in document.html
    assert f"/verify/{document.code}/" in document.html


def test_pdf_is_left_to_a_job_and_made_once(document: Document) -> None:
    assert Job.objects.get(kind="signing.render_pdf").params == {"document_id": document.pk}
    pytest.importorskip("weasyprint", exc_type=OSError)

    first = ensure_pdf(document=document)

    assert bytes(first.content).startswith(b"%PDF-")
    assert hashlib.sha256(bytes(first.content)).hexdigest() == first.sha256
    assert ensure_pdf(document=document) == first


def test_public_facts_are_stored_as_given(document: Document) -> None:
    assert document.public_facts["parties"][0]["bin"] == AIGERIM.bin
