"""Every way we know to pass off a signature that is not one, each refused for its own reason."""

import base64
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import algos, cms, core
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa

from signing import oids
from signing.test_pki import authority as issuing
from signing.test_pki.cms import as_asn1, signed_attributes, signed_data, signer_info
from signing.test_pki.people import Profile
from signing.trust import TrustStore
from signing.verdicts import MESSAGES, Outcome, Verdict
from signing.verification import verify_detached
from tests.unit.signing.pki import AIGERIM, CONTENT, MOMENT, Pki

Attack = Callable[[Pki], dict[str, object]]
ATTACKS: list[tuple[str, str, Attack]] = []


def attack(code: str) -> Callable[[Attack], Attack]:
    """Register an attack: it returns what to change in an otherwise good verification."""

    def register(function: Attack) -> Attack:
        ATTACKS.append((function.__name__, code, function))
        return function

    return register


def verdict_on(pki: Pki, **changes: object) -> Verdict:
    asked: dict[str, object] = {
        "content": CONTENT,
        "cms": pki.sign(),
        "at": MOMENT,
        "trust": pki.trust(),
        "expected_iin": AIGERIM.iin,
        "expected_bin": AIGERIM.bin,
        "required_oids": oids.MAY_SIGN,
    }
    return verify_detached(**{**asked, **changes})


def mutated(der: bytes, change: Callable[[cms.SignedData], None]) -> bytes:
    info = cms.ContentInfo.load(der)
    change(info["content"])
    return info.dump(force=True)


@attack("unreadable")
def empty_file(pki: Pki) -> dict[str, object]:
    return {"cms": b""}


@attack("unreadable")
def garbage(pki: Pki) -> dict[str, object]:
    return {"cms": b"\x30\x82\xff\xff" + bytes(range(200))}


@attack("unreadable")
def text_that_is_no_base64(pki: Pki) -> dict[str, object]:
    return {"cms": "подпись".encode()}


@attack("unreadable")
def cut_in_the_middle(pki: Pki) -> dict[str, object]:
    return {"cms": pki.sign()[:-40]}


@attack("unreadable")
def trailing_bytes(pki: Pki) -> dict[str, object]:
    return {"cms": pki.sign() + b"\x00\x01"}


@attack("unreadable")
def certificate_instead_of_a_signature(pki: Pki) -> dict[str, object]:
    return {"cms": as_asn1(pki.certificate).dump()}


@attack("unreadable")
def nesting_bomb(pki: Pki) -> dict[str, object]:
    return {"cms": b"\x30\x80" * 20_000}


@attack("too_large")
def file_of_a_megabyte(pki: Pki) -> dict[str, object]:
    return {"cms": b"\x30" + bytes(1_000_000)}


@attack("not_signed_data")
def other_content_info(pki: Pki) -> dict[str, object]:
    return {"cms": cms.ContentInfo({"content_type": "data", "content": b"x"}).dump()}


@attack("embedded_content")
def content_embedded_though_equal(pki: Pki) -> dict[str, object]:
    return {"cms": pki.sign(encapsulate=True)}


@attack("embedded_content")
def other_content_embedded(pki: Pki) -> dict[str, object]:
    return {"cms": pki.sign(b"other", encapsulate=True)}


@attack("embedded_content")
def empty_content_embedded(pki: Pki) -> dict[str, object]:
    return {"cms": pki.assemble(embedded=b"")}


@attack("wrong_content_type")
def content_type_of_a_time_stamp(pki: Pki) -> dict[str, object]:
    return {"cms": pki.assemble(content_type="digested_data")}


@attack("wrong_content_type")
def attribute_names_another_type(pki: Pki) -> dict[str, object]:
    attributes = signed_attributes(CONTENT)
    attributes[0]["values"] = ["signed_data"]
    return {"cms": pki.assemble(attributes=attributes)}


@attack("no_signer")
def nobody_signed(pki: Pki) -> dict[str, object]:
    return {"cms": pki.assemble(signers=0)}


@attack("several_signers")
def two_signers(pki: Pki) -> dict[str, object]:
    return {"cms": pki.assemble(signers=2)}


@attack("no_certificate")
def certificate_left_out(pki: Pki) -> dict[str, object]:
    return {"cms": pki.assemble(certificates=0)}


@attack("no_certificate")
def certificate_of_somebody_else_only(pki: Pki) -> dict[str, object]:
    other = as_asn1(pki.certify(replace(AIGERIM, iin="100101500121")))
    signer = signer_info(as_asn1(pki.certificate), signed_attributes(CONTENT), pki.key)
    return {"cms": signed_data([signer], [other])}


