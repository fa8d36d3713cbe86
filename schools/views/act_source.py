"""«Источник данных для акта»: which LMS, or the files of the school, the acts are built from."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from core import clock
from core.periods import Month
from core.web.actions import impossible
from core.web.addresses import cabinet_reverse, cabinet_reverse_or_none
from core.web.templatetags.ortabilim import month as in_words
from core.workflow import TransitionForbidden, TransitionImpossible
from schools.models import LmsBinding, School
from schools.selectors.contingent import cut_off_day, primary_vendor
from schools.services.act_source import (
    make_source_of_act,
    may_choose_source,
    months_to_choose,
    open_file_delivery,
)

_FILE = "file"


class SourceForm(forms.Form):
    """Another source, and from which month."""

    source = forms.ChoiceField(
        label=gettext_lazy("Акт строится по данным"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Выберите источник.")},
    )
    since = forms.ChoiceField(
        label=gettext_lazy("Начиная с месяца"),
        help_text=gettext_lazy("Месяцы, закрытые первой подписью акта, не меняются."),
        error_messages={"required": gettext_lazy("Выберите месяц.")},
    )

    def __init__(self, *args: Any, school: School, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = LmsBinding.objects.filter(school=school, until__isnull=True, is_primary=False)
        named = {
            str(one.pk): str(one.vendor)
            for one in others.exclude(vendor_id=school.organisation_id).select_related("vendor")
        }
        is_by_file = LmsBinding.objects.filter(
            school=school, vendor_id=school.organisation_id, until__isnull=True, is_primary=True
        ).exists()
        if not is_by_file:
            named[_FILE] = _("Файлы, которые школа загружает сама")
        months = [(str(one), in_words(one.first_day)) for one in months_to_choose(school)]
        self.fields["source"].choices = list(named.items())  # type: ignore[attr-defined]
        self.fields["since"].choices = months  # type: ignore[attr-defined]


class ActSourcePage(View):
    """The present source for all who see the school; the choice for its head."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The source of this month and the form."""
        school = self._school(pk)
        month = Month.of(clock.today())
        initial = {"since": str(month), "source": request.GET.get("source", _FILE)}
        return self._page(school, SourceForm(initial=initial, school=school))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Change it."""
        school = self._school(pk)
        if not may_choose_source(school, request.actor):
            raise PermissionDenied
        form = SourceForm(request.POST, school=school)
        if not form.is_valid():
            return self._page(school, form)
        since = Month.parse(form.cleaned_data["since"])
        try:
            make_source_of_act(
                binding=self._binding(school, form.cleaned_data["source"], since),
                actor=request.actor,
                since=since,
            )
        except TransitionForbidden as error:
            raise PermissionDenied from error
        except TransitionImpossible as refusal:
            return impossible(request, refusal, back_url=self._url(school))
        messages.success(
            request,
            _("Источник изменён: %(month)s и дальше.") % {"month": in_words(since.first_day)},
        )
        return redirect(self._url(school))

    def _binding(self, school: School, code: str, since: Month) -> LmsBinding:
        if code == _FILE:
            return open_file_delivery(school=school, actor=self.request.actor, month=since)
        return LmsBinding.objects.get(pk=int(code), school=school)

    def _school(self, pk: int) -> School:
        rows = School.objects.visible_to(self.request.actor).select_related("organisation")
        return get_object_or_404(rows, pk=pk)

    def _url(self, school: School) -> str:
        return cabinet_reverse(self.request, "school-source", school.pk)

    def _page(self, school: School, form: SourceForm) -> HttpResponse:
        month = Month.of(clock.today())
        source = primary_vendor(school, cut_off_day(month))
        context = {
            "title": _("Источник данных для акта"),
            "subtitle": school.name,
            "form": form,
            "month": month.first_day,
            "source": source,
            "is_file": source is not None and source.pk == school.organisation_id,
            "may_choose": may_choose_source(school, self.request.actor),
            "has_choice": bool(form.fields["source"].choices and form.fields["since"].choices),  # type: ignore[attr-defined]
            "back_url": cabinet_reverse(self.request, "school-lms", school.pk),
            "uploads_url": cabinet_reverse_or_none(self.request, "uploads"),
        }
        status = 400 if form.is_bound else 200
        return render(self.request, "schools/act_source.html", context, status=status)
