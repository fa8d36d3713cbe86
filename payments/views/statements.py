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

from core.web.actions import impossible
from core.web.listing import ListPage, Tab
from core.workflow import TransitionForbidden, TransitionImpossible
from payments.camt053 import MAX_BYTES, StatementUnreadable
from payments.forms import ResolutionForm, StatementForm
from payments.models import BankStatement, StatementLine
from payments.selectors import statements_visible_to
from payments.services.statements import (
    Imported,
    StatementRepeated,
    import_statement,
    resolve_line,
)
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
            imported = import_statement(
                content=file.read(),
                name=file.name,
                actor=request.actor,  # type: ignore[attr-defined]
            )
        except (StatementUnreadable, StatementRepeated, TransitionImpossible) as refusal:
            form.add_error("file", str(refusal))
            return self._page(request, form)
        except TransitionForbidden as error:
            raise PermissionDenied from error
        self._tell(request, imported)
        return redirect("finance:statement", imported.statements[0].pk)

    def _page(self, request: HttpRequest, form: StatementForm) -> HttpResponse:
        context = {
            "base_template": self.base_template,
            "title": _("Загрузить выписку"),
            "form": form,
            "back_url": reverse("finance:statements"),
        }
        status = 400 if form.is_bound else 200
        return render(request, "payments/import_statement.html", context, status=status)

    def _tell(self, request: HttpRequest, imported: Imported) -> None:
        text = _("Выписка загружена. Исполнено поручений: %(paid)d, ждут разбора строк: %(rest)d.")
        tell = messages.warning if imported.waiting else messages.success
        tell(request, text % {"paid": len(imported.paid), "rest": len(imported.waiting)})


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
        waiting = self.visible.filter(_WAITING).count()
        return super().get_context_data(
            statement=self.statement,
            waiting=waiting,
            back_url=reverse("finance:statements"),
            **kwargs,
        )


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
