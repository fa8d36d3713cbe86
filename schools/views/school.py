"""The school's pages: its list, its page, its pupils."""

from collections.abc import Sequence
from typing import Any

import django_filters
import django_tables2 as tables
from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from core.web.addresses import cabinet_reverse, cabinet_reverse_or_none
from core.web.deadlines import term_words
from core.web.listing import ListPage, Tab
from core.web.record import NextAction
from core.web.tables import MonthColumn, NumberColumn, StateColumn, Table
from core.workflow import Action
from schools.forms import NewSchoolForm
from schools.models import School, Submission, SubmissionKind
from schools.selectors.passport import missing_parts
from schools.services.digitisation import create_school
from schools.services.passport import is_editable
from schools.statuses import SchoolStatus
from schools.views.pages import BaseSchoolPage
from schools.views.tables import SchoolFilters, SchoolTable


class SchoolsPage(ListPage):
    """«Мои школы», as on the deck's screen."""

    title = gettext_lazy("Мои школы")
    table_class = SchoolTable
    filterset_class = SchoolFilters
    export_name = "schools"
    tools_template = "schools/_add_school.html"
    tabs = (
        Tab("all", gettext_lazy("Все")),
        Tab(
            "mine",
            gettext_lazy("Ждут меня"),
            lambda rows, actor: rows.filter(status__in=(SchoolStatus.DRAFT, SchoolStatus.RETURNED)),
        ),
        Tab(
            "review",
            gettext_lazy("Ждут проверки"),
            lambda rows, actor: rows.filter(status=SchoolStatus.UNDER_REVIEW),
        ),
    )
    empty_title = gettext_lazy("Школ пока нет")
    empty_text = gettext_lazy("Добавьте школу: без оцифровки заявку на финансирование не подать.")

    def get_queryset(self) -> models.QuerySet[School]:
        """Own schools."""
        return School.objects.visible_to(self.actor).select_related("organisation")


