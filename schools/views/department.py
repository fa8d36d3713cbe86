"""The department's pages: the register of schools, moderation."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from core.web.actions import impossible
from core.web.addresses import cabinet_reverse
from core.web.deadlines import term_words
from core.web.listing import ListPage, Tab
from core.web.record import NextAction
from core.workflow import TransitionForbidden, TransitionImpossible
from schools.models import DocumentKind, School
from schools.selectors.appeals import appealed
from schools.selectors.passport import missing_parts
from schools.services.digitisation import confirm_school_id, decide_purpose
from schools.statuses import SchoolStatus
from schools.views.pages import BaseSchoolPage
from schools.views.tables import RegisterTable, SchoolFilters


class RegisterPage(ListPage):
    """«Реестр школ» with the digitisation queue first."""

    title = gettext_lazy("Реестр школ")
    table_class = RegisterTable
    filterset_class = SchoolFilters
    export_name = "schools"
    tabs = (
        Tab(
            "review",
            gettext_lazy("Ждут проверки"),
            lambda rows, actor: rows.filter(status=SchoolStatus.UNDER_REVIEW),
        ),
        Tab(
            "active",
            gettext_lazy("Активные"),
            lambda rows, actor: rows.filter(status=SchoolStatus.ACTIVE),
        ),
        Tab("all", gettext_lazy("Все")),
    )
    empty_title = gettext_lazy("Здесь пока нет школ")

    def get_queryset(self) -> models.QuerySet[School]:
        """Schools of the region without drafts."""
        return School.objects.visible_to(self.actor).select_related("organisation")


class ModerationPage(BaseSchoolPage):
    """A school seen by its department: everything and all documents on one screen."""

    list_label = gettext_lazy("К реестру школ")

    def get_next_action(self) -> NextAction | None:
        """What the officer must do now."""
        school = self.object
        if school.status == SchoolStatus.UNDER_REVIEW and self._is_appeal():
            return NextAction(
                _("Школа обжалует отказ: рассмотрите снова"),
                _("Доводы школы — в истории. Подтвердите оцифровку, верните или откажите."),
                term_words(school.due_on),
            )
        if school.status == SchoolStatus.UNDER_REVIEW:
            return NextAction(
                _("Проверьте школу и примите решение"),
                _("Сверьте Id с НОБД, прочитайте документ на здание, затем подтвердите оцифровку."),
                term_words(school.due_on),
            )
        if school.status == SchoolStatus.RETURNED:
            return NextAction(
                _("Школа исправляет замечания"), "", term_words(school.due_on), tone="wait"
            )
        return None

    def _is_appeal(self) -> bool:
        return appealed(School.objects.filter(pk=self.object.pk)).exists()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The two things that an officer confirms beside the decision."""
        under_review = self.object.status == SchoolStatus.UNDER_REVIEW
        return super().get_context_data(
            moderates=True,
            id_url=cabinet_reverse(self.request, "school-id", self.object.pk)
            if under_review
            else "",
            purpose_url=cabinet_reverse(self.request, "school-purpose", self.object.pk),
            missing=missing_parts(self.object),
            **kwargs,
        )


class _SchoolPost(View):
    """One decision about a visible school."""

    def school(self, pk: int) -> School:
        """The school, or 404."""
        return get_object_or_404(School.objects.visible_to(self.request.actor), pk=pk)

    def url(self, school: School) -> str:
        """The page of the school."""
        return cabinet_reverse(self.request, "school", school.pk)


class ConfirmSchoolId(_SchoolPost):
    """«Id сверен с НОБД»."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Confirm the id, corrected where the officer entered another."""
        school = self.school(pk)
        try:
            school = confirm_school_id(
                school=school, actor=request.actor, school_id=request.POST.get("school_id", "")
            )
        except TransitionForbidden as error:
            raise PermissionDenied from error
        except TransitionImpossible as refusal:
            return impossible(request, refusal, back_url=self.url(school))
        messages.success(request, _("Id сверен с НОБД: %(id)s.") % {"id": school.school_id})
        return redirect(self.url(school))


class PurposeForm(forms.Form):
    """What the officer read in the title document."""

    is_school = forms.TypedChoiceField(
        label=gettext_lazy("По документу здание предназначено для школы?"),
        choices=(
            ("yes", gettext_lazy("Да, назначение — школа")),
            ("no", gettext_lazy("Нет, назначение другое")),
        ),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Выберите ответ.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Назначение, как записано в документе"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Школа увидит эти слова, если назначение другое."),
    )

    def clean(self) -> dict[str, Any]:
        """A «no» says what the document says."""
        data = super().clean() or {}
        if data.get("is_school") is False and not data.get("note"):
            self.add_error("note", _("Напишите, какое назначение указано в документе."))
        return data


class PurposePage(_SchoolPost):
    """K1: «Назначение здания по документу»."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The question beside the document."""
        return self._page(self.school(pk), PurposeForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep the answer as evidence."""
        school, form = self.school(pk), PurposeForm(request.POST)
        if not form.is_valid():
            return self._page(school, form)
        document = self._document(school)
        if document is None:
            return self._page(school, form)
        try:
            decide_purpose(
                school=school, document=document, actor=request.actor, **form.cleaned_data
            )
        except TransitionForbidden as error:
            raise PermissionDenied from error
        except TransitionImpossible as refusal:
            return impossible(request, refusal, back_url=self.url(school))
        messages.success(request, _("Решение о назначении здания записано."))
        return redirect(self.url(school))

    def _document(self, school: School) -> Any:
        return school.documents.filter(kind=DocumentKind.TITLE_DOCUMENT, is_current=True).first()

    def _page(self, school: School, form: PurposeForm) -> HttpResponse:
        context = {
            "title": _("Назначение здания по документу"),
            "subtitle": school.name,
            "form": form,
            "document": self._document(school),
            "school": school,
            "submit_label": _("Записать решение"),
            "back_url": self.url(school),
            "back_label": _("К школе"),
        }
        status = 400 if form.is_bound else 200
        return render(self.request, "schools/purpose.html", context, status=status)
