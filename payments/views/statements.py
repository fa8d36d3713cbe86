"""«Выписки»: import of camt.053, what matched, and what a person must look at."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from core.models import JobState
from core.web.actions import impossible
from core.web.listing import ListPage, Tab
from core.workflow import TransitionForbidden, TransitionImpossible
from payments.camt053 import MAX_BYTES, StatementUnreadable
from payments.forms import ResolutionForm, StatementForm
from payments.jobs import booking_of, import_in_background
from payments.models import BankStatement, StatementLine
from payments.selectors import statements_visible_to
from payments.services.statements import StatementRepeated, resolve_line
from payments.views.tables import StatementLineTable, StatementTable

_MATCHED = Q(outcome=StatementLine.Outcome.MATCHED)
_WAITING = ~_MATCHED & Q(resolved_at__isnull=True)


class StatementsPage(ListPage):
    """Imported statements and how much of each waits."""

    title = gettext_lazy("Выписки")
    table_class = StatementTable
    export_name = "statements"
    tools_template = "payments/_statement_tools.html"
    empty_title = gettext_lazy("Выписок пока нет")
    empty_text = gettext_lazy("Загрузите файл camt.053, полученный из банка.")
    tabs = (
        Tab("all", gettext_lazy("Все")),
        Tab(
            "waiting", gettext_lazy("Ждут разбора"), lambda rows, actor: rows.filter(waiting__gt=0)
        ),
    )

    def get_queryset(self) -> QuerySet[BankStatement]:
        """Statements with counts of their lines."""
        return statements_visible_to(self.actor).annotate(
            matched=Count("lines", filter=Q(lines__outcome=StatementLine.Outcome.MATCHED)),
            waiting=Count(
                "lines",
                filter=~Q(lines__outcome=StatementLine.Outcome.MATCHED)
                & Q(lines__resolved_at__isnull=True),
            ),
        )


class ImportStatementPage(View):
    """Upload of one file; a file that cannot be read is told in words, never a failure."""

    base_template = "cabinets/base.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        return self._page(request, StatementForm())

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Import, or say what is wrong with the file."""
        form = StatementForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(request, form)
        file = form.cleaned_data["file"]
        try:
            if file.size > MAX_BYTES:
                raise StatementUnreadable(_("Файл больше 10 МБ: разделите выписку по дням."))
            received = import_in_background(
                content=file.read(),
                name=file.name,
                actor=request.actor,  # type: ignore[attr-defined]
            )
        except (StatementUnreadable, StatementRepeated, TransitionImpossible) as refusal:
            form.add_error("file", str(refusal))
            return self._page(request, form)
        except TransitionForbidden as error:
            raise PermissionDenied from error
        messages.success(
            request, _("Выписка принята. Страницу можно закрыть: работа не прервётся.")
        )
        return redirect("finance:statement", received[0].pk)

    def _page(self, request: HttpRequest, form: StatementForm) -> HttpResponse:
        context = {
            "base_template": self.base_template,
            "title": _("Загрузить выписку"),
            "form": form,
            "back_url": reverse("finance:statements"),
        }
        status = 400 if form.is_bound else 200
        return render(request, "payments/import_statement.html", context, status=status)


class StatementPage(ListPage):
    """One statement: its lines, those that wait first."""

    template_name = "payments/statement.html"
    table_class = StatementLineTable
    total_field = "amount_tiyn"
    export_name = "statement"
    tabs = (
        Tab("all", gettext_lazy("Все строки")),
        Tab("waiting", gettext_lazy("Ждут разбора"), lambda rows, actor: rows.filter(_WAITING)),
        Tab("matched", gettext_lazy("Сопоставлены"), lambda rows, actor: rows.filter(_MATCHED)),
    )

    @cached_property
    def statement(self) -> BankStatement:
        """The statement, or 404."""
        return get_object_or_404(statements_visible_to(self.actor), pk=self.kwargs["pk"])

    @property
    def title(self) -> str:  # type: ignore[override]
        """Number and account."""
        return _("Выписка № %(number)s") % {"number": self.statement.statement_id}

    def get_queryset(self) -> QuerySet[StatementLine]:
        """Its lines."""
        return StatementLine.objects.filter(statement=self.statement).select_related("order")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The statement's head beside its lines."""
        counted = self.visible.order_by().aggregate(
            matched=Count("pk", filter=_MATCHED), waiting=Count("pk", filter=_WAITING)
        )
        return super().get_context_data(
            **counted,
            **_booking(self.statement),
            back_url=reverse("finance:statements"),
            **kwargs,
        )


def _booking(statement: BankStatement) -> dict[str, Any]:
    """How far the booking came; ``is_booking`` is false when nothing is left to do."""
    job = booking_of(statement)
    return {
        "statement": statement,
        "is_booking": job is not None,
        "has_given_up": job is not None and job.state == JobState.FAILED,
        "booked": job.done if job else 0,
        "to_book": job.total if job else None,
    }


class StatementProgress(View):
    """The bar of a booking; the page is loaded anew when it is done."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The part that the page asks for every second."""
        statement = get_object_or_404(statements_visible_to(request.actor), pk=pk)  # type: ignore[attr-defined]
        context = _booking(statement)
        answer = render(request, "payments/_booking.html", context)
        if not context["is_booking"]:
            answer["HX-Refresh"] = "true"
        answer["Cache-Control"] = "no-store"
        return answer


class ResolveLinePage(View):
    """A person writes down what was decided about a line that matched nothing."""

    base_template = "cabinets/base.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The line and the form."""
        return self._page(request, self._line(request, pk), ResolutionForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Keep the decision."""
        line, form = self._line(request, pk), ResolutionForm(request.POST)
        if not form.is_valid():
            return self._page(request, line, form)
        back = reverse("finance:statement", args=[line.statement_id])
        try:
            resolve_line(
                line=line,
                actor=request.actor,  # type: ignore[attr-defined]
                reason=form.cleaned_data["reason"],
            )
        except TransitionForbidden as error:
            raise PermissionDenied from error
        except TransitionImpossible as refusal:
            return impossible(request, refusal, back_url=back)
        messages.success(request, _("Строка разобрана."))
        return redirect(back)

    def _line(self, request: HttpRequest, pk: int) -> StatementLine:
        visible = StatementLine.objects.filter(
            statement__in=statements_visible_to(request.actor).values("pk")  # type: ignore[attr-defined]
        )
        return get_object_or_404(visible.select_related("order"), pk=pk)

    def _page(
        self, request: HttpRequest, line: StatementLine, form: ResolutionForm
    ) -> HttpResponse:
        context = {
            "base_template": self.base_template,
            "title": _("Разобрать строку выписки"),
            "line": line,
            "form": form,
            "action": {"name": "resolve", "label": _("Строка разобрана"), "tone": "primary"},
            "back_url": reverse("finance:statement", args=[line.statement_id]),
        }
        status = 400 if form.is_bound else 200
        return render(request, "payments/resolve_line.html", context, status=status)
