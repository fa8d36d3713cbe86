"""Moves of many records at once from a list: each alone, failures told one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.web.forms import ReasonForm
from core.workflow import TransitionForbidden, TransitionImpossible, perform

MOST_AT_ONCE = 500
_SHOWN_FAILURES = 10


@dataclass(frozen=True)
class BulkAction:
    """A transition offered for the chosen rows."""

    name: str
    label: Any
    tone: str = "primary"
    needs_reason: bool = False


class BulkMixin:
    """Adds POST to a list: ``action``, ``selected`` ids or ``all=1`` for the whole filter."""

    bulk_actions: Sequence[BulkAction] = ()

    def get_bulk_actions(self) -> Sequence[BulkAction]:
        """The moves for this member; empty hides the bar."""
        return self.bulk_actions

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Make the chosen move for each chosen record that the member may see."""
        offered = {action.name: action for action in self.get_bulk_actions()}
        if not offered:
            return HttpResponseNotAllowed(["GET"])
        action = offered.get(request.POST.get("action", ""))
        if action is None:
            raise PermissionDenied
        records = self._chosen(request)
        gone = len(self._ticked(request)) - len(records) if request.POST.get("all") != "1" else 0
        # counted before the moves: what is done mostly leaves the list
        found = self.totals["count"]  # type: ignore[attr-defined]
        if gone > 0:
            text = _("Отмеченных записей, которых в отборе уже нет: %(count)d. Они не тронуты.")
            messages.warning(request, text % {"count": gone})
        if not records:
            messages.error(request, _("Ничего не выбрано: отметьте строки и повторите."))
            return redirect(request.get_full_path())
        reason = ""
        if action.needs_reason:
            form = ReasonForm(request.POST if "reason" in request.POST else None)
            if not form.is_valid():
                return self._ask_reason(request, action, form, records)
            reason = form.cleaned_data["reason"]
        self._perform_each(request, action, records, reason)
        self._tell_of_the_rest(request, records, found=found)
        return redirect(request.get_full_path())

    def perform_one(self, record: Any, name: str, *, reason: str) -> None:
        """Make one move; a room whose move needs figures or dates calls its service here."""
        perform(record, name, actor=self.request.actor, reason=reason)  # type: ignore[attr-defined]

    def _chosen(self, request: HttpRequest) -> list[Any]:
        rows = self.rows.order_by("pk")  # type: ignore[attr-defined]
        if request.POST.get("all") != "1":
            rows = rows.filter(pk__in=self._ticked(request))
        return list(rows[:MOST_AT_ONCE])

    def _ticked(self, request: HttpRequest) -> set[str]:
        """The keys of the ticked rows, whether or not the list still holds them."""
        told = request.POST.getlist("selected")
        return {pk for pk in told if pk.isascii() and pk.isdigit() and len(pk) < 19}

    def _tell_of_the_rest(self, request: HttpRequest, records: list[Any], *, found: int) -> None:
        """«All by the filter» takes the first five hundred: the rest is named."""
        rest = found - MOST_AT_ONCE
        if request.POST.get("all") == "1" and len(records) == MOST_AT_ONCE and rest > 0:
            text = _("За один раз — не больше %(most)d записей. Осталось %(rest)d: повторите.")
            messages.warning(request, text % {"most": MOST_AT_ONCE, "rest": rest})

    def _ask_reason(
        self, request: HttpRequest, action: BulkAction, form: ReasonForm, records: list[Any]
    ) -> HttpResponse:
        return render(
            request,
            "cabinets/confirm.html",
            {
                "action": action,
                "form": form,
                "title": action.label,
                "records": records[:_SHOWN_FAILURES],
                "record_count": len(records),
                "selected": [record.pk for record in records],
                "back_url": request.get_full_path(),
            },
            status=400 if form.is_bound else 200,
        )

    def _perform_each(
        self, request: HttpRequest, action: BulkAction, records: list[Any], reason: str
    ) -> None:
        done, failures = 0, []
        for record in records:
            try:
                self.perform_one(record, action.name, reason=reason)
                done += 1
            except TransitionImpossible as refusal:
                failures.append(f"{record}: {refusal}")
            except TransitionForbidden:
                failures.append(_("%(record)s: нет права на это действие") % {"record": record})
        if done:
            text = ngettext("Готово: %(count)d запись.", "Готово: записей %(count)d.", done)
            messages.success(request, text % {"count": done})
        for failure in failures[:_SHOWN_FAILURES]:
            messages.error(request, failure)
        if len(failures) > _SHOWN_FAILURES:
            rest = len(failures) - _SHOWN_FAILURES
            messages.error(request, _("И ещё не выполнено: %(count)d.") % {"count": rest})
