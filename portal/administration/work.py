"""«Задания» and «События»: work in the background, what failed, run again."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from core.models import Job, JobState, OutboxEvent
from core.web.actions import impossible
from core.web.listing import ListPage, Tab
from core.web.tables import DateColumn, NumberColumn, Table
from core.web.templatetags.ortabilim import tag
from core.workflow import TransitionImpossible
from portal.administration.services import deliver_again, run_job_again

_TONES = {"queued": "info", "running": "warn", "done": "ok", "failed": "stop"}


def _button(url: str, record: Any, table: Table) -> str:
    """A POST button inside a row."""
    return format_html(
        '<form method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken"'
        ' value="{}"><button class="button button-quiet button-small" type="submit">{}'
        '<span class="visually-hidden">: {}</span></button></form>',
        url,
        get_token(table.request),
        _("Повторить"),
        record,
    )


class JobTable(Table):
    """One row a job."""

    kind = tables.Column(verbose_name=gettext_lazy("Задание"))
    created_at = DateColumn(verbose_name=gettext_lazy("Поставлено"))
    state = tables.Column(verbose_name=gettext_lazy("Статус"))
    done = tables.Column(verbose_name=gettext_lazy("Сделано"), orderable=False)
    attempts = NumberColumn(verbose_name=gettext_lazy("Попыток"))
    error = tables.Column(verbose_name=gettext_lazy("Ошибка"), default="—", orderable=False)
    finished_at = DateColumn(verbose_name=gettext_lazy("Закончено"), default="—")
    again = tables.Column(
        verbose_name=gettext_lazy("Действия"),
        empty_values=(),
        orderable=False,
        exclude_from_export=True,
    )

    class Meta(Table.Meta):
        model = Job
        fields = ("kind", "created_at", "state", "done", "attempts", "error", "finished_at")
        sequence = (*fields, "again")

    def render_kind(self, value: str, record: Job) -> str:
        """The code and what it works at: ids only."""
        params = ", ".join(f"{key} {value}" for key, value in record.params.items())
        return format_html("<b>{}</b><small>{}</small>", value, params)

    def value_kind(self, value: str) -> str:
        """The code."""
        return value

    def render_state(self, record: Job) -> str:
        """The state as a tag."""
        return tag(record.get_state_display(), _TONES[record.state])

    def value_state(self, record: Job) -> str:
        """The word."""
        return record.get_state_display()

    def render_done(self, record: Job) -> str:
        """«120 из 400»."""
        if record.total is None:
            return str(record.done)
        return _("%(done)d из %(total)d") % {"done": record.done, "total": record.total}

    def render_again(self, record: Job) -> str:
        """For those that gave up."""
        if record.state != JobState.FAILED:
            return ""
        return _button(reverse("admin:job-again", args=[record.pk]), record.kind, self)


class JobFilters(django_filters.FilterSet):
    """By code."""

    kind = django_filters.CharFilter(label=gettext_lazy("Задание"), lookup_expr="icontains")

    class Meta:
        model = Job
        fields: tuple[str, ...] = ()


def _in(*states: str) -> Any:
    return lambda rows, actor: rows.filter(state__in=states)


class JobsPage(ListPage):
    """Work of the portal."""

    title = gettext_lazy("Задания")
    table_class = JobTable
    filterset_class = JobFilters
    export_name = "jobs"
    empty_title = gettext_lazy("Здесь пусто")
    tabs = (
        Tab("failed", gettext_lazy("Не удались"), _in("failed")),
        Tab("open", gettext_lazy("В очереди и в работе"), _in("queued", "running")),
        Tab("done", gettext_lazy("Готовы"), _in("done")),
        Tab("all", gettext_lazy("Все")),
    )

    def get_queryset(self) -> models.QuerySet[Job]:
        """The newest first."""
        return Job.objects.order_by("-created_at")


class EventTable(Table):
    """One row an event."""

    kind = tables.Column(verbose_name=gettext_lazy("Событие"))
    created_at = DateColumn(verbose_name=gettext_lazy("Записано"))
    standing = tables.Column(
        verbose_name=gettext_lazy("Статус"), empty_values=(), order_by="done_at"
    )
    attempts = NumberColumn(verbose_name=gettext_lazy("Попыток"))
    last_error = tables.Column(verbose_name=gettext_lazy("Ошибка"), default="—", orderable=False)
    again = tables.Column(
        verbose_name=gettext_lazy("Действия"),
        empty_values=(),
        orderable=False,
        exclude_from_export=True,
    )

    class Meta(Table.Meta):
        model = OutboxEvent
        fields = ("kind", "created_at", "standing", "attempts", "last_error")
        sequence = (*fields, "again")

    def render_kind(self, value: str, record: OutboxEvent) -> str:
        """The code and its ids."""
        payload = ", ".join(f"{key} {one}" for key, one in record.payload.items())
        return format_html("<b>{}</b><small>{}</small>", value, payload)

    def value_kind(self, value: str) -> str:
        """The code."""
        return value

    def render_standing(self, record: OutboxEvent) -> str:
        """Delivered, waiting or given up."""
        if record.done_at:
            return tag(_("Доставлено"), "ok")
        return tag(_("Остановлено"), "stop") if record.dead else tag(_("Ждёт"), "warn")

    def value_standing(self, record: OutboxEvent) -> str:
        """The word."""
        if record.done_at:
            return _("Доставлено")
        return _("Остановлено") if record.dead else _("Ждёт")

    def render_again(self, record: OutboxEvent) -> str:
        """For those that gave up."""
        if not record.dead or record.done_at:
            return ""
        return _button(reverse("admin:event-again", args=[record.pk]), record.kind, self)


class EventFilters(django_filters.FilterSet):
    """By code."""

    kind = django_filters.CharFilter(label=gettext_lazy("Событие"), lookup_expr="icontains")

    class Meta:
        model = OutboxEvent
        fields: tuple[str, ...] = ()


class EventsPage(ListPage):
    """Events between rooms."""

    title = gettext_lazy("События")
    table_class = EventTable
    filterset_class = EventFilters
    export_name = "events"
    empty_title = gettext_lazy("Здесь пусто")
    tabs = (
        Tab(
            "dead",
            gettext_lazy("Остановлены"),
            lambda rows, actor: rows.filter(dead=True, done_at=None),
        ),
        Tab(
            "open",
            gettext_lazy("Ждут доставки"),
            lambda rows, actor: rows.filter(dead=False, done_at=None),
        ),
        Tab("all", gettext_lazy("Все")),
    )

    def get_queryset(self) -> models.QuerySet[OutboxEvent]:
        """The newest first."""
        return OutboxEvent.objects.order_by("-id")


class RunJobAgain(View):
    """POST: queue a failed job."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """Queue it and show what is in the queue."""
        try:
            run_job_again(job=get_object_or_404(Job, pk=pk), actor=request.actor)
        except TransitionImpossible as refusal:
            return impossible(request, refusal, back_url=reverse("admin:jobs"))
        messages.success(request, _("Задание снова в очереди."))
        return redirect(f"{reverse('admin:jobs')}?view=open")


class DeliverAgain(View):
    """POST: deliver a dead event."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put it back and show what waits."""
        try:
            deliver_again(event=get_object_or_404(OutboxEvent, pk=pk), actor=request.actor)
        except TransitionImpossible as refusal:
            return impossible(request, refusal, back_url=reverse("admin:events"))
        messages.success(request, _("Событие снова ждёт доставки."))
        return redirect(f"{reverse('admin:events')}?view=open")
