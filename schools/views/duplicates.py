"""Pages of a case: who claims the pupil, the decision, the appeal."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from core.web.actions import TransitionView, impossible
from core.web.addresses import cabinet_reverse
from core.web.deadlines import term_words
from core.web.forms import ReasonForm
from core.web.listing import ListPage, Tab
from core.web.record import NextAction, RecordPage
from core.workflow import TransitionForbidden, TransitionImpossible
from schools.models import DuplicateCase, School
from schools.services.duplicates import appeal_case, resolve_case
from schools.statuses import DuplicateCaseStatus
from schools.views.tables import DuplicateTable


class DuplicatesPage(ListPage):
    """Cases in which a school of the member takes part."""

    title = gettext_lazy("Спорные ученики")
    table_class = DuplicateTable
    export_name = "duplicates"
    tabs = (
        Tab("open", gettext_lazy("Открытые"), lambda rows, actor: rows.exclude(status="resolved")),
        Tab("all", gettext_lazy("Все")),
    )
    empty_title = gettext_lazy("Спорных учеников нет")

    def get_queryset(self) -> models.QuerySet[DuplicateCase]:
        """Cases the member may see."""
        return (
            DuplicateCase.objects.visible_to(self.actor)
            .select_related("person")
            .prefetch_related("claims__school")
        )


class DuplicatePage(RecordPage):
    """A case: who claims the pupil, since when, until when it must be decided."""

    template_name = "schools/duplicate.html"
    list_url_name = "duplicates"
    list_label = gettext_lazy("К задвоениям")
    actions_url_name = "duplicate-action"

    def get_queryset(self) -> models.QuerySet[DuplicateCase]:
        """Cases the member may see."""
        return DuplicateCase.objects.visible_to(self.actor).select_related("person", "decided_for")

    def get_title(self) -> str:
        """Number of the case."""
        return _("Дело %(number)s") % {"number": self.object.number}

    def get_next_action(self) -> NextAction:
        """Who must move."""
        case = self.object
        if case.status == DuplicateCaseStatus.RESOLVED:
            text = _("Ученик остаётся за школой «%(school)s».") % {"school": case.decided_for}
            return NextAction(_("Дело решено"), text, tone="done")
        if self.actor.role.startswith("school_"):
            return NextAction(
                _("Дело решает управление образования"),
                _("До решения оплата удержана только по этому ученику."),
                term_words(case.due_on),
                tone="wait",
            )
        return NextAction(
            _("Решите, за какой школой остаётся ученик"),
            _("До решения оплата удержана только по этому ученику."),
            term_words(case.due_on),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Claims, and the form where the member may decide."""
        decides = any(one.name == "resolve" for one in super().get_actions())
        return super().get_context_data(
            claims=self.object.claims.select_related("school__organisation", "school__region"),
            decide_url=cabinet_reverse(self.request, "duplicate-resolve", self.object.pk)
            if decides
            else "",
            **kwargs,
        )

    def get_actions(self) -> Any:
        """The decision has its own form; only the appeal is a plain button."""
        return [one for one in super().get_actions() if one.name != "resolve"]


class ResolveForm(ReasonForm):
    """Whose pupil it is, and why."""

    school = forms.ModelChoiceField(
        School.objects.none(),
        label=gettext_lazy("Ученик остаётся за школой"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": gettext_lazy("Выберите школу.")},
    )
    field_order = ("school", "reason")

    def __init__(self, *args: Any, case: DuplicateCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = School.objects.filter(  # type: ignore[attr-defined]
            pk__in=case.claims.values("school_id")
        )


class ResolvePage(View):
    """The decision of a case."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The form."""
        case = self._case(pk)
        return self._page(case, ResolveForm(case=case))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Decide it."""
        case = self._case(pk)
        form = ResolveForm(request.POST, case=case)
        if not form.is_valid():
            return self._page(case, form)
        try:
            resolve_case(case=case, actor=request.actor, **form.cleaned_data)
        except TransitionForbidden as error:
            raise PermissionDenied from error
        except TransitionImpossible as refusal:
            return impossible(request, refusal, back_url=self._url(case))
        messages.success(request, _("Дело %(number)s решено.") % {"number": case.number})
        return redirect(self._url(case))

    def _case(self, pk: int) -> DuplicateCase:
        return get_object_or_404(DuplicateCase.objects.visible_to(self.request.actor), pk=pk)

    def _url(self, case: DuplicateCase) -> str:
        return cabinet_reverse(self.request, "duplicate", case.pk)

    def _page(self, case: DuplicateCase, form: ResolveForm) -> HttpResponse:
        context = {
            "title": _("Решить дело %(number)s") % {"number": case.number},
            "form": form,
            "submit_label": _("Решить дело"),
            "back_url": self._url(case),
            "back_label": _("К делу"),
        }
        status = 400 if form.is_bound else 200
        return render(self.request, "schools/form.html", context, status=status)


class DuplicateAction(TransitionView):
    """The appeal of a school; the decision itself goes through its form."""

    record_url_name = "duplicate"

    def get_queryset(self) -> models.QuerySet[DuplicateCase]:
        """Cases the member may see."""
        return DuplicateCase.objects.visible_to(self.request.actor)

    def perform(self, record: DuplicateCase, name: str, *, reason: str) -> DuplicateCase:
        """Appeal with a new term."""
        if name != "appeal":
            raise TransitionImpossible(_("Дело решается на его странице: выберите школу."))
        return appeal_case(case=record, actor=self.request.actor, reason=reason)
