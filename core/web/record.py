"""The page of one record: what is expected from you, the eight steps, tabs, history.

A room writes::

    class ActPage(RecordPage):
        list_url_name = "acts"          # without a colon: in the same cabinet
        actions_url_name = "act-action"
        list_label = _("К актам")
        tabs = (RecordTab("changes", _("Отличия"), "acts/_changes.html"), …)

        def get_queryset(self):
            return Act.objects.visible_to(self.request.actor)

        def get_next_action(self) -> NextAction: …
        def get_steps(self): return money_steps(Step.ACT, notes={Step.PLAN: "20.10"})
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from core.web import lists
from core.web.addresses import cabinet_reverse
from core.web.history import HistoryEntry, history_entries
from core.web.neighbours import place_in_list
from core.workflow import Action, available_actions


class Step(IntEnum):
    """The eight steps of the money, in order."""

    PLAN = 1
    DIGITISATION = 2
    APPLICATION = 3
    DISTRIBUTION = 4
    CONTRACT = 5
    ACT = 6
    REGISTER = 7
    PAYMENT = 8


STEP_LABELS = {
    Step.PLAN: _("План"),
    Step.DIGITISATION: _("Оцифровка"),
    Step.APPLICATION: _("Заявка"),
    Step.DISTRIBUTION: _("Распределение"),
    Step.CONTRACT: _("Договор"),
    Step.ACT: _("Акт"),
    Step.REGISTER: _("Реестр"),
    Step.PAYMENT: _("Оплата"),
}


@dataclass(frozen=True)
class StepShown:
    """A step as drawn: ``state`` is done, now, stopped or todo."""

    label: Any
    state: str
    note: Any = ""


def money_steps(
    current: Step, *, notes: Mapping[Step, Any] | None = None, state: str = "now"
) -> list[StepShown]:
    """The eight steps around the current one; ``state`` of it: now, done or stopped.

    ``notes`` are dates or «у вас, 1-й день», already in words.
    """
    notes = notes or {}
    return [
        StepShown(
            label=label,
            state="done" if step < current else state if step == current else "todo",
            note=notes.get(step, ""),
        )
        for step, label in STEP_LABELS.items()
    ]


@dataclass(frozen=True)
class NextAction:
    """What is expected now: from whom, until when, what happens after.

    ``tone``: move (yours, gold), wait (the other side's), done, stop. ``url`` and ``caption``: the
    other page where it is done.
    """

    title: Any
    text: Any = ""
    deadline: Any = ""
    tone: str = "move"
    url: str | None = None
    caption: Any = ""


@dataclass(frozen=True)
class RecordTab:
    """A tab of a record: code in the URL (``?tab=``), caption, template part, count."""

    code: str
    label: Any
    template: str
    count: int | None = None


class RecordPage(TemplateView):
    """One record. A stranger's record is 404 because only ``get_queryset`` is looked at."""

    template_name = "cabinets/record.html"
    base_template = "cabinets/base.html"
    pk_url_kwarg = "pk"
    list_url_name: str | None = None
    list_label: Any = _("К списку")
    tabs: Sequence[RecordTab] = ()
    actions_url_name: str | None = None  #: a TransitionView with the same pk
    sign_url_name: str | None = None  #: the signing page, for actions that sign
    aside_template: str | None = None  #: a part beside the tab, e.g. signatures
    read_only = False  #: for an auditor: the facts without any button or «from you»

    request: HttpRequest

    def get_queryset(self) -> models.QuerySet[Any]:
        """All records the member may see: ``visible_to(self.request.actor)`` first."""
        raise NotImplementedError

    @cached_property
    def object(self) -> Any:
        """The record, or 404."""
        return get_object_or_404(self.get_queryset(), pk=self.kwargs[self.pk_url_kwarg])

    @property
    def actor(self) -> Any:
        """The member who looks."""
        return self.request.actor  # type: ignore[attr-defined]

    def get_title(self) -> Any:
        """The heading: «Акт № ША-2025-10-0117»."""
        return str(self.object)

    def get_subtitle(self) -> Any:
        """One line under the heading: parties, stream, month."""
        return ""

    def get_next_action(self) -> NextAction | None:
        """The inset on top; None shows nothing."""
        return None

    def get_steps(self) -> Sequence[StepShown]:
        """The steps of the money, from :func:`money_steps`."""
        return ()

    def get_tabs(self) -> Sequence[RecordTab]:
        """Tabs with content; the first opens."""
        return self.tabs

    def get_more_tabs(self) -> Sequence[RecordTab]:
        """Tabs that a mixin adds after the room's own, e.g. the correspondence."""
        return ()

    def get_actions(self) -> Sequence[Action]:
        """The buttons: what the transitions allow this member."""
        return available_actions(self.object, self.actor)

    def get_history(self) -> list[HistoryEntry]:
        """The record's moves in words, newest first."""
        return history_entries(self.object)

    def get_back_url(self) -> str | None:
        """The list the person came from, with its filter."""
        if self.list_url_name is None:
            return None
        return lists.address(self.request, url=cabinet_reverse(self.request, self.list_url_name))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ready values for ``cabinets/record.html``."""
        tabs = (*self.get_tabs(), *self.get_more_tabs())
        wanted = self.request.GET.get("tab")
        tab = next((one for one in tabs if one.code == wanted), tabs[0] if tabs else None)
        return super().get_context_data(
            base_template=self.base_template,
            object=self.object,
            title=self.get_title(),
            subtitle=self.get_subtitle(),
            next_action=None if self.read_only else self.get_next_action(),
            steps=self.get_steps(),
            actions=() if self.read_only else self.get_actions(),
            actions_url=self._url(self.actions_url_name),
            sign_url=self._url(self.sign_url_name),
            tab=tab,
            tabs=[
                {
                    "label": one.label,
                    "url": f"?tab={one.code}",
                    "count": one.count,
                    "current": one is tab,
                }
                for one in tabs
            ],
            history=self.get_history(),
            aside_template=self.aside_template,
            back_url=self.get_back_url(),
            **self._place(),
            back_label=self.list_label,
            **kwargs,
        )

    def _place(self) -> dict[str, Any]:
        """«3 из 12» and the neighbours in the list the person came from."""
        if self.list_url_name is None:
            return {}
        list_url = cabinet_reverse(self.request, self.list_url_name)
        place = place_in_list(self.request, list_url=list_url, pk=self.object.pk)
        if place is None or self.request.resolver_match is None:
            return {}
        name = self.request.resolver_match.view_name
        return {
            "place": place,
            "previous_url": reverse(name, args=[place.previous]) if place.previous else None,
            "next_url": reverse(name, args=[place.next]) if place.next else None,
        }

    def _url(self, name: str | None) -> str | None:
        if name is None or self.read_only:
            return None
        return cabinet_reverse(self.request, name, self.object.pk)