@attack("ambiguous_certificate")
def certificate_twice(pki: Pki) -> dict[str, object]:
    return {"cms": pki.assemble(certificates=2)}


@attack("no_signed_attributes")
def attributes_stripped(pki: Pki) -> dict[str, object]:
    return {"cms": pki.assemble(attributes=None, over=CONTENT)}


@attack("no_signed_attributes")
def attributes_dropped_after_signing(pki: Pki) -> dict[str, object]:
    """The known trick: the DER of the attributes passed off as the content itself."""
    over = signed_attributes(CONTENT).dump()
    return {"content": over, "cms": pki.assemble(attributes=None, over=over)}


@attack("missing_digest")
def digest_left_out(pki: Pki) -> dict[str, object]:
    attributes = cms.CMSAttributes([{"type": "content_type", "values": ["data"]}])
    return {"cms": pki.assemble(attributes=attributes)}


@attack("repeated_attribute")
def digest_twice(pki: Pki) -> dict[str, object]:
    digests = [signed_attributes(text)[1] for text in (CONTENT, b"other")]
    attributes = cms.CMSAttributes([signed_attributes(CONTENT)[0], *digests])
    return {"cms": pki.assemble(attributes=attributes)}


@attack("repeated_attribute")
def two_digests_in_one_attribute(pki: Pki) -> dict[str, object]:
    attributes = signed_attributes(CONTENT)
    attributes[1]["values"] = [bytes(32), attributes[1]["values"][0].native]
    return {"cms": pki.assemble(attributes=attributes)}


@attack("wrong_digest")
def signature_of_another_document(pki: Pki) -> dict[str, object]:
    return {"cms": pki.sign(CONTENT.replace(b"act", b"bct"))}


@attack("wrong_digest")
def document_changed_by_one_byte(pki: Pki) -> dict[str, object]:
    return {"content": CONTENT + b" "}


@attack("bad_signature")
def digest_replaced_after_signing(pki: Pki) -> dict[str, object]:
    good = signed_attributes(b"other").dump()
    return {"cms": pki.assemble(over=good)}


@attack("bad_signature")
def attribute_changed_after_signing(pki: Pki) -> dict[str, object]:
    der = pki.sign(signing_time=MOMENT)
    return {"cms": der.replace(b"251114100000Z", b"241114100000Z")}


@attack("bad_signature")
def signed_with_another_key(pki: Pki) -> dict[str, object]:
    return {"cms": pki.sign(key=issuing.new_key())}


@attack("bad_signature")
def signature_value_flipped(pki: Pki) -> dict[str, object]:
    def flip(data: cms.SignedData) -> None:
        value = data["signer_infos"][0]["signature"].native
        data["signer_infos"][0]["signature"] = value[:-1] + bytes([value[-1] ^ 1])

    return {"cms": mutated(pki.sign(), flip)}


@attack("algorithm_not_allowed")
def digest_sha1(pki: Pki) -> dict[str, object]:
    return {"cms": pki.assemble(digest_name="sha1")}


@attack("algorithm_not_allowed")
def two_names_for_the_digest(pki: Pki) -> dict[str, object]:
    def swap(data: cms.SignedData) -> None:
        algorithm = algos.SignedDigestAlgorithm({"algorithm": "sha1_rsa"})
        data["signer_infos"][0]["signature_algorithm"] = algorithm

    return {"cms": mutated(pki.sign(), swap)}


@attack("algorithm_not_allowed")
def signature_algorithm_of_another_family(pki: Pki) -> dict[str, object]:
    def swap(data: cms.SignedData) -> None:
        algorithm = algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"})
        data["signer_infos"][0]["signature_algorithm"] = algorithm

    return {"cms": mutated(pki.sign(), swap)}


@attack("weak_key")
def key_of_1024_bits(pki: Pki) -> dict[str, object]:
    short = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    certificate, _ = issuing.issue_signing_key(pki.issuer, AIGERIM, key=short)
    return {"cms": pki.sign(certificate=certificate, key=short)}


@attack("wrong_certificate_reference")
def signing_certificate_attribute_of_another(pki: Pki) -> dict[str, object]:
    reference = {"certs": [{"cert_hash": bytes(32)}]}
    extra = {"type": "signing_certificate_v2", "values": [reference]}
    attributes = cms.CMSAttributes([*signed_attributes(CONTENT), extra])
    return {"cms": pki.assemble(attributes=attributes)}


