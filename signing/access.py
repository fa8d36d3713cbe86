"""Who may read a document that is not public, and what its record says of its state.

The rooms that own records fill this at start (in ``receivers.py`` or ``apps.py``): this room knows
neither contracts nor acts.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from core.workflow import Actor
from signing.models import Document

MayRead = Callable[[Actor, Document], bool]
StateOf = Callable[[Document], str | Promise]


@dataclass(frozen=True)
class _Kind:
    may_read: MayRead
    label: str | Promise
    state_of: StateOf | None


_kinds: dict[str, _Kind] = {}


def register(
    kind: str,
    may_read: MayRead,
    *,
    label: str | Promise = "",
    state_of: StateOf | None = None,
) -> None:
    """Say who reads documents of a kind; ``label`` names the kind, ``state_of`` the record's state.

    ``state_of`` is shown to everybody who has the code: no personal data.
    """
    _kinds[kind] = _Kind(may_read, label, state_of)


def may_read_bytes(document: Document, actor: Actor | None) -> bool:
    """Tell whether this visitor may download the bytes and the PDF. Unknown kind: nobody."""
    if document.public_bytes:
        return True
    known = _kinds.get(document.kind)
    return known is not None and actor is not None and bool(known.may_read(actor, document))


def kind_label(document: Document) -> str | Promise:
    """What its room calls such documents, or empty."""
    known = _kinds.get(document.kind)
    return known.label if known else ""


def record_state(document: Document) -> str | Promise:
    """The record's state as its room words it, or empty."""
    known = _kinds.get(document.kind)
    return known.state_of(document) if known and known.state_of else ""
