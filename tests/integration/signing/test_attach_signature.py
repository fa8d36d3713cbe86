"""A signature is accepted once, from the expected person, for the expected side."""

import pytest
from django.db import ProgrammingError, connection, transaction

from core import vault
from core.workflow import SYSTEM
from signing import oids
from signing.models import Signature
from signing.selectors import is_signed_by, remaining_sides, signatures_of
from signing.services import SignatureRefused, attach_signature, recheck_signature
from tests.integration.signing.conftest import AIGERIM, BOLAT

pytestmark = pytest.mark.django_db


@pytest.fixture
def by_school(document, head, sign):
    def attach(**changes: object) -> Signature:
        asked: dict[str, object] = {
            "document": document,
            "cms": sign(document.content),
            "actor": head,
            "side": "school",
            "expected_iin": AIGERIM.iin,
            "expected_bin": AIGERIM.bin,
            "required_oids": oids.MAY_SIGN,
        }
        return attach_signature(**{**asked, **changes})  # type: ignore[arg-type]

    return attach


@pytest.fixture
def by_department(by_school, document, officer, sign):
    def attach(**changes: object) -> Signature:
        own = {
            "cms": sign(document.content, BOLAT.slug),
            "actor": officer,
            "side": "department",
            "expected_iin": BOLAT.iin,
            "expected_bin": BOLAT.bin,
        }
        return by_school(**{**own, **changes})

    return attach


def refused(call, **changes: object) -> str:
    with pytest.raises(SignatureRefused) as caught:
        call(**changes)
    assert str(caught.value.message)
    return caught.value.code


def test_both_sides_sign_and_nobody_remains(by_school, by_department, document) -> None:
    first = by_school()
    assert remaining_sides(document) == ["department"]
    second = by_department()

    assert list(signatures_of(document)) == [first, second]
    assert is_signed_by(document, "school")
    assert remaining_sides(document) == []


def test_who_signed_is_kept_without_the_full_iin(by_school) -> None:
    signature = by_school()

    assert signature.signer_name == "САПАРОВА АЙГЕРИМ"
    assert signature.signer_iin_masked == "•••• 0562"
    assert bytes(signature.signer_iin_index) == vault.blind_index(AIGERIM.iin)
    assert signature.membership_id == 11
    assert oids.FIRST_HEAD in signature.role_oids
    kept = f"{signature.certificate}{signature.evidence}{signature.actor_label}"
    assert AIGERIM.iin not in kept


def test_side_signs_once(by_school) -> None:
    by_school()

    assert refused(by_school) == "side_already_signed"


def test_one_person_does_not_sign_for_both_sides(by_school) -> None:
    by_school()

    assert refused(by_school, side="department") == "person_already_signed"
    assert Signature.objects.count() == 1


@pytest.mark.parametrize(
    ("second_side", "code"),
    [("school", "side_already_signed"), ("department", "person_already_signed")],
)
def test_database_refuses_the_loser_of_a_race(
    by_school, monkeypatch, second_side: str, code: str
) -> None:
    """Both requests looked before either wrote: only the constraints are left."""
    monkeypatch.setattr("signing.services.attaching._check_document", lambda *_, **__: None)
    by_school()

    assert refused(by_school, side=second_side) == code
    assert Signature.objects.count() == 1


def test_side_that_is_no_party_is_refused(by_school) -> None:
    assert refused(by_school, side="finance_centre") == "unknown_side"


def test_old_version_is_not_signed(by_school, make_document) -> None:
    make_document(payload={"total_tiyn": "1"})

    assert refused(by_school) == "document_superseded"


def test_signature_does_not_move_to_the_next_version(by_school, make_document, document) -> None:
    first = by_school()
    second = make_document(payload={"total_tiyn": "1"})

    assert refused(by_school, document=second, cms=bytes(first.cms)) == "wrong_digest"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"expected_iin": BOLAT.iin}, "other_iin"),
        ({"expected_bin": BOLAT.bin}, "other_bin"),
        ({"required_oids": [oids.HUMAN_RESOURCES]}, "role_not_allowed"),
        ({"cms": b"rubbish"}, "unreadable"),
    ],
)
def test_bad_signature_leaves_nothing_behind(by_school, changes, code) -> None:
    assert refused(by_school, **changes) == code
    assert not Signature.objects.exists()


def test_without_roots_nothing_is_accepted(by_school, settings) -> None:
    settings.SIGNING_TRUST_ROOTS = "/nowhere/roots.pem"
    with pytest.raises(SignatureRefused) as caught:
        by_school()

    assert caught.value.code == "no_roots"
    assert caught.value.unknown


@pytest.mark.parametrize("changes", [{"actor": SYSTEM}, {"expected_iin": ""}])
def test_signature_of_nobody_is_a_mistake_in_the_program(by_school, changes) -> None:
    with pytest.raises(ValueError, match="person"):
        by_school(**changes)


def test_later_check_is_a_row_of_its_own(by_school, settings) -> None:
    signature = by_school()
    good = recheck_signature(signature=signature)
    settings.SIGNING_CRL = ""
    unknown = recheck_signature(signature=signature)

    assert (good.outcome, unknown.outcome) == ("valid", "unknown")
    assert unknown.code == "revocation_unknown"


@pytest.mark.parametrize("statement", ["UPDATE {t} SET side = 'x'", "DELETE FROM {t}"])
@pytest.mark.parametrize(
    ("role", "refusal"), [("app", "permission denied"), ("owner", "Cannot update or delete")]
)
def test_signature_is_never_changed_or_removed(
    by_school, statement: str, role: str, refusal: str
) -> None:
    """The app role has no right; the owner meets the trigger."""
    by_school()
    with connection.cursor() as cursor:
        if role == "owner":
            cursor.execute("RESET ROLE")
        with pytest.raises(ProgrammingError, match=refusal), transaction.atomic():
            cursor.execute(statement.format(t="signing_signature"))
