"""WS-Security of ШЭП: sign our SOAP body, and open a signed answer only when it is beyond doubt.

signxml checks the mathematics; the wrapper here checks what was signed. Only the element that
comes back from the verification is ever read: anything else in the envelope may be an attacker's.
"""

import base64
import uuid
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from lxml import etree
from signxml.algorithms import (
    CanonicalizationMethod,
    DigestAlgorithm,
    SignatureConstructionMethod,
    SignatureMethod,
)
from signxml.exceptions import SignXMLException
from signxml.signer import XMLSigner
from signxml.verifier import SignatureConfiguration, XMLVerifier

from integrations import safe_xml
from integrations.errors import ContractBroken

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
DS = "http://www.w3.org/2000/09/xmldsig#"
_OASIS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-"
WSSE = _OASIS + "wssecurity-secext-1.0.xsd"
WSU = _OASIS + "wssecurity-utility-1.0.xsd"
_X509V3 = _OASIS + "x509-token-profile-1.0#X509v3"
_BASE64 = _OASIS + "soap-message-security-1.0#Base64Binary"
_EXCLUSIVE = CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0

_EXPECTED = SignatureConfiguration(
    require_x509=True,
    location=f"./{{{SOAP}}}Header/{{{WSSE}}}Security/",
    expect_references=1,
    signature_methods=frozenset({SignatureMethod.RSA_SHA256}),
    digest_algorithms=frozenset({DigestAlgorithm.SHA256}),
)


@dataclass(frozen=True)
class SigningPair:
    """Our key and certificate for a registry."""

    key: RSAPrivateKey
    certificate: x509.Certificate

    @property
    def certificate_base64(self) -> str:
        """DER of the certificate in base64, as WS-Security and ЭСФ carry it."""
        return certificate_base64(self.certificate)


def certificate_base64(certificate: x509.Certificate) -> str:
    """DER of a certificate in base64."""
    return base64.b64encode(certificate.public_bytes(Encoding.DER)).decode()


@lru_cache(maxsize=8)
def read_pair(path: str) -> SigningPair:
    """Read a PEM file that holds a private key and its certificate."""
    pem = Path(path).read_bytes()
    key = load_pem_private_key(pem, password=None)
    if not isinstance(key, RSAPrivateKey):
        raise ValueError("the registry key must be RSA")
    return SigningPair(key, x509.load_pem_x509_certificate(pem))


@lru_cache(maxsize=8)
def read_certificate(path: str) -> x509.Certificate:
    """Read the certificate of a PEM file; a key beside it is not looked at."""
    return x509.load_pem_x509_certificate(Path(path).read_bytes())


def sign_body(payload: etree._Element, pair: SigningPair) -> bytes:
    """Wrap a payload in a SOAP 1.1 envelope whose body is signed."""
    envelope = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soap": SOAP, "wsu": WSU})
    header = etree.SubElement(envelope, f"{{{SOAP}}}Header")
    security = etree.SubElement(header, f"{{{WSSE}}}Security", nsmap={"wsse": WSSE})
    security.set(f"{{{SOAP}}}mustUnderstand", "1")
    body = etree.SubElement(envelope, f"{{{SOAP}}}Body")
    body_id = f"id-{uuid.uuid4()}"
    body.set(f"{{{WSU}}}Id", body_id)
    body.append(payload)
    signer = XMLSigner(
        method=SignatureConstructionMethod.detached,
        signature_algorithm=SignatureMethod.RSA_SHA256,
        digest_algorithm=DigestAlgorithm.SHA256,
        c14n_algorithm=_EXCLUSIVE,
    )
    signature = signer.sign(
        envelope,
        key=pair.key,
        reference_uri=f"#{body_id}",
        key_info=_key_info(pair),
        id_attribute="Id",
    )
    security.append(signature)
    return etree.tostring(envelope, xml_declaration=True, encoding="UTF-8")


def open_signed_body(raw: bytes, certificate: x509.Certificate) -> etree._Element:
    """Return the signed body of an answer.

    Refused: no signature or more than one anywhere; a reference to anything but the one body of
    the envelope; transforms or algorithms other than ours; a signer other than ``certificate``.

    :raises ContractBroken: the answer is not signed so that one may rely on it
    """
    root = safe_xml.parse(raw)
    if root.tag != f"{{{SOAP}}}Envelope":
        raise ContractBroken("answer is not a SOAP envelope", raw=raw)
    bodies = [el for el in root.iter() if isinstance(el.tag, str) and el.tag == f"{{{SOAP}}}Body"]
    if len(bodies) != 1 or bodies[0].getparent() is not root:
        raise ContractBroken("answer must have exactly one body", raw=raw)
    _check_reference(root, bodies[0], raw)
    try:
        result = XMLVerifier().verify(
            root, x509_cert=certificate, expect_config=_EXPECTED, id_attribute="Id"
        )
    except (SignXMLException, etree.LxmlError, ValueError) as problem:
        raise ContractBroken("signature of the answer is not valid", raw=raw) from problem
    signed = result.signed_xml  # type: ignore[union-attr]
    if signed is None or signed.tag != f"{{{SOAP}}}Body":
        raise ContractBroken("the signed element is not the body", raw=raw)
    return signed


def _check_reference(root: etree._Element, body: etree._Element, raw: bytes) -> None:
    signatures = list(root.iter(f"{{{DS}}}Signature"))
    if len(signatures) != 1:
        raise ContractBroken(f"answer has {len(signatures)} signatures, not one", raw=raw)
    references = list(signatures[0].iter(f"{{{DS}}}Reference"))
    if len(references) != 1:
        raise ContractBroken("signature must have exactly one reference", raw=raw)
    body_id = body.get(f"{{{WSU}}}Id")
    if not body_id or references[0].get("URI") != f"#{body_id}":
        raise ContractBroken("signature does not refer to the body", raw=raw)
    named = [el for el in root.iter() if isinstance(el.tag, str) and body_id in el.attrib.values()]
    if len(named) != 1:
        raise ContractBroken("the body's id is not unique", raw=raw)
    signed_info = safe_xml.child(signatures[0], "SignedInfo")
    method = safe_xml.child(signed_info, "CanonicalizationMethod")
    transforms = [el.get("Algorithm") for el in references[0].iter(f"{{{DS}}}Transform")]
    enveloped = SignatureConstructionMethod.enveloped.value
    if (
        method is None
        or method.get("Algorithm") != _EXCLUSIVE.value
        or [name for name in transforms if name != enveloped] != [_EXCLUSIVE.value]
    ):
        raise ContractBroken("unexpected canonicalisation in the signature", raw=raw)
    if any(el.getparent() is not None for el in root.iter(f"{{{DS}}}Object")):
        raise ContractBroken("signature carries objects", raw=raw)


def _key_info(pair: SigningPair) -> etree._Element:
    info = etree.Element(f"{{{DS}}}KeyInfo", nsmap={"ds": DS})
    reference = etree.SubElement(info, f"{{{WSSE}}}SecurityTokenReference", nsmap={"wsse": WSSE})
    identifier = etree.SubElement(reference, f"{{{WSSE}}}KeyIdentifier")
    identifier.set("EncodingType", _BASE64)
    identifier.set("ValueType", _X509V3)
    identifier.text = pair.certificate_base64
    return info
