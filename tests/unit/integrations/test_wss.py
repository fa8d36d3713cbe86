"""Opening a signed body: only what was signed, by whom we expect, as we expect."""

import copy
import datetime as dt

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from lxml import etree

from integrations import safe_xml
from integrations.errors import ContractBroken
from integrations.wss import DS, SOAP, WSU, SigningPair, open_signed_body, sign_body


def _pair() -> SigningPair:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "gateway")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(dt.datetime(2020, 1, 1))  # noqa: DTZ001 - the builder's form
        .not_valid_after(dt.datetime(2040, 1, 1))  # noqa: DTZ001
        .sign(key, hashes.SHA256())
    )
    return SigningPair(key, certificate)


GATEWAY, STRANGER = _pair(), _pair()


@pytest.fixture
def envelope() -> etree._Element:
    payload = etree.fromstring("<answer><life>0</life></answer>")
    return etree.fromstring(sign_body(payload, GATEWAY))


def _open(envelope: etree._Element) -> etree._Element:
    return open_signed_body(etree.tostring(envelope), GATEWAY.certificate)


def _body(envelope: etree._Element) -> etree._Element:
    body = safe_xml.child(envelope, "Body")
    assert body is not None
    return body


def test_an_honest_answer_opens(envelope: etree._Element) -> None:
    assert safe_xml.text(_open(envelope), "answer", "life") == "0"


def test_a_changed_body_is_refused(envelope: etree._Element) -> None:
    _body(envelope)[0][0].text = "1"
    with pytest.raises(ContractBroken, match="not valid"):
        _open(envelope)


def test_a_stranger_is_refused_even_with_a_flawless_signature() -> None:
    raw = sign_body(etree.Element("answer"), STRANGER)
    assert open_signed_body(raw, STRANGER.certificate) is not None
    with pytest.raises(ContractBroken, match="not valid"):
        open_signed_body(raw, GATEWAY.certificate)


def test_no_signature_is_refused(envelope: etree._Element) -> None:
    header = safe_xml.child(envelope, "Header")
    assert header is not None
    envelope.remove(header)
    with pytest.raises(ContractBroken, match="0 signatures"):
        _open(envelope)


def test_a_second_signature_anywhere_is_refused(envelope: etree._Element) -> None:
    signature = next(envelope.iter(f"{{{DS}}}Signature"))
    envelope[0].append(copy.deepcopy(signature))
    with pytest.raises(ContractBroken, match="2 signatures"):
        _open(envelope)


def test_a_forged_body_beside_the_signed_one_is_refused(envelope: etree._Element) -> None:
    genuine = _body(envelope)
    forged = copy.deepcopy(genuine)
    forged.set(f"{{{WSU}}}Id", "id-forged")
    envelope.replace(genuine, forged)
    etree.SubElement(envelope[0], "wrapper").append(genuine)
    with pytest.raises(ContractBroken, match="exactly one body"):
        _open(envelope)


def test_a_forged_body_with_the_genuine_content_renamed_is_refused(
    envelope: etree._Element,
) -> None:
    genuine = _body(envelope)
    forged = copy.deepcopy(genuine)
    forged.set(f"{{{WSU}}}Id", "id-forged")
    envelope.replace(genuine, forged)
    genuine.tag = "elsewhere"
    etree.SubElement(envelope[0], "wrapper").append(genuine)
    with pytest.raises(ContractBroken, match="does not refer to the body"):
        _open(envelope)


def test_an_id_used_twice_is_refused(envelope: etree._Element) -> None:
    twin = etree.SubElement(envelope[0], "twin")
    twin.set("Id", _body(envelope).get(f"{{{WSU}}}Id") or "")
    with pytest.raises(ContractBroken, match="not unique"):
        _open(envelope)


def test_other_transforms_are_refused(envelope: etree._Element) -> None:
    transform = next(envelope.iter(f"{{{DS}}}Transform"))
    transform.set("Algorithm", "http://www.w3.org/TR/1999/REC-xpath-19991116")
    with pytest.raises(ContractBroken, match="canonicalisation"):
        _open(envelope)


def test_a_weaker_digest_is_refused(envelope: etree._Element) -> None:
    method = next(envelope.iter(f"{{{DS}}}DigestMethod"))
    method.set("Algorithm", "http://www.w3.org/2000/09/xmldsig#sha1")
    with pytest.raises(ContractBroken):
        _open(envelope)


def test_a_document_type_is_refused() -> None:
    raw = f'<!DOCTYPE x [<!ENTITY a "b">]><e:Envelope xmlns:e="{SOAP}">&a;</e:Envelope>'
    with pytest.raises(ContractBroken):
        open_signed_body(raw.encode(), GATEWAY.certificate)
