"""«Загрузки файлом»: every file of the school, newest first."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.db import models
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.web.addresses import cabinet_reverse
from core.web.listing import ListPage, Tab
from core.web.tables import DateColumn, KeptColumn, NumberColumn, Table
from core.web.templatetags.ortabilim import tag
from lms_api.files.kinds import FileKind
from lms_api.files.models import FileUpload
from lms_api.files.shown import period_words, stage_of
from schools.models import School


class UploadTable(Table):
    """Files; the moment of the upload opens one."""

    uploaded_at = DateColumn(verbose_name=_("Загружен"))
    kind = tables.Column(verbose_name=_("Что в файле"))
    month = KeptColumn(verbose_name=_("Период"))
    school = tables.Column(verbose_name=_("Школа"), order_by="school__sort_key")
    original_name = tables.Column(verbose_name=_("Файл"))
    accepted_count = NumberColumn(
        verbose_name=_("Принято строк"), accessor="submission__accepted_count", default="—"
    )
    rejected_count = NumberColumn(
        verbose_name=_("С ошибками"), accessor="submission__rejected_count", default="—"
    )
    stage = KeptColumn(verbose_name=_("Статус"), empty_values=(), orderable=False)

    class Meta(Table.Meta):
        model = FileUpload
        fields = (
            "uploaded_at", "kind", "month", "school", "original_name", "accepted_count",
            "rejected_count", "stage",
        )  # fmt: skip

    def render_uploaded_at(self, value: Any, record: FileUpload, column: Any) -> str:
        """Opens the file's page."""
        url = cabinet_reverse(self.request, "upload", record.pk)
        return format_html(
            '<a class="record-link" href="{}">{}</a>', url, DateColumn().render(value)
        )

    def value_uploaded_at(self, value: Any) -> str:
        """The moment alone."""
        return DateColumn().render(value)

    def render_month(self, record: FileUpload) -> str:
        """A month or a quarter."""
        return period_words(record)

    def render_stage(self, record: FileUpload) -> str:
        """Where it stands."""
        return tag(*stage_of(record))

    def value_stage(self, record: FileUpload) -> str:
        """The words alone."""
        return str(stage_of(record)[0])


class UploadFilters(django_filters.FilterSet):
    """By school and kind."""

    school = django_filters.ModelChoiceFilter(
        label=_("Школа"),
        queryset=lambda request: School.objects.visible_to(getattr(request, "actor", None)),
    )
    kind = django_filters.ChoiceFilter(label=_("Что в файле"), choices=FileKind.choices)

    class Meta:
        model = FileUpload
        fields: tuple[str, ...] = ()


class UploadsPage(ListPage):
    """The history of files; the content of old ones is gone, what they did stays."""

    title = _("Загрузки файлом")
    intro = _("Для школ, чья LMS не передаёт данные сама. Правила и проверки те же, что у LMS.")
    table_class = UploadTable
    filterset_class = UploadFilters
    export_name = "uploads"
    tools_template = "lms_api/files/_tools.html"
    tabs = (
        Tab("all", _("Все")),
        Tab(
            "waiting",
            _("Ждут вас"),
            lambda rows, actor: rows.filter(accepted_at__isnull=True, report__has_key="state"),
        ),
    )
    empty_title = _("Файлов ещё не было")
    empty_text = _("Скачайте шаблон, заполните его и загрузите: сначала будет только проверка.")

    def get_queryset(self) -> models.QuerySet[FileUpload]:
        """Files of own schools, without their reports."""
        rows = FileUpload.objects.visible_to(self.actor).without_reports()
        return rows.select_related("school", "submission")
