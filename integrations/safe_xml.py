"""Parse XML that came from outside, and read it by local names (prefixes differ in the wild)."""

from collections.abc import Iterator

from lxml import etree

from integrations.errors import ContractBroken


def parse(body: bytes) -> etree._Element:
    """Parse bytes without entities, DTD or network.

    :raises ContractBroken: not XML, or XML with a document type
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(body, parser=parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise ContractBroken("answer is not XML", raw=body) from problem
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]
        raise ContractBroken("answer carries a document type", raw=body)
    return root


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for comments."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Direct children of that local name."""
    return (child for child in element if local(child) == name)


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Walk down direct children by local names; None where the path ends."""
    for name in path:
        if element is None:
            return None
        element = next(children(element, name), None)
    return element


def text(element: etree._Element | None, *path: str) -> str:
    """The stripped text at a path; empty where there is none."""
    found = child(element, *path)
    return (found.text or "").strip() if found is not None else ""
