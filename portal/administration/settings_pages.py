"""«Настройки с датами»: what is in force, what was, what will be, on what ground."""

import json
from typing import Any

import django_filters
import django_tables2 as tables
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from core import clock
from core.models import DatedSetting, SourceStatus
from core.web.filters import SearchFilter
from core.web.listing import ListPage, Tab
from core.web.tables import DateColumn, Table
from core.web.templatetags.ortabilim import tag
from core.workflow import TransitionImpossible
from portal.administration.setting_changes import propose_setting
from portal.administration.setting_history import hands_by_day, proposals_of
from portal.administration.value_words import value_words
from portal.models import ProposalStatus

_TONES = {SourceStatus.CONFIRMED: "ok", SourceStatus.ASSUMPTION: "warn"}
_PROPOSAL_TONES = {
    ProposalStatus.PROPOSED: "warn",
    ProposalStatus.CONFIRMED: "ok",
    ProposalStatus.REJECTED: "stop",
    ProposalStatus.WITHDRAWN: "plain",
}


class SettingTable(Table):
    """One row a value with its day."""

    title = tables.Column(verbose_name=gettext_lazy("Настройка"))
    value = tables.Column(verbose_name=gettext_lazy("Значение"), orderable=False)
    since = DateColumn(verbose_name=gettext_lazy("Действует с"))
    source = tables.Column(verbose_name=gettext_lazy("Источник"))
    status = tables.Column(verbose_name=gettext_lazy("Отметка"))

    class Meta(Table.Meta):
        model = DatedSetting
        fields = ("title", "value", "since", "source", "status")

    def render_title(self, value: str, record: DatedSetting) -> str:
        """The sentence opens the history; the code stands below."""
        url = reverse("admin:setting", args=[record.key])
        return format_html(
            '<a class="record-link" href="{}">{}</a><small>{}</small>', url, _(value), record.key
        )

    def value_title(self, record: DatedSetting) -> str:
        """The code: it is what a change refers to."""
        return record.key

    def render_source(self, value: str) -> str:
        """The source in the reader's language, where it is translated."""
        return _(value)

    def render_value(self, value: Any) -> str:
        """As people type it."""
        return value_words(value)

    def value_value(self, value: Any) -> str:
        """The same."""
        return value_words(value)

    def render_status(self, record: DatedSetting) -> str:
        """The mark as a tag."""
        return tag(record.get_status_display(), _TONES[SourceStatus(record.status)])

    def value_status(self, record: DatedSetting) -> str:
        """The word."""
        return record.get_status_display()


class SettingFilters(django_filters.FilterSet):
    """By words and by mark."""

    q = SearchFilter(label=gettext_lazy("Поиск"), fields=("key", "title", "source"))
    status = django_filters.ChoiceFilter(
        label=gettext_lazy("Отметка"), choices=SourceStatus.choices
    )

    class Meta:
        model = DatedSetting
        fields: tuple[str, ...] = ()


def _in_force(rows: models.QuerySet, _actor: Any) -> models.QuerySet:
    newest = (
        DatedSetting.objects.filter(key=models.OuterRef("key"), since__lte=clock.today())
        .order_by("-since")
        .values("pk")[:1]
    )
    return rows.filter(pk=models.Subquery(newest))


class SettingsPage(ListPage):
    """The book."""

    title = gettext_lazy("Настройки с датами")
    intro = gettext_lazy(
        "Параметры правил: у каждого значения есть день, источник и отметка. Прошлое не меняется."
    )
    table_class = SettingTable
    filterset_class = SettingFilters
    export_name = "settings"
    tabs = (
        Tab("now", gettext_lazy("Действуют сегодня"), _in_force),
        Tab(
            "later",
            gettext_lazy("Вступят позже"),
            lambda rows, actor: rows.filter(since__gt=clock.today()),
        ),
        Tab("all", gettext_lazy("Все значения")),
    )

    def get_queryset(self) -> models.QuerySet[DatedSetting]:
        """All of them; the cabinet is the administrator's."""
        return DatedSetting.objects.all()


class SettingForm(forms.Form):
    """A later value."""

    value = forms.CharField(
        label=gettext_lazy("Новое значение"),
        max_length=2000,
        help_text=gettext_lazy("Того же вида, что действующее: число, слово, true или false."),
    )
    since = forms.DateField(
        label=gettext_lazy("Действует с"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    source = forms.CharField(
        label=gettext_lazy("Источник"),
        max_length=300,
        help_text=gettext_lazy("Акт, пункт, редакция — или почему это предположение."),
    )
    status = forms.ChoiceField(label=gettext_lazy("Отметка"), choices=SourceStatus.choices)

    def __init__(self, *args: Any, present: Any, **kwargs: Any) -> None:
        self.present = present
        super().__init__(*args, **kwargs)

    def clean_value(self) -> Any:
        """Words stay words; everything else is read as JSON."""
        text = self.cleaned_data["value"].strip()
        if isinstance(self.present, str):
            return text
        try:
            return json.loads(text)
        except ValueError as error:
            raise ValidationError(
                _("Не читается. Напишите так же, как действующее значение.")
            ) from error


class SettingPage(View):
    """One setting: its values by day, who wrote them, and the form of a later one."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """The history and an empty form."""
        rows = self._rows(key)
        return self._page(rows, SettingForm(present=rows[0].value))

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Propose the value, or say why not."""
        rows = self._rows(key)
        form = SettingForm(request.POST, present=rows[0].value)
        if form.is_valid():
            try:
                proposed = propose_setting(key=key, actor=request.actor, **form.cleaned_data)
            except TransitionImpossible as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(
                    request,
                    _("Предложено с %(day)s: в силу введёт второй администратор.")
                    % {"day": f"{proposed.since:%d.%m.%Y}"},
                )
                return redirect("admin:setting", key)
        return self._page(rows, form)

    def _rows(self, key: str) -> list[DatedSetting]:
        rows = list(DatedSetting.objects.filter(key=key).order_by("-since"))
        if not rows:
            raise Http404
        return rows

    def _page(self, rows: list[DatedSetting], form: SettingForm) -> HttpResponse:
        today = clock.today()
        proposals = proposals_of(rows[0].key, actor=self.request.actor)
        behind = hands_by_day(proposals)
        current = next((row for row in rows if row.since <= today), None)
        context = {
            "title": _(rows[0].title),
            "key": rows[0].key,
            "form": form,
            "values": [
                {
                    "row": row,
                    "words": value_words(row.value),
                    "tone": _TONES[SourceStatus(row.status)],
                    "is_current": row is current,
                    "is_later": row.since > today,
                    "behind": behind.get(row.since),
                }
                for row in rows
            ],
            "proposals": [
                {
                    "shown": one,
                    "words": value_words(one.proposal.value),
                    "tone": _PROPOSAL_TONES[ProposalStatus(one.proposal.status)],
                }
                for one in proposals
            ],
            "back_url": reverse("admin:settings"),
        }
        status = 400 if form.is_bound else 200
        return render(self.request, "portal/administration/setting.html", context, status=status)