@attack("expired")
def certificate_expired(pki: Pki) -> dict[str, object]:
    ended = pki.certify(not_after=MOMENT - timedelta(seconds=1))
    return {"cms": pki.sign(certificate=ended)}


@attack("not_yet_valid")
def certificate_not_yet_valid(pki: Pki) -> dict[str, object]:
    return {"cms": pki.sign(certificate=pki.certify(not_before=MOMENT + timedelta(seconds=1)))}


@attack("unknown_issuer")
def issued_by_a_stranger(pki: Pki) -> dict[str, object]:
    stranger = issuing.make_root("Чужой центр")
    certificate, key = issuing.issue_signing_key(stranger, AIGERIM)
    return {"cms": pki.sign(certificate=certificate, key=key)}


@attack("bad_chain")
def stranger_under_the_name_of_the_authority(pki: Pki) -> dict[str, object]:
    impostor = issuing.make_subordinate(issuing.make_root())
    certificate, key = issuing.issue_signing_key(impostor, AIGERIM)
    return {"cms": pki.sign(certificate=certificate, key=key)}


@attack("unknown_issuer")
def self_signed(pki: Pki) -> dict[str, object]:
    own = issuing.Authority(pki.certificate, pki.key)
    certificate, key = issuing.issue_signing_key(own, AIGERIM)
    return {"cms": pki.sign(certificate=certificate, key=key)}


@attack("bad_chain")
def issued_by_a_person(pki: Pki) -> dict[str, object]:
    """A person's own valid certificate is in the bundle by mistake: it still may not issue."""
    person = issuing.Authority(pki.certificate, pki.key)
    certificate, key = issuing.issue_signing_key(person, replace(AIGERIM, iin="100101500121"))
    trust = TrustStore([*pki.trust().authorities, pki.certificate], pki.trust().revocation_lists)
    return {"cms": pki.sign(certificate=certificate, key=key), "trust": trust}


@attack("unknown_issuer")
def only_the_subordinate_is_configured(pki: Pki) -> dict[str, object]:
    trust = TrustStore([pki.issuer.certificate], pki.trust().revocation_lists)
    return {"trust": trust}


@attack("wrong_key_usage")
def key_for_signing_in(pki: Pki) -> dict[str, object]:
    certificate, key = issuing.issue_sign_in_key(pki.issuer, AIGERIM)
    return {"cms": pki.sign(certificate=certificate, key=key)}


@attack("no_iin")
def key_of_an_information_system(pki: Pki) -> dict[str, object]:
    certificate, key = issuing.issue_system_key(
        pki.issuer, common_name="ИС", organisation="О", bin_number=AIGERIM.bin
    )
    return {"cms": pki.sign(certificate=certificate, key=key)}


@attack("no_bin")
def individual_instead_of_organisation(pki: Pki) -> dict[str, object]:
    own = replace(AIGERIM, bin="", organisation="", profile=Profile.INDIVIDUAL)
    return {"cms": pki.sign(certificate=pki.certify(own))}


@attack("other_bin")
def key_of_another_organisation(pki: Pki) -> dict[str, object]:
    return {"cms": pki.sign(certificate=pki.certify(replace(AIGERIM, bin="201150000110")))}


@attack("other_bin")
def organisation_instead_of_individual(pki: Pki) -> dict[str, object]:
    return {"expected_bin": ""}


@attack("other_iin")
def key_of_another_person(pki: Pki) -> dict[str, object]:
    return {"cms": pki.sign(certificate=pki.certify(replace(AIGERIM, iin="100101500121")))}


@attack("no_iin")
def iin_longer_than_an_iin(pki: Pki) -> dict[str, object]:
    longer = replace(AIGERIM, iin=AIGERIM.iin + "1")
    return {"cms": pki.sign(certificate=pki.certify(longer))}


@attack("role_not_allowed")
def employee_without_the_right_to_sign(pki: Pki) -> dict[str, object]:
    clerk = replace(AIGERIM, profile=Profile.EMPLOYEE)
    return {"cms": pki.sign(certificate=pki.certify(clerk))}


@attack("role_not_allowed")
def signing_right_where_the_financial_is_needed(pki: Pki) -> dict[str, object]:
    officer = replace(AIGERIM, profile=Profile.CAN_SIGN)
    return {
        "cms": pki.sign(certificate=pki.certify(officer)),
        "required_oids": oids.MAY_SIGN_FINANCIAL,
    }


