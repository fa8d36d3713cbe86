"""Edit a passport: sections, documents, LMS grants."""

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.models import Organisation, OrganisationKind
from core import clock
from core.web.actions import impossible
from core.web.addresses import cabinet_reverse
from core.web.templatetags.ortabilim import short_date
from core.workflow import TransitionForbidden, TransitionImpossible
from schools.forms import DocumentForm, SectionForm
from schools.models import DocumentKind, LmsBinding, School
from schools.sections import BY_CODE, Section
from schools.selectors.passport import passport_of, places_of
from schools.services.lms_grants import end_grant, grant_vendor
from schools.services.passport import (
    MOST_BYTES,
    PassportChanged,
    SchoolIdTaken,
    UnfitFile,
    add_document,
    edit_passport,
)


class _SchoolForm(View):
    """A form about one visible school."""

    def school(self, pk: int) -> School:
        """The school, or 404."""
        rows = School.objects.visible_to(self.request.actor).select_related("organisation")
        return get_object_or_404(rows, pk=pk)

    def school_url(self, school: School, query: str = "") -> str:
        """The page of the school."""
        return cabinet_reverse(self.request, "school", school.pk) + query

    def page(self, school: School, form: Any, **context: Any) -> HttpResponse:
        """The form's page; 400 while it is wrong."""
        context = {
            "form": form,
            "school": school,
            "subtitle": school.name,
            "submit_label": _("Сохранить"),
            "back_url": self.school_url(school),
            "back_label": _("К паспорту школы"),
        } | context
        status = 400 if form.is_bound else 200
        return render(self.request, "schools/form.html", context, status=status)


class SectionPage(_SchoolForm):
    """One section of the task list."""

    def get(self, request: HttpRequest, pk: int, section: str) -> HttpResponse:
        """The section as stored."""
        found, school = self._section(section), self.school(pk)
        assert found.form is not None
        return self._form_page(school, found, found.form.opened(school, passport_of(school)))

    def post(self, request: HttpRequest, pk: int, section: str) -> HttpResponse:
        """Save it, or say what is wrong; another person's edit is never overwritten."""
        found, school = self._section(section), self.school(pk)
        assert found.form is not None
        form = found.form(request.POST)
        if not form.is_valid():
            return self._form_page(school, found, form)
        of_school, of_passport = form.values()
        try:
            edit_passport(
                school=school,
                actor=request.actor,
                version=form.cleaned_data["version"],
                school_values=of_school,
                passport_values=of_passport,
            )
        except PassportChanged:
            form.add_error(
                None,
                _("Пока форма была открыта, паспорт изменили. Откройте раздел снова и сверьте."),
            )
            return self._form_page(school, found, form, status=409)
        except SchoolIdTaken:
            form.add_error("school_id", _("Этот Id уже занят другой школой."))
            return self._form_page(school, found, form)
        except TransitionForbidden as error:
            raise PermissionDenied from error
        except TransitionImpossible as refusal:
            return impossible(request, refusal, back_url=self.school_url(school))
        self._tell(school, found)
        return redirect(self.school_url(school))

    def _tell(self, school: School, section: Section) -> None:
        messages.success(self.request, _("Раздел «%(title)s» сохранён.") % {"title": section.title})
        places = places_of(school) if section.code == "capacity" else None
        if places:
            messages.info(
                self.request,
                _("Финансироваться могут не больше %(total)d учеников (в первую смену %(first)d).")
                % {"total": places.total, "first": places.first_shift},
            )

    def _form_page(
        self, school: School, section: Section, form: SectionForm, status: int | None = None
    ) -> HttpResponse:
        answer = self.page(school, form, title=section.title)
        answer.status_code = status or answer.status_code
        return answer

    def _section(self, code: str) -> Section:
        found = BY_CODE.get(code)
        if found is None or found.form is None:
            raise Http404
        return found


