"""What an engineer reads: the log of his requests, the catalogue of errors, the quick start."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from core.web.listing import ListPage, Tab
from core.web.tables import DateColumn, NumberColumn, Table
from lms_api.bodies import MOST_SENT, MOST_UNPACKED
from lms_api.limits import CALLS_A_MINUTE
from lms_api.models import RequestLog
from lms_api.problem_codes import PROBLEMS
from schools.contingent_body import MOST_ROWS
from schools.row_texts import TEXTS


class RequestTable(Table):
    """Calls, newest first."""

    at = DateColumn(verbose_name=_("Когда"))
    method = tables.Column(verbose_name=_("Метод"))
    call = tables.Column(verbose_name=_("Вызов"))
    status = tables.Column(verbose_name=_("Ответ"))
    code = tables.Column(verbose_name=_("Код"), default="—")
    received = NumberColumn(verbose_name=_("Получено строк"), default="—")
    rejected = NumberColumn(verbose_name=_("С ошибками"), default="—")
    took_ms = NumberColumn(verbose_name=_("Миллисекунд"))
    request_id = tables.Column(verbose_name=_("Номер запроса"))

    class Meta(Table.Meta):
        model = RequestLog
        fields = (
            "at", "method", "call", "status", "code", "received", "rejected", "took_ms",
            "request_id",
        )  # fmt: skip


class RequestFilters(django_filters.FilterSet):
    """By the id that an answer carried, and by code."""

    request_id = django_filters.CharFilter(label=_("Номер запроса"))
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
            }
            for code, text in sorted(TEXTS.items())
        ]
        return super().get_context_data(rows=rows, problems=PROBLEMS, **kwargs)


class DocsPage(TemplateView):
    """«Документация»: quick start, limits, errors and what may change."""

    template_name = "lms_api/docs.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The limits as they are in the code."""
        return super().get_context_data(
            base=self.request.build_absolute_uri("/api/lms/v1"),
            calls_a_minute=CALLS_A_MINUTE,
            most_rows=MOST_ROWS,
            most_sent=MOST_SENT // 2**20,
            most_unpacked=MOST_UNPACKED // 2**20,
            **kwargs,
        )
