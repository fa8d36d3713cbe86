"""SOAP and WS-Security on the emulator's side: check the caller's signature, sign the answer."""

import base64
import uuid
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from lxml import etree
from signxml.algorithms import CanonicalizationMethod, SignatureConstructionMethod
from signxml.signer import XMLSigner
from signxml.verifier import XMLVerifier

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
DS = "http://www.w3.org/2000/09/xmldsig#"
OASIS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-"
WSSE = OASIS + "wssecurity-secext-1.0.xsd"
WSU = OASIS + "wssecurity-utility-1.0.xsd"
C14N = CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0


def parse(raw: bytes) -> etree._Element:
    """Parse a request; raises ValueError on what is not plain XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(raw, parser=parser)
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]
        raise ValueError("document type")
    return root


def local(element: etree._Element) -> str:
    """Name without namespace."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def find(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Walk down by local names."""
    for name in path:
        if element is None:
            return None
        element = next((one for one in element if local(one) == name), None)
    return element


def text(element: etree._Element | None, *path: str) -> str:
    """Text at a path, or empty."""
    found = find(element, *path)
    return (found.text or "").strip() if found is not None else ""


def add(parent: etree._Element, name: str, value: str) -> None:
    """Append an element with a text."""
    etree.SubElement(parent, name).text = value


def signature_problem(raw: bytes, client_pem: Path) -> str:
    """Say what is wrong with the caller's WS-Security; empty when nothing is."""
    root = parse(raw)
    body, signature = find(root, "Body"), find(root, "Header", "Security", "Signature")
    if body is None or signature is None:
        return "WS-Security signature is missing"
    reference = find(signature, "SignedInfo", "Reference")
    if reference is None or reference.get("URI") != f"#{body.get(f'{{{WSU}}}Id')}":
        return "signature does not cover the body"
    own = x509.load_pem_x509_certificate(client_pem.read_bytes())
    sent = text(signature, "KeyInfo", "SecurityTokenReference", "KeyIdentifier")
    if base64.b64decode(sent) != own.public_bytes(Encoding.DER):
        return "certificate is not registered"
    try:
        XMLVerifier().verify(root, x509_cert=own, id_attribute="Id")
    except Exception as problem:  # any flaw of a foreign signature is one answer
        return f"signature is not valid: {type(problem).__name__}"
    return ""


def signed_envelope(
    payload: etree._Element, pem: bytes, key: rsa.RSAPrivateKey | None = None
) -> etree._Element:
    """Wrap and sign an answer as the gateway does; ``key`` plays a foreign signer."""
    envelope = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"SOAP-ENV": SOAP})
    header = etree.SubElement(envelope, f"{{{SOAP}}}Header")
    security = etree.SubElement(header, f"{{{WSSE}}}Security", nsmap={"wsse": WSSE})
    body = etree.SubElement(envelope, f"{{{SOAP}}}Body", nsmap={"wsu": WSU})
    body_id = f"id-{uuid.uuid4().hex}"
    body.set(f"{{{WSU}}}Id", body_id)
    body.append(payload)
    certificate = x509.load_pem_x509_certificate(pem)
    info = etree.Element(f"{{{DS}}}KeyInfo", nsmap={"ds": DS})
    reference = etree.SubElement(info, f"{{{WSSE}}}SecurityTokenReference", nsmap={"wsse": WSSE})
    identifier = etree.SubElement(reference, f"{{{WSSE}}}KeyIdentifier")
    identifier.set("ValueType", OASIS + "x509-token-profile-1.0#X509v3")
    identifier.set("EncodingType", OASIS + "soap-message-security-1.0#Base64Binary")
    identifier.text = base64.b64encode(certificate.public_bytes(Encoding.DER)).decode()
    signer = XMLSigner(
        method=SignatureConstructionMethod.detached,
        signature_algorithm="rsa-sha256",
        digest_algorithm="sha256",
        c14n_algorithm=C14N,
    )
    security.append(
        signer.sign(
            envelope,
            key=key or _private_key(pem),
            reference_uri=f"#{body_id}",
            key_info=info,
            id_attribute="Id",
        )
    )
    return envelope


@lru_cache(maxsize=4)
def _private_key(pem: bytes) -> rsa.RSAPrivateKey:
    # reading a key checks its primes, which takes longer than signing with it
    key = load_pem_private_key(pem, password=None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise ValueError("the gateway's key must be RSA")
    return key


def plain_envelope(payload: etree._Element) -> etree._Element:
    """Wrap an answer without a signature."""
    envelope = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"SOAP-ENV": SOAP})
    etree.SubElement(envelope, f"{{{SOAP}}}Body").append(payload)
    return envelope


def soap_fault(message: str, *, code: str = "") -> bytes:
    """A SOAP 1.1 fault; with the gateway's error detail when a code is given."""
    fault = etree.Element(f"{{{SOAP}}}Fault", nsmap={"SOAP-ENV": SOAP})
    etree.SubElement(fault, "faultcode").text = "SOAP-ENV:Server"
    etree.SubElement(fault, "faultstring").text = message
    if code:
        detail = etree.SubElement(fault, "detail")
        info = etree.SubElement(
            detail,
            "{http://bip.bee.kz/SyncChannel/v10/Types}SendMessageFault1_SendMessageFault",
        )
        etree.SubElement(info, "errorCode").text = code
        etree.SubElement(info, "errorMessage").text = message
    return to_bytes(plain_envelope(fault))


def to_bytes(root: etree._Element) -> bytes:
    """Serialise with a declaration."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def foreign_key() -> rsa.RSAPrivateKey:
    """A key that belongs to nobody."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)
