"""What an engineer reads: the log of his requests, the catalogue of errors, the quick start."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from core.web.addresses import cabinet_reverse
from core.web.listing import ListPage, Tab
from core.web.tables import DateColumn, NumberColumn, Table
from core.web.templatetags.ortabilim import tag
from lms_api.bodies import MOST_SENT, MOST_UNPACKED
from lms_api.error_examples import shown
from lms_api.limits import CALLS_A_MINUTE
from lms_api.models import RequestLog
from lms_api.months.fixers import Fixer, fixer_of
from lms_api.problem_codes import PROBLEMS
from lms_api.sandbox.fixtures import SCHOOLS
from schools.contingent_body import MOST_ROWS
from schools.row_texts import TEXTS

_SHORT_ID = 8


class RequestTable(Table):
    """Calls, newest first."""

    at = DateColumn(verbose_name=_("Когда"))
    call = tables.Column(verbose_name=_("Вызов"))
    status = tables.Column(verbose_name=_("Ответ"))
    code = tables.Column(verbose_name=_("Код"), default="—")
    submission_id = tables.Column(verbose_name=_("Передача"), default="—")
    received = NumberColumn(verbose_name=_("Строк"), default="—")
    rejected = NumberColumn(verbose_name=_("Ошибок"), default="—")
    took_ms = NumberColumn(verbose_name=_("мс"))
    request_id = tables.Column(verbose_name=_("Номер запроса"))

    class Meta(Table.Meta):
        model = RequestLog
        fields = (
            "at", "call", "status", "code", "submission_id", "received", "rejected", "took_ms",
            "request_id",
        )  # fmt: skip

    def render_call(self, record: RequestLog) -> SafeString:
        """With its method; a call of the sandbox is marked."""
        called = format_html("<code>{} {}</code>", record.method, record.call)
        return (
            format_html("{} {}", called, tag(_("Песочница"), "warn"))
            if record.is_sandbox
            else called
        )

    def value_call(self, record: RequestLog) -> str:
        """The same in one word."""
        return f"{'sandbox ' if record.is_sandbox else ''}{record.method} {record.call}"

    def render_request_id(self, value: str) -> SafeString:
        """Its beginning tells it apart; the whole one is in the export."""
        return format_html('<code title="{}">{}</code>', value, value[:_SHORT_ID])

    def value_request_id(self, value: str) -> str:
        """The whole."""
        return value

    def render_code(self, value: str) -> SafeString:
        """Leads to the catalogue."""
        url = cabinet_reverse(self.request, "errors")
        return format_html('<a href="{}#{}">{}</a>', url, value, value)

    def value_code(self, value: str) -> str:
        """The code."""
        return value

    def render_submission_id(self, record: RequestLog) -> SafeString:
        """Opens the push and its errors."""
        name = "sandbox-push" if record.is_sandbox else "submission"
        url = cabinet_reverse(self.request, name, record.submission_id)
        return format_html('<a class="record-link" href="{}">{}</a>', url, record.submission_id)

    def value_submission_id(self, record: RequestLog) -> int | None:
        """The number."""
        return record.submission_id


class RequestFilters(django_filters.FilterSet):
    """By the id that an answer carried, and by code."""

    request_id = django_filters.CharFilter(label=_("Номер запроса"), lookup_expr="istartswith")
    code = django_filters.CharFilter(label=_("Код"), lookup_expr="iexact")

    class Meta:
        model = RequestLog
        fields: tuple[str, ...] = ()


class RequestsPage(ListPage):
    """«Запросы»: method, call, answer and rows; bodies are not kept here."""

    title = _("Запросы")
    intro = _("Тела запросов и ИИН в журнале не хранятся.")
    table_class = RequestTable
    filterset_class = RequestFilters
    export_name = "requests"
    tabs = (
        Tab("all", _("Все")),
        Tab("refused", _("С отказом"), lambda rows, actor: rows.filter(status__gte=400)),
        Tab("errors", _("С ошибками строк"), lambda rows, actor: rows.filter(rejected__gt=0)),
        Tab("live", _("Рабочие"), lambda rows, actor: rows.filter(is_sandbox=False)),
        Tab("sandbox", _("Песочница"), lambda rows, actor: rows.filter(is_sandbox=True)),
    )
    empty_title = _("Запросов ещё не было")

    def get_queryset(self) -> models.QuerySet[RequestLog]:
        """Calls of the actor's vendor."""
        return RequestLog.objects.filter(vendor_id=self.request.actor.organisation_id)


class ErrorsPage(TemplateView):
    """«Коды ошибок»: made from the rules themselves."""

    template_name = "lms_api/errors.html"
    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each code in the language of the page."""
        language = get_language() or "ru"
        rows = [
            {
                "code": code,
                "text": text.message.get(language, text.message["ru"]),
                "remedy": text.how_to_fix.get(language, text.how_to_fix["ru"]),
                "who": _who(code),
                "example": shown(code),
            }
            for code, text in sorted(TEXTS.items())
        ]
        return super().get_context_data(rows=rows, problems=PROBLEMS, **kwargs)


def _who(code: str) -> Any:
    who = fixer_of(code)
    return Fixer(who).label if who else ""


class DocsPage(TemplateView):
    """«Документация»: quick start, limits, errors and what may change."""

    template_name = "lms_api/docs.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The limits as they are in the code."""
        return super().get_context_data(
            base=self.request.build_absolute_uri("/api/lms/v1"),
            school_id=next(iter(SCHOOLS)),
            calls_a_minute=CALLS_A_MINUTE,
            most_rows=MOST_ROWS,
            most_sent=MOST_SENT // 2**20,
            most_unpacked=MOST_UNPACKED // 2**20,
            **kwargs,
        )