@attack("revoked")
def certificate_revoked(pki: Pki) -> dict[str, object]:
    return {"trust": pki.trust((pki.certificate.serial_number, MOMENT - timedelta(days=1)))}


@attack("revoked")
def authority_revoked(pki: Pki) -> dict[str, object]:
    taken_back = (pki.issuer.certificate.serial_number, MOMENT - timedelta(days=1))
    lists = [pki.root.revocation_list([taken_back]), pki.issuer.revocation_list()]
    return {"trust": TrustStore(pki.trust().authorities, lists)}


@attack("revocation_unknown")
def no_revocation_list(pki: Pki) -> dict[str, object]:
    return {"trust": TrustStore(pki.trust().authorities)}


@attack("revocation_unknown")
def revocation_list_ran_out(pki: Pki) -> dict[str, object]:
    old = pki.issuer.revocation_list(next_update=MOMENT - timedelta(days=1))
    lists = [pki.root.revocation_list(), old]
    return {"trust": TrustStore(pki.trust().authorities, lists)}


@attack("revocation_unknown")
def revocation_list_forged(pki: Pki) -> dict[str, object]:
    forged = issuing.Authority(pki.issuer.certificate, issuing.new_key()).revocation_list()
    lists = [pki.root.revocation_list(), forged]
    return {"trust": TrustStore(pki.trust().authorities, lists)}


@attack("gost_not_supported")
def gost_signature(pki: Pki) -> dict[str, object]:
    def swap(data: cms.SignedData) -> None:
        algorithm = algos.SignedDigestAlgorithm({"algorithm": "1.2.398.3.10.1.1.2.3.2"})
        data["signer_infos"][0]["signature_algorithm"] = algorithm

    return {"cms": mutated(pki.sign(), swap)}


def _with_extension(pki: Pki, *, subject_extra: tuple[x509.NameAttribute, ...] = ()) -> bytes:
    """Return a CMS whose certificate has an unknown critical extension, or more in its name."""
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([*pki.certificate.subject, *subject_extra]))
        .issuer_name(pki.issuer.certificate.subject)
        .public_key(pki.key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2025, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2026, 1, 1, tzinfo=UTC))
    )
    for extension in pki.certificate.extensions:
        builder = builder.add_extension(extension.value, extension.critical)
    if not subject_extra:
        strange = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"\x05\x00")
        builder = builder.add_extension(strange, critical=True)
    return pki.sign(certificate=builder.sign(pki.issuer.key, hashes.SHA256()))


@attack("unexpected_extension")
def unknown_critical_extension(pki: Pki) -> dict[str, object]:
    return {"cms": _with_extension(pki)}


@attack("ambiguous_subject")
def two_iins_in_one_certificate(pki: Pki) -> dict[str, object]:
    second = x509.NameAttribute(x509.NameOID.SERIAL_NUMBER, "IIN100101500121")
    return {"cms": _with_extension(pki, subject_extra=(second,))}


@pytest.mark.parametrize(
    ("code", "change"),
    [pytest.param(code, change, id=name) for name, code, change in ATTACKS],
)
def test_a_bad_signature_is_refused_for_its_own_reason(pki: Pki, code: str, change: Attack) -> None:
    verdict = verdict_on(pki, **change(pki))

    assert verdict.code == code
    assert not verdict.is_valid
    assert code in MESSAGES


def test_the_catalogue_is_as_long_as_promised() -> None:
    assert len(ATTACKS) >= 40
    assert len({name for name, _, _ in ATTACKS}) == len(ATTACKS)


def test_what_cannot_be_computed_here_is_unknown_and_not_invalid(pki: Pki) -> None:
    for change in (gost_signature, no_revocation_list, revocation_list_ran_out):
        assert verdict_on(pki, **change(pki)).outcome is Outcome.UNKNOWN


def test_base64_lines_of_rubbish_never_raise(pki: Pki) -> None:
    good = pki.sign()
    for cut in range(0, len(good), 97):
        spoiled = good[:cut] + bytes([good[cut] ^ 0xFF]) + good[cut + 1 :]
        assert not verdict_on(pki, cms=base64.b64encode(spoiled)).is_valid or cut == 0


def test_integer_signature_is_not_taken_for_a_signature(pki: Pki) -> None:
    assert verdict_on(pki, cms=core.Integer(5).dump()).code == "unreadable"
