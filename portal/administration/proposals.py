"""«Предложенные значения»: later values of settings and the second administrator's decision."""

from typing import Any

import django_tables2 as tables
from django.db import models
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import settings_book
from core.web.actions import TransitionView
from core.web.listing import ListPage, Tab
from core.web.tables import DateColumn, StateColumn, Table
from portal.administration.setting_changes import (
    confirm_setting,
    proposals_waiting_for,
    reject_setting,
    withdraw_setting,
)
from portal.administration.value_words import value_words
from portal.models import ProposalStatus, SettingProposal


class ProposalTable(Table):
    """One row a proposal."""

    key = tables.Column(verbose_name=gettext_lazy("Настройка"))
    value = tables.Column(verbose_name=gettext_lazy("Новое значение"), orderable=False)
    since = DateColumn(verbose_name=gettext_lazy("Действует с"))
    source = tables.Column(verbose_name=gettext_lazy("Источник"))
    proposed_by = tables.Column(
        verbose_name=gettext_lazy("Предложил"), order_by="proposed_by__user__surname"
    )
    proposed_at = DateColumn(verbose_name=gettext_lazy("Когда"))
    status = StateColumn()

    class Meta(Table.Meta):
        model = SettingProposal
        fields = ("key", "value", "since", "source", "proposed_by", "proposed_at", "status")

    def render_key(self, value: str) -> str:
        """The sentence opens the setting, where the decision is made; the code stands below."""
        url = reverse("admin:setting", args=[value])
        title = _(settings_book.row(value).title)
        return format_html(
            '<a class="record-link" href="{}">{}</a><small>{}</small>', url, title, value
        )

    def value_key(self, value: str) -> str:
        """The code."""
        return value

    def render_value(self, value: Any) -> str:
        """As people type it."""
        return value_words(value)

    def value_value(self, value: Any) -> str:
        """The same."""
        return value_words(value)

    def render_proposed_by(self, record: SettingProposal) -> str:
        """The person."""
        return str(record.proposed_by.user)


class ProposalsPage(ListPage):
    """Every proposal; first those that wait for the reader."""

    title = gettext_lazy("Предложенные значения")
    intro = gettext_lazy(
        "Новое значение предлагает один администратор, а в силу его вводит другой: своё "
        "предложение подтвердить нельзя."
    )
    table_class = ProposalTable
    export_name = "proposals"
    empty_title = gettext_lazy("Решать нечего")
    tabs = (
        Tab(
            "mine",
            gettext_lazy("Ждут вас"),
            lambda rows, actor: rows.filter(pk__in=proposals_waiting_for(actor).values("pk")),
        ),
        Tab(
            "open",
            gettext_lazy("Ждут решения"),
            lambda rows, actor: rows.filter(status=ProposalStatus.PROPOSED),
        ),
        Tab("all", gettext_lazy("Все")),
    )

    def get_queryset(self) -> models.QuerySet[SettingProposal]:
        """All of them; the cabinet is the administrator's."""
        return SettingProposal.objects.select_related("proposed_by__user")


class ProposalAction(TransitionView):
    """Confirm, reject, withdraw: one POST, one move."""

    def get_queryset(self) -> models.QuerySet[SettingProposal]:
        """All of them; who may decide which says the service."""
        return SettingProposal.objects.select_related("proposed_by")

    def get_record_url(self, record: SettingProposal) -> str:
        """The page of the setting."""
        return reverse("admin:setting", args=[record.key])

    def perform(self, record: SettingProposal, name: str, *, reason: str) -> Any:
        """Through the services: they know whose eyes are needed."""
        actor = self.request.actor
        if name == "confirm":
            confirm_setting(proposal=record, actor=actor)
        elif name == "reject":
            reject_setting(proposal=record, reason=reason, actor=actor)
        else:
            withdraw_setting(proposal=record, actor=actor)
        return SettingProposal.objects.get(pk=record.pk)
