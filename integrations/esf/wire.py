"""Wire form of ИС ЭСФ: SOAP 1.1 requests and ``InvoiceV2`` bodies."""

import datetime as dt
from dataclasses import dataclass, replace

from lxml import etree

from integrations import safe_xml
from integrations.errors import ContractBroken
from integrations.esf.port import InvoiceFacts
from integrations.sums import tiyn_of

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
WSSE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
_PLAIN_PASSWORD = (
    "http://docs.oasis-open.org/wss/2004/01/"
    "oasis-200401-wss-username-token-profile-1.0#PasswordText"
)
ESF = "esf"
IN_FORCE = ("CREATED", "DELIVERED")
CORRECTED = "FIXED_INVOICE"
PUBLIC_OFFICE = "PUBLIC_OFFICE"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a query."""

    invoices: tuple[InvoiceFacts, ...]
    is_last: bool


def envelope(
    request: str, fields: list[tuple[str, str]], *, credentials: tuple[str, str] | None = None
) -> bytes:
    """Build a request with unqualified children; credentials only where the service wants them."""
    root = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soap": SOAP})
    header = etree.SubElement(root, f"{{{SOAP}}}Header")
    if credentials:
        security = etree.SubElement(header, f"{{{WSSE}}}Security", nsmap={"wsse": WSSE})
        token = etree.SubElement(security, f"{{{WSSE}}}UsernameToken")
        etree.SubElement(token, f"{{{WSSE}}}Username").text = credentials[0]
        password = etree.SubElement(token, f"{{{WSSE}}}Password", Type=_PLAIN_PASSWORD)
        password.text = credentials[1]
    body = etree.SubElement(root, f"{{{SOAP}}}Body")
    element = etree.SubElement(body, f"{{{ESF}}}{request}", nsmap={"esf": ESF})
    for path, value in fields:
        parent = element
        *folders, name = path.split("/")
        for folder in folders:
            found = safe_xml.child(parent, folder)
            parent = found if found is not None else etree.SubElement(parent, folder)
        etree.SubElement(parent, name).text = value
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def query_fields(
    *, session_id: str, date_from: dt.date, date_to: dt.date, page: int
) -> list[tuple[str, str]]:
    """Fields of ``queryInvoice`` in the strict order of its schema."""
    return [
        ("sessionId", session_id),
        ("criteria/direction", "INBOUND"),
        ("criteria/dateFrom", f"{date_from.isoformat()}T00:00:00+05:00"),
        ("criteria/dateTo", f"{date_to.isoformat()}T23:59:59+05:00"),
        ("criteria/asc", "true"),
        ("criteria/pageNum", str(page)),
    ]


def response(body: bytes, name: str) -> etree._Element:
    """The response element of that name.

    :raises ContractBroken: the answer is something else
    """
    found = safe_xml.child(safe_xml.parse(body), "Body", name)
    if found is None:
        raise ContractBroken(f"answer is not a {name}", raw=body)
    return found


def fault_text(body: bytes) -> str | None:
    """The text of a SOAP fault; None when the body is no fault."""
    try:
        fault = safe_xml.child(safe_xml.parse(body), "Body", "Fault")
    except ContractBroken:
        return None
    return safe_xml.text(fault, "faultstring") if fault is not None else None


def read_page(body: bytes) -> Page:
    """Read one page of invoices."""
    answer = response(body, "queryInvoiceResponse")
    last = safe_xml.text(answer, "lastBlock")
    if last not in ("true", "false"):
        raise ContractBroken("answer does not say whether it is the last page", raw=body)
    found = safe_xml.child(answer, "invoiceInfoList")
    infos = list(safe_xml.children(found, "invoiceInfo")) if found is not None else []
    return Page(tuple(_invoice(info, body) for info in infos), last == "true")


def mark_superseded(invoices: list[InvoiceFacts]) -> tuple[InvoiceFacts, ...]:
    """Mark the invoices that a corrected invoice in force replaces."""
    replaced = {
        one.related_number
        for one in invoices
        if one.invoice_type == CORRECTED and one.status in IN_FORCE and one.related_number
    }
    return tuple(replace(one, superseded=one.registration_number in replaced) for one in invoices)


def _invoice(info: etree._Element, raw: bytes) -> InvoiceFacts:
    status, number = safe_xml.text(info, "invoiceStatus"), safe_xml.text(info, "registrationNumber")
    if not status or not number:
        raise ContractBroken("an invoice has no number or status", raw=raw)
    content = safe_xml.parse(safe_xml.text(info, "invoiceBody").encode())
    seller = safe_xml.child(content, "sellers", "seller")
    customer = safe_xml.child(content, "customers", "customer")
    statuses = safe_xml.child(customer, "statuses")
    term = safe_xml.child(content, "deliveryTerm")
    return InvoiceFacts(
        registration_number=number,
        invoice_id=safe_xml.text(info, "invoiceId"),
        invoice_type=safe_xml.text(content, "invoiceType"),
        status=status,
        seller_bin=safe_xml.text(seller, "tin"),
        customer_bin=safe_xml.text(customer, "tin"),
        customer_is_public_office=statuses is not None
        and PUBLIC_OFFICE in [(el.text or "").strip() for el in statuses.iter()],
        contract_number=safe_xml.text(term, "contractNum"),
        contract_date=_date(safe_xml.text(term, "contractDate"), raw),
        invoice_date=_date(safe_xml.text(content, "date"), raw),
        turnover_date=_date(safe_xml.text(content, "turnoverDate"), raw),
        total_tiyn=_tiyn(safe_xml.text(content, "productSet", "totalPriceWithTax"), raw),
        signature_valid=safe_xml.text(info, "signatureValid") == "true",
        related_number=safe_xml.text(content, "relatedInvoice", "registrationNumber"),
    )


def _date(text: str, raw: bytes) -> dt.date | None:
    """Read ``31.10.2025`` (bodies of invoices) or the ISO form; empty is None."""
    if not text:
        return None
    try:
        if text[2:3] == "." and text[5:6] == ".":
            return dt.date(int(text[6:10]), int(text[3:5]), int(text[:2]))
        return dt.date.fromisoformat(text[:10])
    except ValueError as problem:
        raise ContractBroken("an invoice holds an impossible date", raw=raw) from problem


def _tiyn(text: str, raw: bytes) -> int:
    try:
        return tiyn_of(text)
    except ValueError as problem:
        raise ContractBroken("an invoice holds an impossible sum", raw=raw) from problem