class DocumentPage(_SchoolForm):
    """Upload one document of the passport."""

    def get(self, request: HttpRequest, pk: int, kind: str) -> HttpResponse:
        """The empty form."""
        return self._form_page(self.school(pk), kind, DocumentForm())

    def post(self, request: HttpRequest, pk: int, kind: str) -> HttpResponse:
        """Store the file, judged by its bytes."""
        school = self.school(pk)
        form = DocumentForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._form_page(school, kind, form)
        given = form.cleaned_data["file"]
        try:
            stored = add_document(
                school=school,
                actor=request.actor,
                kind=self._kind(kind),
                content=given.read(MOST_BYTES + 1),
                original_name=given.name,
                number=form.cleaned_data["number"],
                issued_on=form.cleaned_data["issued_on"],
            )
        except UnfitFile as unfit:
            form.add_error("file", str(unfit.message))
            return self._form_page(school, kind, form)
        except TransitionForbidden as error:
            raise PermissionDenied from error
        except TransitionImpossible as refusal:
            return impossible(request, refusal, back_url=self.school_url(school))
        messages.success(
            request, _("Документ загружен: %(document)s.") % {"document": stored.get_kind_display()}
        )
        return redirect(self.school_url(school))

    def _form_page(self, school: School, kind: str, form: DocumentForm) -> HttpResponse:
        label = DocumentKind(self._kind(kind)).label
        return self.page(
            school, form, title=label, submit_label=_("Загрузить документ"), has_file=True
        )

    def _kind(self, kind: str) -> str:
        if kind not in DocumentKind.values:
            raise Http404
        return kind


class GrantForm(django_forms.Form):
    """Which LMS may report for the school."""

    vendor = django_forms.ModelChoiceField(
        Organisation.objects.filter(kind=OrganisationKind.LMS_VENDOR),
        label=gettext_lazy("LMS"),
        empty_label=gettext_lazy("Выберите LMS"),
        error_messages={"required": gettext_lazy("Выберите LMS.")},
    )
    since = django_forms.DateField(
        label=gettext_lazy("Доступ с"),
        widget=django_forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Введите дату.")},
    )
    is_primary = django_forms.BooleanField(
        label=gettext_lazy("Основная: по её данным строится акт"), required=False
    )


class LmsPage(_SchoolForm):
    """«Доступ LMS»: open and end the grants of the school."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The grants and the form."""
        initial = {"since": clock.today().replace(day=1), "is_primary": True}
        return self._lms_page(self.school(pk), GrantForm(initial=initial))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Open a grant, or end the one named by ``end``."""
        school = self.school(pk)
        try:
            if request.POST.get("end"):
                return self._end(school, request.POST["end"])
            form = GrantForm(request.POST)
            if not form.is_valid():
                return self._lms_page(school, form)
            binding = grant_vendor(school=school, actor=request.actor, **form.cleaned_data)
        except TransitionForbidden as error:
            raise PermissionDenied from error
        except TransitionImpossible as refusal:
            return impossible(request, refusal, back_url=self._url(school))
        messages.success(request, _("Доступ открыт: %(vendor)s.") % {"vendor": binding.vendor})
        return redirect(self._url(school))

    def _end(self, school: School, number: str) -> HttpResponse:
        if not (number.isascii() and number.isdigit() and len(number) < 18):
            raise Http404
        binding = get_object_or_404(LmsBinding, pk=int(number), school=school)
        ended = end_grant(binding=binding, actor=self.request.actor, on_date=clock.today())
        told = {"vendor": binding.vendor, "day": short_date(ended.until)}
        messages.success(self.request, _("%(vendor)s: последний день доступа %(day)s.") % told)
        return redirect(self._url(school))

    def _url(self, school: School) -> str:
        return cabinet_reverse(self.request, "school-lms", school.pk)

    def _lms_page(self, school: School, form: GrantForm) -> HttpResponse:
        context = {
            "title": _("Доступ LMS"),
            "subtitle": school.name,
            "form": form,
            "school": school,
            "bindings": school.lms_bindings.select_related("vendor"),
            "back_url": self.school_url(school),
            "back_label": _("К паспорту школы"),
        }
        status = 400 if form.is_bound else 200
        return render(self.request, "schools/lms.html", context, status=status)
