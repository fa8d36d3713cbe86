"""The vendor's own pages: granted schools, submissions, errors by row."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from core.web.addresses import cabinet_reverse
from core.web.listing import ListPage, Tab
from core.web.tables import DateColumn, MonthColumn, NumberColumn, StateColumn, Table
from lms_api.models import RequestLog
from lms_api.push_cost import cost_of
from lms_api.push_words import MOST_ROWS, counted, parts_of, shown
from lms_api.vendor_grants import open_today, owing
from schools.models import LmsBinding, Submission, SubmissionBody, SubmissionKind
from schools.selectors.findings import findings_of
from schools.statuses import SubmissionStatus


class GrantTable(Table):
    """Schools that granted their data."""

    school_id = tables.Column(verbose_name=_("Id школы"), accessor="school__school_id", default="—")
    school = tables.Column(verbose_name=_("Школа"), order_by="school__sort_key")
    bin = tables.Column(verbose_name=_("БИН"), accessor="school__organisation__bin")
    since = DateColumn(verbose_name=_("Доступ с"))
    until = DateColumn(verbose_name=_("Доступ по"))
    is_primary = tables.BooleanColumn(verbose_name=_("Основная"))

    class Meta(Table.Meta):
        model = LmsBinding
        fields = ("school_id", "school", "bin", "since", "until", "is_primary")

    def render_is_primary(self, value: bool) -> Any:
        """A word, not a tick."""
        return _("Да") if value else _("Нет")

    def value_is_primary(self, value: bool) -> str:
        """The same word."""
        return str(self.render_is_primary(value))


class GrantsPage(ListPage):
    """«Школы»: what this vendor may report for."""

    title = _("Школы")
    table_class = GrantTable
    export_name = "schools"
    tabs = (
        Tab("open", _("Доступ открыт"), lambda rows, actor: open_today(rows)),
        Tab("missing", _("Не передали"), owing),
        Tab("all", _("Все")),
    )
    empty_title = _("Ни одна школа ещё не открыла доступ")
    empty_text = _("Школа открывает доступ в своём кабинете: «Доступ LMS».")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """That nothing is owed does not say that nobody granted anything."""
        context = super().get_context_data(**kwargs)
        if self.request.GET.get("view") == "missing":
            context |= {"empty_title": _("В этом отборе школ нет"), "empty_text": ""}
        return context

    def get_queryset(self) -> models.QuerySet[LmsBinding]:
        """Grants to the actor's vendor."""
        return LmsBinding.objects.filter(
            vendor_id=self.request.actor.organisation_id
        ).select_related("school__organisation")


class SubmissionTable(Table):
    """Pushes of the vendor, newest first."""

    id = tables.Column(verbose_name=_("Номер"))
    school = tables.Column(verbose_name=_("Школа"), order_by="school__sort_key")
    kind = tables.Column(verbose_name=_("Данные"))
    month = MonthColumn(verbose_name=_("Месяц"))
    revision = NumberColumn(verbose_name=_("Ревизия"))
    received_count = NumberColumn(verbose_name=_("Строк"))
    rejected_count = NumberColumn(verbose_name=_("Ошибок"))
    status = StateColumn()
    received_at = DateColumn(verbose_name=_("Когда"), days=True)

    class Meta(Table.Meta):
        model = Submission
        fields = (
            "id", "school", "kind", "month", "revision", "received_count", "rejected_count",
            "status", "received_at",
        )  # fmt: skip

    def render_id(self, record: Submission) -> str:
        """Opens the errors."""
        url = cabinet_reverse(self.request, "submission", record.pk)
        return format_html('<a class="record-link" href="{}">{}</a>', url, record.pk)

    def value_id(self, record: Submission) -> int:
        """The number."""
        return record.pk


class SubmissionFilters(django_filters.FilterSet):
    """By school, kind and code of an error."""

    school = django_filters.CharFilter(label=_("Школа: название или Id"), method="of_school")
    kind = django_filters.ChoiceFilter(
        label=_("Данные"), choices=SubmissionKind.choices, empty_label=_("Любые")
    )
    code = django_filters.CharFilter(label=_("Код ошибки"), method="with_code")

    class Meta:
        model = Submission
        fields: tuple[str, ...] = ()

    def of_school(self, rows: models.QuerySet, _name: str, text: str) -> models.QuerySet:
        """Part of the name, or the id."""
        return rows.filter(Q(school__name_ru__icontains=text) | Q(school__school_id=text.strip()))

    def with_code(self, rows: models.QuerySet, _name: str, code: str) -> models.QuerySet:
        """Pushes that were answered with the code."""
        asked = [{"code": code.strip().upper()}]
        return rows.filter(Q(answer__errors__contains=asked) | Q(answer__warnings__contains=asked))


class SubmissionsPage(ListPage):
    """«Передачи»."""

    title = _("Передачи")
    table_class = SubmissionTable
    filterset_class = SubmissionFilters
    export_name = "submissions"
    tabs = (
        Tab("all", _("Все")),
        Tab("errors", _("С ошибками"), lambda rows, actor: rows.filter(rejected_count__gt=0)),
        Tab(
            "waiting",
            _("Ждут школу"),
            lambda rows, actor: rows.filter(status=SubmissionStatus.QUARANTINED),
        ),
    )
    empty_title = _("Передач ещё не было")

    def get_queryset(self) -> models.QuerySet[Submission]:
        """Pushes of the actor's vendor."""
        return Submission.objects.visible_to(self.request.actor).select_related("school")


class SubmissionPage(TemplateView):
    """One push: how many rows of each code and what they cost, then the rows themselves."""

    template_name = "lms_api/submission.html"
    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each row's words in the language of the page; ``?code=`` shows one code alone."""
        rows = Submission.objects.visible_to(self.request.actor).select_related("school", "vendor")
        found = get_object_or_404(rows, pk=self.kwargs["pk"])
        answer = found.answer
        parts = parts_of(answer, findings_of(found))
        asked = self.request.GET.get("code", "")
        return super().get_context_data(
            object=found,
            changes=answer.get("changes", {}),
            is_erased=_is_erased(found),
            codes=counted(parts),
            asked=asked,
            most=MOST_ROWS,
            parts=[shown(part, asked) for part in parts],
            cost=cost_of(found),
            requests=RequestLog.objects.filter(
                vendor_id=found.vendor_id, submission_id=found.pk, is_sandbox=False
            )[:5],
            back_url=cabinet_reverse(self.request, "submissions"),
            **kwargs,
        )


def _is_erased(submission: Submission) -> bool:
    """The body is gone by its term; a push refused as a whole never had one."""
    if submission.status == SubmissionStatus.REJECTED and not submission.accepted_count:
        return False
    return not SubmissionBody.objects.filter(pk=submission.pk).exists()