class AddSchoolPage(View):
    """«Добавить школу»: names and region; the passport follows as a task list."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The empty form."""
        return self._page(NewSchoolForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make the draft and open its passport."""
        form = NewSchoolForm(request.POST)
        if not form.is_valid():
            return self._page(form)
        school = create_school(actor=request.actor, **form.cleaned_data)
        messages.success(request, _("Школа добавлена. Заполните разделы паспорта."))
        return redirect(cabinet_reverse(request, "school", school.pk))

    def _page(self, form: NewSchoolForm) -> HttpResponse:
        context = {
            "title": _("Добавить школу"),
            "intro": _("Остальные сведения заполняются по разделам, в любом порядке."),
            "form": form,
            "submit_label": _("Добавить школу"),
            "back_url": cabinet_reverse(self.request, "schools"),
            "back_label": _("К моим школам"),
        }
        status = 400 if form.is_bound else 200
        return render(self.request, "schools/form.html", context, status=status)


class SchoolPage(BaseSchoolPage):
    """A school seen by its owner."""

    list_label = gettext_lazy("К моим школам")

    def get_actions(self) -> Sequence[Action]:
        """«Отправить» only once nothing is missing; the sections name what is."""
        actions = super().get_actions()
        if is_editable(self.object) and missing_parts(self.object):
            return [one for one in actions if one.name != "submit"]
        return actions

    def get_next_action(self) -> NextAction:
        """What the school must do now."""
        school = self.object
        if is_editable(school):
            return self._fill(school)
        if school.status == SchoolStatus.UNDER_REVIEW:
            return NextAction(
                _("Управление образования проверяет школу"),
                _("Оно сверяет Id с НОБД, документы и назначение здания."),
                term_words(school.due_on),
                tone="wait",
            )
        if school.status == SchoolStatus.ACTIVE:
            return NextAction(
                _("Школа оцифрована"),
                _("Можно подать заявку на финансирование; LMS передаёт контингент каждый месяц."),
                tone="done",
                url=cabinet_reverse_or_none(self.request, "applications"),
                caption=_("К заявкам"),
            )
        if school.status == SchoolStatus.REFUSED:
            text = _("Причина — в истории школы. Отказ можно обжаловать.")
            return NextAction(school.get_status_display(), text, tone="stop")
        return NextAction(school.get_status_display(), _("Причина — в истории школы."), tone="stop")

    def _fill(self, school: School) -> NextAction:
        missing = missing_parts(school)
        returned = school.status == SchoolStatus.RETURNED
        title = _("Школа возвращена: исправьте и отправьте снова") if returned else ""
        if missing:
            text = _("Не хватает: %(count)d. Разделы паспорта — ниже.") % {"count": len(missing)}
            return NextAction(
                title or _("Заполните паспорт школы"), text, term_words(school.due_on)
            )
        return NextAction(
            title or _("Отправьте заявку на оцифровку"),
            _("Паспорт заполнен. После отправки его проверит управление образования."),
            term_words(school.due_on),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The owner may edit a draft."""
        return super().get_context_data(
            editable=is_editable(self.object),
            lms_url=cabinet_reverse(self.request, "school-lms", self.object.pk),
            **kwargs,
        )


class SubmissionTable(Table):
    """What the LMS handed in, newest first."""

    school = tables.Column(verbose_name=gettext_lazy("Школа"), order_by="school__sort_key")
    kind = tables.Column(verbose_name=gettext_lazy("Что передано"))
    month = MonthColumn(verbose_name=gettext_lazy("Месяц"))
    vendor = tables.Column(verbose_name=gettext_lazy("LMS"), order_by="vendor__sort_key")
    revision = NumberColumn(verbose_name=gettext_lazy("Ревизия"))
    accepted_count = NumberColumn(verbose_name=gettext_lazy("Принято строк"))
    rejected_count = NumberColumn(verbose_name=gettext_lazy("С ошибками"))
    status = StateColumn()

    class Meta(Table.Meta):
        model = Submission
        fields = (
            "school", "kind", "month", "vendor", "revision", "accepted_count", "rejected_count",
            "status",
        )  # fmt: skip

    def render_vendor(self, record: Submission) -> str:
        """The LMS, or the school itself."""
        by_file = record.vendor_id == record.school.organisation_id
        return _("Файл школы") if by_file else str(record.vendor)

    def render_school(self, record: Submission) -> str:
        """Opens the month of the school."""
        month = f"{record.month:%Y-%m}"
        is_of_pupils = record.kind == SubmissionKind.CONTINGENT
        page = "month-pupils" if is_of_pupils else "month-teachers"
        url = cabinet_reverse_or_none(self.request, page, record.school_id, month)
        if url is None:
            url = cabinet_reverse(self.request, "school", record.school_id) + "?tab=pupils"
        return format_html('<a class="record-link" href="{}">{}</a>', url, record.school)

    def render_revision(self, record: Submission) -> str:
        """Opens what came and what was not taken."""
        url = cabinet_reverse_or_none(self.request, "submission", record.pk)
        return format_html('<a href="{}">{}</a>', url, record.revision) if url else record.revision

    def value_school(self, record: Submission) -> str:
        """The name alone."""
        return record.school.name

    def value_revision(self, record: Submission) -> int:
        """The number alone."""
        return record.revision


class SubmissionFilters(django_filters.FilterSet):
    """By school."""

    school = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Школа"), queryset=lambda request: _own_schools(request)
    )

    class Meta:
        model = Submission
        fields: tuple[str, ...] = ()


def _own_schools(request: Any) -> models.QuerySet[School]:
    return School.objects.visible_to(getattr(request, "actor", None))


class PupilsPage(ListPage):
    """«Ученики»: what the LMS delivered for all schools; names are on each school's page."""

    title = gettext_lazy("Ученики")
    intro = gettext_lazy("Передачи LMS по месяцам. Список учеников — на странице школы.")
    table_class = SubmissionTable
    filterset_class = SubmissionFilters
    export_name = "submissions"
    tools_template = "schools/_upload_tools.html"
    tabs = (
        Tab("all", gettext_lazy("Все передачи")),
        Tab(
            "waiting",
            gettext_lazy("Ждут подтверждения"),
            lambda rows, actor: rows.filter(status="quarantined"),
        ),
    )
    empty_title = gettext_lazy("LMS ещё ничего не передала")
    empty_text = gettext_lazy("Откройте доступ вашей LMS на странице школы.")

    def get_queryset(self) -> models.QuerySet[Submission]:
        """Pushes of own schools."""
        return Submission.objects.visible_to(self.actor).select_related(
            "school", "school__organisation", "vendor"
        )
