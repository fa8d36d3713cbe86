"""The public check of a document by its code. No sign-in, no pupils, fit for a phone."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core import clock
from signing.access import kind_label, may_read_bytes, record_state
from signing.canonical import digest
from signing.codes import normalise_code
from signing.facts import public_facts
from signing.models import Document, Signature
from signing.selectors import (
    document_by_code,
    is_latest,
    latest_version,
    remaining_sides,
    signatures_of,
)
from signing.services import verify_signature
from signing.sides import side_label
from signing.verdicts import Outcome, Verdict


@dataclass(frozen=True)
class SignerRow:
    """One signature as the page shows it."""

    name: str
    organisation: str
    side: str | Promise
    signed_at: datetime
    issuer: str
    valid_from: date
    valid_to: date
    verdict: Verdict

    @property
    def tone(self) -> str:
        return _TONES[self.verdict.outcome]

    @property
    def tag(self) -> str | Promise:
        return _TAGS[self.verdict.outcome]


_TONES = {Outcome.VALID: "ok", Outcome.INVALID: "stop", Outcome.UNKNOWN: "warn"}
_TAGS = {
    Outcome.VALID: _("действительна"),
    Outcome.INVALID: _("недействительна"),
    Outcome.UNKNOWN: _("не проверена"),
}


@require_safe
def verify_form(request: HttpRequest) -> HttpResponse:
    """Ask for the code, or go to the document."""
    code = normalise_code(request.GET.get("code", ""))
    if code:
        return redirect("signing:verify", code=code)
    return render(request, "signing/verify_form.html")


@never_cache
@require_safe
def verify_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a document is, who signed it, and whether that still holds."""
    wanted = normalise_code(code)
    document = document_by_code(wanted)
    if document is None:
        return render(request, "signing/verify_unknown.html", {"code": wanted}, status=404)
    if wanted != code:
        return redirect("signing:verify", code=wanted)
    rows = [_row(each) for each in signatures_of(document).select_related("document")]
    page = {
        "document": document,
        "kind": kind_label(document),
        "facts": public_facts(document.public_facts),
        "record_state": record_state(document),
        "signers": rows,
        "remaining": [side_label(side) for side in remaining_sides(document)],
        "headline": _headline(document, rows),
        "latest": None if is_latest(document) else latest_version(document),
        "may_read": may_read_bytes(document, getattr(request, "actor", None)),
    }
    return render(request, "signing/verify.html", page)


@dataclass(frozen=True)
class Headline:
    """The answer in one line; ``css`` is the look of the bar: done, move (attention) or stop."""

    css: str
    text: str | Promise


def _headline(document: Document, rows: list[SignerRow]) -> Headline:
    """The gravest thing first."""
    if digest(document.content) != document.sha256:
        return Headline(
            "stop", _("Документ повреждён: его байты не совпадают с контрольной суммой")
        )
    if any(row.verdict.outcome is Outcome.INVALID for row in rows):
        return Headline("stop", _("Подпись под документом недействительна"))
    if not is_latest(document):
        return Headline("move", _("Эта версия заменена новой"))
    if any(row.verdict.outcome is Outcome.UNKNOWN for row in rows):
        return Headline("move", _("Подписи сейчас не удалось проверить. Это не отказ"))
    if not rows:
        return Headline("move", _("Документ ещё никем не подписан"))
    if remaining_sides(document):
        return Headline("move", _("Документ подлинный, подписан не всеми сторонами"))
    return Headline("done", _("Документ подлинный, подписи действительны"))


def _row(signature: Signature) -> SignerRow:
    return SignerRow(
        name=signature.signer_name,
        organisation=signature.certificate.get("organisation", ""),
        side=side_label(signature.side),
        signed_at=signature.signed_at,
        issuer=signature.certificate.get("issuer", ""),
        valid_from=_day(signature.certificate["not_before"]),
        valid_to=_day(signature.certificate["not_after"]),
        verdict=verify_signature(signature),
    )


def _day(moment: str) -> date:
    """The day in Kazakhstan of an ISO moment."""
    return clock.local_date(datetime.fromisoformat(moment))
