"""ИС ЭСФ on the wire: strict order of the query, dates and sums of invoices."""

import datetime as dt
import itertools
from xml.sax.saxutils import escape

import pytest

from integrations import safe_xml
from integrations.errors import ContractBroken
from integrations.esf.client import _periods
from integrations.esf.wire import envelope, query_fields, read_page

INVOICE = (
    '<v2:invoice xmlns:v2="v2.esf"><date>31.10.2025</date>'
    "<invoiceType>ORDINARY_INVOICE</invoiceType><turnoverDate>31.10.2025</turnoverDate>"
    "<sellers><seller><tin>180240001238</tin></seller></sellers>"
    "<customers><customer><tin>240940000774</tin>"
    "<statuses><status>PUBLIC_OFFICE</status></statuses></customer></customers>"
    "<deliveryTerm><contractNum>17</contractNum><contractDate>01.09.2025</contractDate>"
    "</deliveryTerm><productSet><totalPriceWithTax>2412345.67</totalPriceWithTax></productSet>"
    "</v2:invoice>"
)


def _page(body: str = INVOICE, status: str = "DELIVERED", last: str = "true") -> bytes:
    return (
        '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
        f'<n:queryInvoiceResponse xmlns:n="esf"><lastBlock>{last}</lastBlock><invoiceInfoList>'
        f"<invoiceInfo><invoiceBody>{escape(body)}</invoiceBody><invoiceId>1</invoiceId>"
        f"<registrationNumber>ESF-1</registrationNumber><invoiceStatus>{status}</invoiceStatus>"
        "</invoiceInfo></invoiceInfoList></n:queryInvoiceResponse></s:Body></s:Envelope>"
    ).encode()


def test_an_invoice_is_read_from_its_own_body() -> None:
    [invoice] = read_page(_page()).invoices
    assert invoice.total_tiyn == 241_234_567
    assert invoice.turnover_date == dt.date(2025, 10, 31)
    assert invoice.contract_date == dt.date(2025, 9, 1)
    assert invoice.customer_is_public_office


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2412345.67", "2412345.678"),
        ("2412345.67", "-1.00"),
        ("2412345.67", "NaN"),
        ("2412345.67", ""),
        ("31.10.2025", "31.02.2025"),
        ("<v2:invoice", "<v2:invoic"),
    ],
)
def test_an_impossible_invoice_is_refused(old: str, new: str) -> None:
    with pytest.raises(ContractBroken):
        read_page(_page(INVOICE.replace(old, new)))


def test_an_invoice_without_a_status_is_refused() -> None:
    with pytest.raises(ContractBroken):
        read_page(_page(status=""))


def test_a_page_that_does_not_say_whether_it_is_the_last_is_refused() -> None:
    with pytest.raises(ContractBroken):
        read_page(_page(last=""))


def test_criteria_stand_in_the_order_of_the_schema() -> None:
    fields = query_fields(
        session_id="s", date_from=dt.date(2025, 10, 1), date_to=dt.date(2025, 11, 14), page=1
    )
    root = safe_xml.parse(envelope("queryInvoiceRequest", fields))
    criteria = safe_xml.child(root, "Body", "queryInvoiceRequest", "criteria")
    assert criteria is not None
    names = [safe_xml.local(one) for one in criteria]
    assert names == ["direction", "dateFrom", "dateTo", "asc", "pageNum"]


def test_credentials_travel_only_where_they_are_asked_for() -> None:
    plain = envelope("queryInvoiceRequest", [("sessionId", "s")])
    assert b"Password" not in plain
    assert b"Password" in envelope("closeSessionRequest", [], credentials=("user", "secret"))


@pytest.mark.parametrize(("days", "pieces"), [(0, 1), (89, 1), (90, 2), (179, 2), (180, 3)])
def test_a_period_is_cut_into_quarters_without_gap_or_overlap(days: int, pieces: int) -> None:
    first = dt.date(2025, 1, 1)
    found = list(_periods(first, first + dt.timedelta(days=days)))
    assert len(found) == pieces
    assert (found[0][0], found[-1][1]) == (first, first + dt.timedelta(days=days))
    for (_, end), (begin, _) in itertools.pairwise(found):
        assert begin == end + dt.timedelta(days=1)
