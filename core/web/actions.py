"""One POST makes one move: the endpoint behind every action button of a record page."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views import View

from core.web.addresses import cabinet_reverse
from core.web.forms import ReasonForm
from core.workflow import (
    TransitionForbidden,
    TransitionImpossible,
    available_actions,
    edges,
    perform,
)


class TransitionView(View):
    """Runs a named transition of a visible record.

    GET ``?action=`` asks for confirmation and, where the move needs one, for the reason; POST
    ``action`` and ``reason`` makes it. 404 a record of others, 403 another role, 409 with the
    reason when the state or a condition forbids it. A room that must do more than ``perform``
    (a service with figures, a document) overrides :meth:`perform`.
    """

    base_template = "cabinets/base.html"
    pk_url_kwarg = "pk"
    record_url_name = ""  #: page of the record; without a colon: in the same cabinet

    def get_queryset(self) -> models.QuerySet[Any]:
        """All records the member may see: ``visible_to(self.request.actor)`` first."""
        raise NotImplementedError

    def perform(self, record: Any, name: str, *, reason: str) -> Any:
        """Make the move; called inside the request, may raise the two refusals."""
        return perform(record, name, actor=self.request.actor, reason=reason)  # type: ignore[attr-defined]

    def get_success_url(self, record: Any) -> str:
        """Where to go after the move: the safe ``next`` of the form, or the record."""
        wanted = self.request.POST.get("next", "")
        if url_has_allowed_host_and_scheme(wanted, allowed_hosts={self.request.get_host()}):
            return wanted
        return self.get_record_url(record)

    def get_record_url(self, record: Any) -> str:
        """The page of the record in this cabinet."""
        return cabinet_reverse(self.request, self.record_url_name, record.pk)

    def get_success_message(self, record: Any, label: Any) -> str:
        """The green line on the next page."""
        return _("Готово: «%(action)s».") % {"action": label}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask before the move."""
        record = self._record()
        name = self._known_name(record, request.GET.get("action", ""))
        return self._confirm_page(record, name, ReasonForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Make the move, or say why it cannot be made."""
        record = self._record()
        name = self._known_name(record, request.POST.get("action", ""))
        reason = ""
        if self._needs_reason(record, name):
            form = ReasonForm(request.POST)
            if not form.is_valid():
                return self._confirm_page(record, name, form)
            reason = form.cleaned_data["reason"]
        try:
            fresh = self.perform(record, name, reason=reason)
        except TransitionForbidden as error:
            raise PermissionDenied from error
        except TransitionImpossible as refusal:
            return impossible(request, refusal, back_url=self.get_record_url(record))
        messages.success(request, self.get_success_message(fresh, self._label(record, name)))
        return redirect(self.get_success_url(fresh or record))

    def _record(self) -> Any:
        return get_object_or_404(self.get_queryset(), pk=self.kwargs[self.pk_url_kwarg])

    def _known_name(self, record: Any, name: str) -> str:
        """Only moves that are buttons (they carry a label) can be asked for by a browser."""
        declared = edges(type(record)).get(name, ())
        if not any("label" in edge.custom for edge in declared):
            raise PermissionDenied
        return name

    def _needs_reason(self, record: Any, name: str) -> bool:
        return any(edge.custom.get("reason") for edge in edges(type(record))[name])

    def _label(self, record: Any, name: str) -> Any:
        return next(e.custom["label"] for e in edges(type(record))[name] if "label" in e.custom)

    def _confirm_page(self, record: Any, name: str, form: ReasonForm) -> HttpResponse:
        offered = available_actions(record, self.request.actor)  # type: ignore[attr-defined]
        tone = next((one.tone for one in offered if one.name == name), "quiet")
        context = {
            "base_template": self.base_template,
            "action": {"name": name, "label": self._label(record, name), "tone": tone},
            "form": form if self._needs_reason(record, name) else None,
            "title": self._label(record, name),
            "record": record,
            "back_url": self.get_record_url(record),
        }
        status = 400 if form.is_bound else 200
        return render(self.request, "cabinets/confirm.html", context, status=status)


def impossible(request: HttpRequest, refusal: Any, *, back_url: str = "") -> HttpResponse:
    """The 409 page: why the state forbids the action, and the way back."""
    context = {"reason": str(refusal), "back_url": back_url}
    return render(request, "409.html", context, status=409)
