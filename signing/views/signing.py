"""The base of every page on which something is signed.

GET shows the panel; GET with ``?part=bytes`` gives the browser the bytes; POST brings the CMS back.
A room subclasses it, answers who and what, and moves its record in :meth:`SigningView.sign`.
"""

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views import View

from core.workflow import TransitionForbidden, TransitionImpossible
from signing.envelope import MAX_BYTES
from signing.models import Document
from signing.panel import ExpectedSigner, Panel, build_panel
from signing.services import SignatureRefused
from signing.verdicts import MESSAGES


class SigningView(View):
    """Subclass and define ``get_document``, ``get_signer`` and ``sign``.

    ``get_document`` answers 404 itself for what the visitor may not see, and prepares the document
    anew: when the record has changed since the page was opened, the POST is refused with a reason.
    """

    template_name = "signing/sign.html"
    side: str = ""
    button: str | Promise = ""
    back_url: str = ""

    def get_document(self) -> Document:
        """Return the document as it is now."""
        raise NotImplementedError

    def get_signer(self) -> ExpectedSigner:
        """Return who is to sign here: own IIN, the organisation's BIN, the needed role."""
        raise NotImplementedError

    def sign(self, *, document: Document, cms: bytes) -> str:
        """Attach the signature, move the record, return the address to go to.

        Runs in one transaction; SignatureRefused, TransitionImpossible and TransitionForbidden
        reach the signatory as words.
        """
        raise NotImplementedError

    def get_context(self, panel: Panel) -> dict[str, object]:
        """Return the page's context; add what the room wants to show above the panel."""
        return {"panel": panel, "document": panel.document}

    def get_panel(self, document: Document) -> Panel:
        return build_panel(
            document=document,
            post_url=self.request.get_full_path(),
            side=self.side,
            signer=self.get_signer(),
            button=self.button,
            back_url=self.back_url,
        )

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        document = self.get_document()
        if request.GET.get("part") == "bytes":
            if request.GET.get("document") != document.code:
                return self._refuse("document_changed", MESSAGES["document_changed"], status=409)
            return HttpResponse(document.content, content_type="application/octet-stream")
        return self._page(document)

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        raw = request.POST.get("cms", "")
        if len(raw) > MAX_BYTES * 2:
            return self._refuse("too_large", MESSAGES["too_large"], status=413)
        try:
            with transaction.atomic():
                document = self.get_document()
                if request.POST.get("document") != document.code:
                    raise SignatureRefused("document_changed")
                address = self.sign(document=document, cms=raw.encode())
        except SignatureRefused as refusal:
            status = 409 if refusal.code in _CONFLICTS else 422
            return self._refuse(refusal.code, refusal.message, status=status)
        except TransitionImpossible as refusal:
            return self._refuse("impossible", str(refusal), status=409)
        except TransitionForbidden:
            words = _("У вашей роли нет права на это действие.")
            return self._refuse("forbidden", words, status=403)
        if self._wants_json():
            return JsonResponse({"redirect": address})
        return redirect(address)

    def _page(self, document: Document, *, status: int = 200, refusal: object = "") -> HttpResponse:
        context = {
            "base_template": self._frame(),
            **self.get_context(self.get_panel(document)),
            "refusal": refusal,
        }
        return render(self.request, self.template_name, context, status=status)

    def _refuse(self, code: str, message: object, *, status: int) -> HttpResponse:
        if self._wants_json() or self.request.GET.get("part"):
            body = {"code": code, "message": str(message)}
            return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
        return self._page(self.get_document(), status=status, refusal=message)

    def _frame(self) -> str:
        """The cabinet around the page: menu, header, the organisation one acts for."""
        membership = getattr(self.request, "membership", None)
        return f"cabinets/{membership.cabinet}/base.html" if membership else "base.html"

    def _wants_json(self) -> bool:
        return "application/json" in self.request.headers.get("Accept", "")


_CONFLICTS = frozenset(
    {"document_changed", "document_superseded", "side_already_signed", "person_already_signed"}
)
