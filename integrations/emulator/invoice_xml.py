"""The XML body of an invoice (``InvoiceV2``) and its issue on the admin side."""

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from lxml import etree

from integrations.emulator.numbers import is_valid
from integrations.emulator.world import BadRequest, World

V2, ABSTRACT = "v2.esf", "abstractInvoice.esf"
STATUSES = (
    "CREATED", "DELIVERED", "CANCELED", "REVOKED", "IMPORTED", "DRAFT", "FAILED", "DELETED",
    "DECLINED",
)  # fmt: skip
TYPES = ("ORDINARY_INVOICE", "FIXED_INVOICE", "ADDITIONAL_INVOICE")
_SUM = re.compile(r"[0-9]{1,15}\.[0-9]{2}")


def issue(wanted: Any, world: World) -> dict[str, Any]:
    """Issue an invoice, or change the status of one when ``registration_number`` is given.

    :raises BadRequest: a field is missing or impossible
    """
    if not isinstance(wanted, dict):
        raise BadRequest("an object is expected")
    with world.lock:
        invoices = world.invoices
        if "registration_number" in wanted:
            return _change(wanted, invoices, world)
        invoice = _checked(wanted)
        number = max((one["id"] for one in invoices), default=0) + 1
        day = invoice["date"].replace("-", "")
        invoice["id"] = number
        invoice["registration_number"] = f"ESF-{invoice['seller_bin']}-{day}-{number:08}"
        world.save_invoices([*invoices, invoice])
        return invoice


def _change(wanted: dict[str, Any], invoices: list[dict[str, Any]], world: World) -> dict[str, Any]:
    if wanted.get("status") not in STATUSES:
        raise BadRequest(f"status must be one of {STATUSES}")
    for index, one in enumerate(invoices):
        if one["registration_number"] == wanted["registration_number"]:
            changed = one | {"status": wanted["status"]}
            world.save_invoices([*invoices[:index], changed, *invoices[index + 1 :]])
            return changed
    raise BadRequest("no such invoice")


def _checked(wanted: dict[str, Any]) -> dict[str, Any]:
    for name in ("seller_bin", "customer_bin"):
        if not is_valid(str(wanted.get(name, ""))):
            raise BadRequest(f"{name} is not a valid number")
    if not _SUM.fullmatch(str(wanted.get("total", ""))):
        raise BadRequest('total must be a string such as "123.45"')
    status, kind = wanted.get("status", "DELIVERED"), wanted.get("type", "ORDINARY_INVOICE")
    if status not in STATUSES or kind not in TYPES:
        raise BadRequest(f"status must be one of {STATUSES}, type one of {TYPES}")
    try:
        dates = {
            name: dt.date.fromisoformat(str(wanted[name])).isoformat()
            for name in ("contract_date", "turnover_date")
        }
        date = dt.date.fromisoformat(str(wanted.get("date", wanted["turnover_date"]))).isoformat()
    except (KeyError, ValueError) as problem:
        raise BadRequest("contract_date and turnover_date are ISO dates") from problem
    return {
        "seller_bin": wanted["seller_bin"],
        "customer_bin": wanted["customer_bin"],
        "contract_number": str(wanted.get("contract_number", "")),
        **dates,
        "date": date,
        "total": wanted["total"],
        "status": status,
        "type": kind,
        "related": str(wanted.get("related", "")),
    }


def body(invoice: dict[str, Any]) -> str:
    """The invoice as XML text; dates in the system's own form."""
    root = etree.Element(f"{{{V2}}}invoice", nsmap={"a": ABSTRACT, "v2": V2})
    _add(root, "date", _day(invoice["date"]))
    _add(root, "invoiceType", invoice["type"])
    _add(root, "num", str(invoice["id"]))
    _add(root, "operatorFullname", "Оператор Э.")
    if invoice["related"]:
        related = etree.SubElement(root, "relatedInvoice")
        _add(related, "registrationNumber", invoice["related"])
    _add(root, "turnoverDate", _day(invoice["turnover_date"]))
    seller = etree.SubElement(etree.SubElement(root, "sellers"), "seller")
    _add(seller, "tin", invoice["seller_bin"])
    _add(seller, "name", f"Организация {invoice['seller_bin'][-4:]}")
    customer = etree.SubElement(etree.SubElement(root, "customers"), "customer")
    _add(customer, "tin", invoice["customer_bin"])
    _add(customer, "name", f"Управление образования {invoice['customer_bin'][-4:]}")
    _add(customer, "countryCode", "KZ")
    _add(etree.SubElement(customer, "statuses"), "status", "PUBLIC_OFFICE")
    term = etree.SubElement(root, "deliveryTerm")
    _add(term, "hasContract", "true")
    _add(term, "contractNum", invoice["contract_number"])
    _add(term, "contractDate", _day(invoice["contract_date"]))
    products = etree.SubElement(root, "productSet")
    total = str(Decimal(invoice["total"]))
    for name, value in (
        ("currencyCode", "KZT"),
        ("totalPriceWithoutTax", total),
        ("totalNdsAmount", "0.00"),
        ("totalTurnoverSize", total),
        ("totalPriceWithTax", total),
    ):
        _add(products, name, value)
    return etree.tostring(root, encoding="unicode")


def _day(iso: str) -> str:
    return dt.date.fromisoformat(iso).strftime("%d.%m.%Y")


def _add(parent: etree._Element, name: str, value: str) -> None:
    etree.SubElement(parent, name).text = value
