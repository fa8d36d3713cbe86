"""«Ключи»: make, rotate and revoke client credentials; a secret is shown once, on its own page."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.models import Organisation
from core import clock
from core.web.addresses import cabinet_reverse
from lms_api.clients import make_client, revoke_client, rotate_secret
from lms_api.models import VendorClient, VendorToken
from lms_api.tokens import revoke_token


class KeyForm(forms.Form):
    """What the key is for."""

    name = forms.CharField(
        label=gettext_lazy("Для чего ключ"),
        max_length=80,
        error_messages={"required": gettext_lazy("Заполните это поле.")},
    )


class KeysPage(View):
    """Credentials and long-lived tokens of the vendor, with what may be done to each."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list."""
        return self._page(KeyForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make, rotate or revoke, by the button pressed."""
        action = request.POST.get("action", "")
        if action in ("make", "make-sandbox"):
            return self._make(request, is_sandbox=action == "make-sandbox")
        if action == "revoke-token":
            token = get_object_or_404(self._tokens(), pk=_number(request))
            revoke_token(token=token)
            messages.success(request, _("Токен отозван: он больше ничего не открывает."))
            return redirect(cabinet_reverse(request, "keys"))
        client = get_object_or_404(self._clients(), pk=_number(request), revoked_at=None)
        if action == "rotate":
            client, secret = rotate_secret(client=client)
            return self._secret(client, secret)
        if action == "revoke":
            revoke_client(client=client)
            messages.success(request, _("Ключ и все его токены отозваны."))
        return redirect(cabinet_reverse(request, "keys"))

    def _make(self, request: HttpRequest, *, is_sandbox: bool) -> HttpResponse:
        form = KeyForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=400)
        vendor = get_object_or_404(Organisation, pk=request.actor.organisation_id)
        client, secret = make_client(
            vendor=vendor, name=form.cleaned_data["name"], is_sandbox=is_sandbox
        )
        return self._secret(client, secret)

    def _secret(self, client: VendorClient, secret: str) -> HttpResponse:
        context = {
            "client": client,
            "secret": secret,
            "back_url": cabinet_reverse(self.request, "keys"),
        }
        answer = render(self.request, "lms_api/secret.html", context)
        answer["Cache-Control"] = "no-store"
        return answer

    def _page(self, form: KeyForm, *, status: int = 200) -> HttpResponse:
        context: dict[str, Any] = {
            "form": form,
            "clients": self._clients(),
            "tokens": self._tokens().filter(client=None),
            "now": clock.now(),
        }
        return render(self.request, "lms_api/keys.html", context, status=status)

    def _clients(self) -> Any:
        return VendorClient.objects.filter(vendor_id=self.request.actor.organisation_id)

    def _tokens(self) -> Any:
        return VendorToken.objects.filter(vendor_id=self.request.actor.organisation_id)


def _number(request: HttpRequest) -> int:
    text = request.POST.get("key", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
