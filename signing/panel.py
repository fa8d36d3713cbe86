"""What the signing panel shows and what it tells the browser to ask of NCALayer."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from signing import oids
from signing.models import Document, Signature
from signing.oids import RoleRequirement
from signing.selectors import signatures_of
from signing.sides import side_label


@dataclass(frozen=True, kw_only=True)
class ExpectedSigner:
    """Whose signature the page waits for."""

    iin: str
    bin: str
    required_oids: RoleRequirement = oids.MAY_SIGN
    label: str = ""
    """The person in words, as the guidance names them."""


@dataclass(frozen=True, kw_only=True)
class PanelSide:
    """One line of «who has signed and who remains»."""

    label: str | Promise
    signature: Signature | None
    is_mine: bool


@dataclass(frozen=True, kw_only=True)
class Panel:
    """Everything the include ``signing/_panel.html`` needs; build it with :func:`build_panel`."""

    document: Document
    post_url: str
    bytes_url: str
    pdf_url: str
    verify_url: str
    button: str | Promise
    side: str
    signer: ExpectedSigner
    sides: Sequence[PanelSide]
    ncalayer_url: str
    locale: str
    extended_usages: str
    trust_any_authority: bool
    back_url: str = ""


def build_panel(
    *,
    document: Document,
    post_url: str,
    side: str,
    signer: ExpectedSigner,
    button: str | Promise = "",
    back_url: str = "",
) -> Panel:
    """Return the panel for one side of a document.

    ``post_url`` is the address of a :class:`signing.views.SigningView`; ``button`` carries the sum
    where money is signed («Подписать 22 418 640,00 ₸»).
    """
    given = {each.side: each for each in signatures_of(document)}
    order = list(document.sides) or [*given, *([] if side in given else [side])]
    separator = "&" if "?" in post_url else "?"
    return Panel(
        document=document,
        post_url=post_url,
        bytes_url=f"{post_url}{separator}{urlencode({'part': 'bytes', 'document': document.code})}",
        pdf_url=reverse("signing-files:pdf", args=[document.code]),
        verify_url=document.get_absolute_url(),
        button=button or _("Подписать"),
        side=side,
        signer=signer,
        sides=[
            PanelSide(label=side_label(each), signature=given.get(each), is_mine=each == side)
            for each in order
        ],
        ncalayer_url=settings.NCALAYER_URL,
        locale=get_language() or "ru",
        extended_usages=oids.EMAIL_PROTECTION,
        trust_any_authority=bool(settings.DEMO),
        back_url=back_url,
    )
