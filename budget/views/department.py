"""Applications in the cabinet of the education department: the queue and the moderation page."""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.urls import NoReverseMatch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget.models import FundingApplication
from budget.selectors.applications import (
    blocking_findings,
    checks_of,
    failed_stop_factors,
    waiting_for_department,
)
from budget.selectors.changes import changes_since_last_submission
from budget.services.moderating import (
    approve_application,
    open_by_officer,
    refuse_application,
    return_application,
)
from budget.views.application_lists import ApplicationFilters, ApplicationTable
from budget.views.application_page import (
    ApplicationPage,
    capacity,
    contingent_tables,
    study_types,
)
from core.web.actions import TransitionView
from core.web.addresses import cabinet_reverse, cabinet_reverse_or_none
from core.web.deadlines import term_words
from core.web.listing import ListPage, Tab
from core.web.record import NextAction, RecordTab
from core.workflow import TransitionForbidden


def _in_state(*states: str) -> Any:
    return lambda rows, actor: rows.filter(status__in=states)


class ApplicationsPage(ListPage):
    """«Заявки на финансирование»: the region's queue, by who must act."""

    title = gettext_lazy("Заявки на финансирование")
    table_class = ApplicationTable
    filterset_class = ApplicationFilters
    total_field = "need_tiyn"
    export_name = "applications"
    empty_title = gettext_lazy("Заявок пока нет")
    tabs = (
        Tab("mine", gettext_lazy("Ждут меня"), lambda rows, actor: waiting_for_department(rows)),
        Tab("returned", gettext_lazy("На доработке"), _in_state("returned")),
        Tab("approved", gettext_lazy("Одобрены"), _in_state("approved", "allocated", "reserve")),
        Tab("all", gettext_lazy("Все")),
    )

    def get_queryset(self) -> models.QuerySet:
        """The region's, without drafts."""
        return FundingApplication.objects.visible_to(self.request.actor).select_related("school")


class ModerationPage(ApplicationPage):
    """Everything an officer decides on, on one screen."""

    tabs = (
        RecordTab("data", gettext_lazy("Рассмотрение"), "budget/_moderation.html"),
        RecordTab("history", gettext_lazy("История"), "budget/_history.html"),
    )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The first look is noted: from here the school cannot withdraw."""
        if not self.read_only:
            open_by_officer(application=self.object, actor=self.actor)
        return super().get(request, *args, **kwargs)

    def get_actions(self) -> Any:
        """Refusal is offered only on a proven stop factor, approval only when none stands."""
        hidden = set()
        if blocking_findings(self.object):
            hidden.add("approve")
        if not failed_stop_factors(self.object):
            hidden.add("refuse")
        return [one for one in super().get_actions() if one.name not in hidden]

    def get_next_action(self) -> NextAction | None:
        """What stands between the officer and a decision."""
        one = self.object
        due = term_words(one.due_on)
        if one.status == "in_moderation":
            if failed_stop_factors(one):
                text = _("Стоп-фактор подтверждён: откажите с основанием или верните на доработку.")
            elif blocking_findings(one):
                text = _("Одобрить можно, когда каждая проверка получит ответ.")
            else:
                text = _("Все проверки пройдены: заявку можно одобрить.")
            return NextAction(_("Рассмотрите заявку"), text=text, deadline=due)
        texts = {
            "submitted": (_("Идут автоматические проверки"), "wait"),
            "checking": (_("Идут автоматические проверки"), "wait"),
            "returned": (_("Школа исправляет замечания"), "wait"),
            "approved": (_("Одобрена: участвует в распределении после закрытия приёма"), "done"),
            "allocated": (_("Деньги выделены: следующий шаг — договор"), "done"),
            "reserve": (_("В резервном списке: участвует в следующем распределении"), "wait"),
            "refused": (_("Отказано. Школа может обжаловать."), "stop"),
        }
        if one.status not in texts:
            return None
        title, tone = texts[one.status]
        return NextAction(title, deadline=due, tone=tone)

    def _school_url(self) -> str:
        try:
            return cabinet_reverse(self.request, "school", self.object.school_id)
        except NoReverseMatch:
            return cabinet_reverse(self.request, "desk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Form, capacity, checks, differences."""
        one = self.object
        return super().get_context_data(
            application=one,
            passport=one.school.passport,
            contingent_tables=contingent_tables(one),
            study_types=study_types(),
            capacity=capacity(one),
            checks=checks_of(one),
            may_check_again=one.status == "in_moderation" and not self.read_only,
            recheck_url=cabinet_reverse_or_none(self.request, "application-recheck", one.pk),
            changes=changes_since_last_submission(one),
            school_url=self._school_url(),
            **kwargs,
        )


class ModerationAction(TransitionView):
    """Approve, return, refuse."""

    record_url_name = "application"

    def get_queryset(self) -> models.QuerySet:
        """The region's."""
        return FundingApplication.objects.visible_to(self.request.actor)

    def perform(self, record: FundingApplication, name: str, *, reason: str) -> Any:
        """Through the services that decide on findings of this moment."""
        actor = self.request.actor
        if name == "approve":
            return approve_application(application=record, actor=actor)
        if name == "send_back":
            return return_application(application=record, reason=reason, actor=actor)
        if name == "refuse":
            return refuse_application(application=record, reason=reason, actor=actor)
        raise TransitionForbidden(name)
