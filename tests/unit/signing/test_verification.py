"""Good signatures in every form in which they arrive."""

import base64
import shutil
import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import cms
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from signing import oids
from signing.certificates import signer_facts
from signing.test_pki.cms import as_asn1, signed_attributes
from signing.test_pki.people import Profile
from signing.verdicts import MESSAGES, Outcome, Verdict
from signing.verification import verify_detached
from tests.unit.signing.pki import AIGERIM, CONTENT, MOMENT, Pki


def verify(pki: Pki, raw: bytes, **changes: object) -> Verdict:
    asked: dict[str, object] = {"at": MOMENT, "trust": pki.trust(), "content": CONTENT}
    return verify_detached(cms=raw, **{**asked, **changes})


def test_signature_of_the_expected_person_is_valid(pki: Pki) -> None:
    verdict = verify(
        pki,
        pki.sign(signing_time=MOMENT),
        expected_iin=AIGERIM.iin,
        expected_bin=AIGERIM.bin,
        required_oids=oids.MAY_SIGN,
    )

    assert verdict.outcome is Outcome.VALID
    assert verdict.signer is not None
    assert verdict.signer.iin == AIGERIM.iin
    assert verdict.signer.bin == AIGERIM.bin
    assert verdict.signer.common_name == "САПАРОВА АЙГЕРИМ"
    assert oids.FIRST_HEAD in verdict.signer.role_oids


def test_evidence_and_repr_hold_no_full_iin(pki: Pki) -> None:
    verdict = verify(pki, pki.sign(signing_time=MOMENT))

    assert AIGERIM.iin not in str(verdict.evidence)
    assert AIGERIM.iin not in repr(verdict)
    assert "IIN••••0562" in str(verdict.evidence["subject"])


def _pem(der: bytes) -> bytes:
    body = base64.encodebytes(der)
    return b"-----BEGIN CMS-----\r\n" + body.replace(b"\n", b"\r\n") + b"-----END CMS-----\r\n"


@pytest.mark.parametrize("wrap", [bytes, base64.b64encode, base64.encodebytes, _pem])
def test_der_base64_and_pem_are_the_same_signature(pki: Pki, wrap: object) -> None:
    assert verify(pki, wrap(pki.sign())).is_valid  # type: ignore[operator]


def test_indefinite_length_of_national_software_is_read(pki: Pki) -> None:
    """НУЦ libraries write the outer envelope in BER."""
    info = cms.ContentInfo.load(pki.sign())
    fields = info["content"].untag().contents
    signed = b"\x30\x80" + fields + b"\x00\x00"
    ber = b"\x30\x80" + info["content_type"].dump() + b"\xa0\x80" + signed + b"\x00" * 4

    assert verify(pki, ber).is_valid


def test_sha512_is_accepted(pki: Pki) -> None:
    assert verify(pki, pki.assemble(digest_name="sha512")).is_valid


def test_own_signing_certificate_attribute_is_accepted(pki: Pki) -> None:
    digest = as_asn1(pki.certificate).sha256
    extra = {"type": "signing_certificate_v2", "values": [{"certs": [{"cert_hash": digest}]}]}
    attributes = cms.CMSAttributes([*signed_attributes(CONTENT), extra])

    assert verify(pki, pki.assemble(attributes=attributes)).is_valid


def test_individual_signs_where_an_individual_is_asked(pki: Pki) -> None:
    own = replace(AIGERIM, bin="", organisation="", profile=Profile.INDIVIDUAL)
    raw = pki.sign(certificate=pki.certify(own))

    assert verify(pki, raw, expected_bin="", required_oids=[oids.INDIVIDUAL]).is_valid


@pytest.mark.parametrize("profile", [Profile.FIRST_HEAD, Profile.CAN_SIGN_FINANCIAL])
def test_head_and_financial_signatory_may_sign_payments(pki: Pki, profile: Profile) -> None:
    raw = pki.sign(certificate=pki.certify(replace(AIGERIM, profile=profile)))

    assert verify(pki, raw, required_oids=oids.MAY_SIGN_FINANCIAL).is_valid


@pytest.mark.parametrize("seconds", [-1, 0])
def test_boundaries_of_validity_are_inside(pki: Pki, seconds: int) -> None:
    moment = MOMENT + timedelta(seconds=seconds)
    certificate = pki.certify(not_before=moment, not_after=moment)

    assert verify(pki, pki.sign(certificate=certificate), at=moment).is_valid


def test_certificate_revoked_later_was_good_when_it_signed(pki: Pki) -> None:
    later = (pki.certificate.serial_number, MOMENT + timedelta(days=1))

    assert verify(pki, pki.sign(), trust=pki.trust(later)).is_valid
    assert not verify(
        pki, pki.sign(), trust=pki.trust(later), at=MOMENT + timedelta(days=2)
    ).is_valid


def test_every_reason_has_words(pki: Pki) -> None:
    assert all(str(message).endswith((".", "позже.")) for message in MESSAGES.values())


needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl here")


@needs_openssl
def test_signature_made_by_openssl_is_valid(pki: Pki, tmp_path: Path) -> None:
    """A second maker of signatures: S/MIME attributes, the chain inside."""
    own_key = pki.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "own.pem").write_bytes(own_key + pki.certificate.public_bytes(Encoding.PEM))
    (tmp_path / "ca.pem").write_bytes(pki.issuer.certificate.public_bytes(Encoding.PEM))
    (tmp_path / "content").write_bytes(CONTENT)
    command = (
        "openssl cms -sign -binary -md sha256 -outform DER -signer own.pem "
        "-certfile ca.pem -in content -out cms"
    )
    subprocess.run(command.split(), cwd=tmp_path, check=True)

    raw = (tmp_path / "cms").read_bytes()
    assert verify(pki, raw).code == "valid"


@needs_openssl
@pytest.mark.parametrize("content", [CONTENT, CONTENT + b" "])
def test_openssl_agrees(pki: Pki, tmp_path: Path, content: bytes) -> None:
    roots = (pki.root.certificate, pki.issuer.certificate)
    (tmp_path / "roots.pem").write_bytes(
        b"".join(each.public_bytes(Encoding.PEM) for each in roots)
    )
    (tmp_path / "cms").write_bytes(pki.sign())
    (tmp_path / "content").write_bytes(content)
    command = "openssl cms -verify -binary -inform DER -in cms -content content -CAfile roots.pem"
    answer = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, check=False)

    ours = verify(pki, pki.sign(), content=content).is_valid
    assert (answer.returncode == 0) is ours is (content == CONTENT)


def test_a_signature_names_the_whole_department(pki: Pki) -> None:
    name = "Управление образования Восточно-Казахстанской области"
    certificate = pki.certify(replace(AIGERIM, organisation=name))
    assert signer_facts(certificate).organisation == name
