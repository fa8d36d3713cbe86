"""The signing page of a contract, and the base of those of acts and registers."""

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.models import Organisation
from contracts.models import Contract
from contracts.services import sign_contract
from contracts.services.signing import iin_of, signing_organisation
from core.money import format_tenge
from core.web.actions import impossible
from core.web.addresses import cabinet_reverse
from core.workflow import TransitionImpossible, available_actions
from signing.models import Document
from signing.panel import ExpectedSigner, Panel
from signing.services import SignatureRefused
from signing.views import SigningView


class RecordSigningView(SigningView):
    """Signing a record that the member sees; a record without bytes to sign answers 409."""

    record_url_name = ""

    def get_queryset(self) -> models.QuerySet:
        """``visible_to`` first."""
        raise NotImplementedError

    def get_organisation(self, record: Any) -> Organisation:
        """In whose name the key signs."""
        raise NotImplementedError

    def amount_of(self, record: Any) -> int:
        """Tiyn on the button."""
        return int(record.amount_tiyn)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.back_url = cabinet_reverse(request, self.record_url_name, kwargs["pk"])
        try:
            return super().dispatch(request, *args, **kwargs)
        except (TransitionImpossible, SignatureRefused) as refusal:
            return impossible(request, refusal, back_url=self.back_url)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The panel; to a side whose signature is not waited for, why there is none."""
        if not any(move.signs for move in available_actions(self.record, request.actor)):
            raise TransitionImpossible(_("Сейчас вашей подписи здесь не ждут."))
        return super().get(request, *args, **kwargs)

    @property
    def record(self) -> Any:
        """The record, fresh each time, or 404."""
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def get_document(self) -> Document:
        document = self.record.document
        if document is None:
            raise TransitionImpossible(_("Документ ещё не подготовлен: подписывать нечего."))
        return document

    def get_signer(self) -> ExpectedSigner:
        organisation = self.get_organisation(self.record)
        return ExpectedSigner(
            iin=iin_of(self.request.actor),
            bin=organisation.bin,
            label=str(self.request.user),
        )

    def get_panel(self, document: Document) -> Panel:
        self.button = _("Подписать %(sum)s ₸") % {"sum": format_tenge(self.amount_of(self.record))}
        return super().get_panel(document)

    def get_context(self, panel: Panel) -> dict[str, object]:
        return {**super().get_context(panel), "base_template": "cabinets/base.html"}


class ContractSigning(RecordSigningView):
    """Both sides of a contract; the cabinet says which."""

    record_url_name = "contract"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.side = side_of(request)
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> models.QuerySet:
        return Contract.objects.visible_to(self.request.actor).select_related(
            "school__organisation", "document"
        )

    def get_organisation(self, record: Contract) -> Organisation:
        return signing_organisation(record, self.side)

    def sign(self, *, document: Document, cms: bytes) -> str:
        sign_contract(
            contract=self.record,
            actor=self.request.actor,
            side=self.side,
            cms=cms,
            document_code=document.code,
        )
        return self.back_url


def side_of(request: HttpRequest) -> str:
    """The side for which a member of the cabinet signs."""
    namespace = request.resolver_match.namespace if request.resolver_match else ""
    if namespace not in ("school", "department"):
        raise Http404
    return namespace
