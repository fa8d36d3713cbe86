"""Applications in the cabinet of a school."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from budget.forms import ApplicationForm, StartApplicationForm
from budget.models import FundingApplication
from budget.selectors.applications import checks_of, missing_parts, waiting_for_school
from budget.selectors.intakes import intake_open_for, schools_that_may_apply
from budget.services.applying import (
    appeal_refusal,
    save_application,
    start_application,
    submit_application,
)
from budget.views.application_lists import ApplicationFilters, ApplicationTable
from budget.views.application_page import (
    ApplicationPage,
    capacity,
    contingent_tables,
    study_types,
)
from core.web.actions import TransitionView, impossible
from core.web.addresses import cabinet_reverse
from core.web.deadlines import term_words
from core.web.listing import ListPage, Tab
from core.web.record import NextAction
from core.web.templatetags.ortabilim import short_date
from core.workflow import TransitionForbidden, TransitionImpossible

_EDITABLE = ("draft", "returned")


class ApplicationsPage(ListPage):
    """«Заявки на финансирование (ГОЗ)»."""

    title = gettext_lazy("Заявки на финансирование (ГОЗ)")
    table_class = ApplicationTable
    filterset_class = ApplicationFilters
    total_field = "need_tiyn"
    export_name = "applications"
    tools_template = "budget/_start_button.html"
    empty_title = gettext_lazy("Заявок пока нет")
    empty_text = gettext_lazy(
        "Заявку подают, пока в регионе открыт приём: одна заявка на каждое здание."
    )
    tabs = (
        Tab("all", gettext_lazy("Все")),
        Tab("mine", gettext_lazy("Ждут меня"), lambda rows, actor: waiting_for_school(rows)),
    )

    def get_queryset(self) -> models.QuerySet:
        """The organisation's own."""
        return FundingApplication.objects.visible_to(self.request.actor).select_related("school")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The button shows while a school may still apply."""
        may_start = schools_that_may_apply(self.actor).exists()
        return super().get_context_data(may_start=may_start, **kwargs)


class StartApplicationPage(View):
    """Choose the school and begin a draft."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Schools for which an intake is open."""
        return self._page(StartApplicationForm(schools=schools_that_may_apply(request.actor)))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Begin."""
        form = StartApplicationForm(request.POST, schools=schools_that_may_apply(request.actor))
        if not form.is_valid():
            return self._page(form)
        school = form.cleaned_data["school"]
        try:
            intake = intake_open_for(school)
            application = start_application(school=school, intake=intake, actor=request.actor)
        except TransitionForbidden as error:
            raise PermissionDenied from error
        except TransitionImpossible as refusal:
            back = cabinet_reverse(request, "applications")
            return impossible(request, refusal, back_url=back)
        return redirect(cabinet_reverse(request, "application-form", application.pk))

    def _page(self, form: StartApplicationForm) -> HttpResponse:
        context = {
            "form": form,
            "title": _("Новая заявка на финансирование"),
            "lead": _("Одна заявка — одно здание. Показаны школы, для которых открыт приём."),
            "button": _("Начать заявку"),
            "has_schools": form.fields["school"].queryset.exists(),  # type: ignore[attr-defined]
            "back_url": cabinet_reverse(self.request, "applications"),
        }
        status = 400 if form.is_bound else 200
        return render(self.request, "budget/application_start.html", context, status=status)


class ApplicationFormPage(View):
    """The form itself: dense tables, totals counted on the server and, with scripts, at once."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The stored form."""
        application = self._application(pk)
        if application.status not in _EDITABLE:
            return redirect(cabinet_reverse(request, "application", pk))
        form = ApplicationForm(
            initial=ApplicationForm.initial_of(application),
            boarding=application.school.passport.boarding,
        )
        return self._page(application, form)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Save, and with «send» send it too."""
        application = self._application(pk)
        form = ApplicationForm(request.POST, boarding=application.school.passport.boarding)
        if not form.is_valid():
            return self._page(application, form)
        try:
            saved = save_application(
                application=application,
                cells=form.cells,
                fields={name: form.cleaned_data[name] for name in ApplicationForm.base_fields},
                actor=request.actor,
            )
        except TransitionForbidden as error:
            raise PermissionDenied from error
        except TransitionImpossible as refusal:
            back = cabinet_reverse(request, "application", pk)
            return impossible(request, refusal, back_url=back)
        if "recount" in request.POST:
            return redirect(cabinet_reverse(request, "application-form", saved.pk))
        messages.success(request, _("Заявка сохранена. Проверьте её и отправьте."))
        return redirect(cabinet_reverse(request, "application", saved.pk))

    def _application(self, pk: int) -> FundingApplication:
        rows = FundingApplication.objects.visible_to(self.request.actor)
        return get_object_or_404(
            rows.select_related("school__passport", "intake").prefetch_related("rows"), pk=pk
        )

    def _page(self, application: FundingApplication, form: ApplicationForm) -> HttpResponse:
        context = {
            "form": form,
            "application": application,
            "passport": application.school.passport,
            "study_types": study_types(),
            "title": _("Заявка № %(number)s") % {"number": application.number},
            "back_url": cabinet_reverse(self.request, "application", application.pk),
        }
        status = 400 if form.is_bound else 200
        return render(self.request, "budget/application_form.html", context, status=status)


class SchoolApplicationPage(ApplicationPage):
    """An application as its school sees it."""

    def get_actions(self) -> Any:
        """«Отправить» only once nothing is missing; the list of missing parts stands instead."""
        actions = super().get_actions()
        if self.object.status in _EDITABLE and missing_parts(self.object):
            actions = [one for one in actions if one.name != "submit"]
        if self.object.opened_by_officer_at:
            actions = [one for one in actions if one.name != "withdraw"]
        return actions

    def get_next_action(self) -> NextAction | None:
        """Whose move it is, until when, what follows."""
        one = self.object
        due = term_words(one.due_on)
        texts = {
            "draft": (_("Заполните и отправьте заявку"), self._until(), "move"),
            "returned": (
                _("Исправьте замечания и отправьте снова"),
                _("Замечания управления — в ходе дела рядом."),
                "move",
            ),
            "submitted": (_("Данные проверяются в государственных базах"), "", "wait"),
            "checking": (_("Данные проверяются в государственных базах"), "", "wait"),
            "in_moderation": (
                _("Заявку рассматривает управление образования"),
                _("После одобрения она участвует в распределении бюджета."),
                "wait",
            ),
            "approved": (
                _("Заявка принята"),
                _("Бюджет распределят после закрытия приёма."),
                "wait",
            ),
            "allocated": (_("Деньги выделены"), _("Следующий шаг — договор."), "done"),
            "reserve": (
                _("Заявка в резервном списке"),
                _("Она участвует в следующем распределении без повторной подачи."),
                "wait",
            ),
            "refused": (
                _("В финансировании отказано"),
                _("Причина и основание — в ходе дела. Отказ можно обжаловать."),
                "stop",
            ),
        }
        if one.status not in texts:
            return None
        title, text, tone = texts[one.status]
        return NextAction(title, text=text, deadline=due, tone=tone)

    def _until(self) -> str:
        day = short_date(self.object.intake.closes_on)
        return _("Приём заявок открыт до %(day)s.") % {"day": day}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Tables, capacity, checks, what is missing."""
        editable = self.object.status in _EDITABLE
        return super().get_context_data(
            application=self.object,
            passport=self.object.school.passport,
            contingent_tables=contingent_tables(self.object),
            study_types=study_types(),
            capacity=capacity(self.object),
            checks=checks_of(self.object),
            may_check_again=self.object.status == "in_moderation",
            missing=missing_parts(self.object) if editable else [],
            edit_url=cabinet_reverse(self.request, "application-form", self.object.pk)
            if editable
            else "",
            recheck_url=cabinet_reverse(self.request, "application-recheck", self.object.pk),
            **kwargs,
        )


class SchoolApplicationAction(TransitionView):
    """Send, take back, appeal."""

    record_url_name = "application"

    def get_queryset(self) -> models.QuerySet:
        """The organisation's own."""
        return FundingApplication.objects.visible_to(self.request.actor)

    def perform(self, record: FundingApplication, name: str, *, reason: str) -> Any:
        """Through the services that know the terms."""
        actor = self.request.actor
        if name == "submit":
            return submit_application(application=record, actor=actor)
        if name == "appeal":
            return appeal_refusal(application=record, reason=reason, actor=actor)
        if name == "withdraw":
            return super().perform(record, name, reason=reason)
        raise TransitionForbidden(name)
