"""POST: write to the other side of a record."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views import View

from accounts.comments import add_comment, side_of, visible_records
from accounts.forms import CommentForm

_PAGES = {
    "budget.fundingapplication": "application",
    "contracts.contract": "contract",
    "acts.act": "act",
}


class WriteComment(View):
    """Adds a message and returns to the correspondence; a stranger's record is 404."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        """Write it, or say that it is empty."""
        actor = getattr(request, "actor", None)
        if not side_of(actor):
            raise Http404
        try:
            rows = visible_records(kind, actor)
        except LookupError as unknown:
            raise Http404 from unknown
        record = get_object_or_404(rows, pk=pk)
        form = CommentForm(request.POST)
        if form.is_valid():
            add_comment(record=record, actor=actor, text=form.cleaned_data["text"])
            messages.success(
                request, _("Сообщение отправлено: другая сторона получит уведомление.")
            )
        else:
            for error in form.errors.get("text", ()):
                messages.error(request, error)
        page = redirect(f"{side_of(actor)}:{_PAGES[kind]}", record.pk)
        page["Location"] += "?tab=comments"
        return page
