"""Hand in a paper for a pupil, and the next one, and the next."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from core import clock
from core.periods import Month
from core.web.addresses import cabinet_reverse
from core.workflow import TransitionForbidden, TransitionImpossible
from schools.models import Person, ProofKind, School, StudyProof
from schools.selectors.study_proofs import (
    SpecialPupil,
    Standing,
    months_delivered,
    special_pupils,
)
from schools.services.passport import UnfitFile
from schools.services.study_proofs import MOST_BYTES, kinds_that_prove, submit_proof

_KEPT = ("kind", "issuer")
_REQUIRED = {"required": gettext_lazy("Заполните поле.")}


def _day(label: Any, **options: Any) -> forms.DateField:
    wrong = gettext_lazy("Введите дату в виде дд.мм.гггг.")
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Введите дату."), "invalid": wrong},
        **options,
    )


class ProofForm(forms.Form):
    """What is written on the paper, and the paper itself."""

    pupil = forms.ChoiceField(
        label=gettext_lazy("Ученик"),
        error_messages={
            "required": gettext_lazy("Выберите ученика."),
            "invalid_choice": gettext_lazy("Выберите ученика из списка."),
        },
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Вид документа"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Выберите вид документа.")},
    )
    paper_number = forms.CharField(
        label=gettext_lazy("Номер документа"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages=_REQUIRED,
    )
    issuer = forms.CharField(
        label=gettext_lazy("Кем выдан"),
        max_length=200,
        help_text=gettext_lazy("Организация: например, ПМПК № 1 города Шымкента"),
        error_messages=_REQUIRED,
    )
    issued_on = _day(gettext_lazy("Дата выдачи"))
    valid_from = _day(
        gettext_lazy("Действует с"),
        required=False,
        help_text=gettext_lazy("Не раньше даты выдачи; пусто — с даты выдачи"),
    )
    valid_until = _day(
        gettext_lazy("Действует по"),
        required=False,
        help_text=gettext_lazy("Последний день; пусто — без срока"),
    )
    file = forms.FileField(
        label=gettext_lazy("Файл"),
        help_text=gettext_lazy(
            "PDF, JPEG или PNG, до 10 МБ. Файл хранится зашифрованным, каждое открытие записывается"
        ),
        error_messages={
            "required": gettext_lazy("Выберите файл."),
            "empty": gettext_lazy("Файл пуст."),
        },
    )

    def __init__(self, *args: Any, pupils: list[SpecialPupil], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pupil"].choices = [("", _("Выберите ученика")), *_choices(pupils)]  # type: ignore[attr-defined]
        self.fields["kind"].choices = _kinds(pupils)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Without a first day the paper begins on the day of its issue."""
        data = super().clean() or {}
        data["valid_from"] = data.get("valid_from") or data.get("issued_on")
        return data


class NewProofPage(View):
    """The form; after a paper it offers the next pupil who has none."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The empty form, with the pupil of the URL and what papers have in common."""
        initial = {name: request.GET.get(name, "") for name in ("pupil", *_KEPT)}
        initial["kind"] = self._kind(initial["pupil"], initial["kind"])
        return self._page(ProofForm(pupils=self.pupils, initial=initial))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep the paper, or say what is wrong."""
        form = ProofForm(request.POST, request.FILES, pupils=self.pupils)
        if not form.is_valid():
            return self._page(form)
        data = dict(form.cleaned_data)
        given = data.pop("file")
        person = get_object_or_404(Person, pk=int(data.pop("pupil")))
        try:
            proof = submit_proof(
                school=self.school,
                person=person,
                month=self.month or Month.of(clock.today()),
                content=given.read(MOST_BYTES + 1),
                actor=request.actor,  # type: ignore[attr-defined]
                **data,
            )
        except UnfitFile as unfit:
            form.add_error("file", str(unfit.message))
            return self._page(form)
        except TransitionForbidden as error:
            raise PermissionDenied from error
        except TransitionImpossible as refusal:
            form.add_error(None, str(refusal))
            return self._page(form)
        messages.success(request, _("Документ %(number)s добавлен.") % {"number": proof.number})
        return redirect(self._next_url(proof))

    @cached_property
    def school(self) -> School:
        """The school, or 404."""
        rows = School.objects.visible_to(self.request.actor).select_related("organisation")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @cached_property
    def month(self) -> Month | None:
        """The month whose pupils are offered: of the URL, or the newest."""
        months = months_delivered([self.school])
        try:
            wanted = Month.parse(self.request.GET.get("month", ""))
        except ValueError:
            wanted = None
        return wanted if wanted in months else months[0] if months else None

    @cached_property
    def pupils(self) -> list[SpecialPupil]:
        """Pupils of special types of the month, those without a paper first."""
        if self.month is None:
            return []
        found = special_pupils(schools=[self.school], month=self.month, today=clock.today())
        return sorted(found, key=lambda one: (one.standing.is_proven, one.row.grade))

    def _kind(self, pupil: str, kept: str) -> str:
        """The kind of the paper before, where it proves this type; else the first that does."""
        types = {str(one.row.person_id): one.row.study_type for one in self.pupils}
        if pupil not in types:
            return kept
        kinds = kinds_that_prove(types[pupil], on_date=clock.today())
        return kept if kept in kinds or not kinds else kinds[0]

    def _next_url(self, proof: StudyProof) -> str:
        """The list, or with «and the next» the first pupil still without a paper."""
        month = f"month={self.month}" if self.month else ""
        if "next" in self.request.POST:
            for one in self.pupils:
                if not one.standing.is_proven and one.row.person_id != proof.person_id:
                    kept = {"kind": proof.kind, "issuer": proof.issuer}
                    url = cabinet_reverse(self.request, "study-proof-new", self.school.pk)
                    return f"{url}?{month}&pupil={one.row.person_id}&{urlencode(kept)}"
        return f"{cabinet_reverse(self.request, 'study-proofs')}?{month}"

    def _page(self, form: ProofForm) -> HttpResponse:
        context = {
            "title": _("Добавить документ"),
            "subtitle": self.school.name,
            "form": form,
            "has_pupils": bool(self.pupils),
            "waiting": sum(not one.standing.is_proven for one in self.pupils),
            "back_url": cabinet_reverse(self.request, "study-proofs"),
        }
        status = 400 if form.is_bound else 200
        return render(self.request, "schools/study_proof_new.html", context, status=status)


def _choices(pupils: list[SpecialPupil]) -> list[tuple[Any, list[tuple[str, str]]]]:
    missing = [_choice(one) for one in pupils if not one.standing.is_proven]
    others = [_choice(one) for one in pupils if one.standing.is_proven]
    groups = ((_("Без документа"), missing), (_("С документом"), others))
    return [(label, choices) for label, choices in groups if choices]


def _choice(one: SpecialPupil) -> tuple[str, str]:
    row = one.row
    words = _("%(name)s %(masked)s, %(grade)d класс, %(type)s") % {
        "name": row.person.name,
        "masked": row.person.masked,
        "grade": row.grade,
        "type": row.get_study_type_display(),
    }
    if one.standing is Standing.REJECTED:
        words += _(" — прежний отклонён")
    return str(row.person_id), words.strip()


def _kinds(pupils: list[SpecialPupil]) -> list[tuple[str, Any]]:
    today: dt.date = clock.today()
    types = {one.row.study_type for one in pupils}
    useful = {kind for one in types for kind in kinds_that_prove(one, on_date=today)}
    return [(kind.value, kind.label) for kind in ProofKind if kind in useful]
