"""Поручения на представительство: the same three pages in every cabinet that has heads."""

import datetime as dt
from typing import Any

import django_tables2 as tables
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.forms import GrantDelegationForm
from accounts.models import Delegation
from accounts.models.delegation import HEAD_ROLES
from accounts.services.delegation import DelegationRefused, grant_delegation, revoke_delegation
from accounts.services.people import find_or_create_person
from core import clock
from core.web.actions import impossible
from core.web.forms import ReasonForm
from core.web.listing import ListPage, Tab
from core.web.tables import DateColumn, StateColumn, Table
from core.workflow import TransitionForbidden, TransitionImpossible

_YEAR = dt.timedelta(days=365)


class DelegationTable(Table):
    """Who may act, in what role, until when."""

    number = tables.Column(verbose_name=gettext_lazy("Номер"), attrs={"td": {"class": "keep"}})
    delegate = tables.Column(verbose_name=gettext_lazy("Сотрудник"), order_by="delegate__surname")
    role = tables.Column(verbose_name=gettext_lazy("Роль"))
    may_sign = tables.BooleanColumn(verbose_name=gettext_lazy("Право подписи"))
    valid_from = DateColumn(verbose_name=gettext_lazy("Действует с"))
    valid_to = DateColumn(verbose_name=gettext_lazy("Действует по"))
    status = StateColumn()
    actions = tables.Column(
        verbose_name=gettext_lazy("Действия"),
        empty_values=(),
        orderable=False,
        exclude_from_export=True,
    )

    class Meta(Table.Meta):
        model = Delegation
        fields = ("number", "delegate", "role", "may_sign", "valid_from", "valid_to", "status")
        sequence = (*fields, "actions")

    def render_delegate(self, value: Any) -> str:
        """Name and the last digits of the IIN."""
        return format_html("{}<small>{}</small>", value, value.masked_iin)

    def value_delegate(self, value: Any) -> str:
        """The name alone."""
        return str(value)

    def render_may_sign(self, value: bool) -> str:
        """A word, not a tick."""
        return _("Да") if value else _("Нет")

    def value_may_sign(self, value: bool) -> str:
        """The same word."""
        return self.render_may_sign(value)

    def render_actions(self, record: Delegation) -> str:
        """«Отозвать» where the actor may."""
        if record.status != "active" or self.actor is None or self.actor.role not in HEAD_ROLES:
            return ""
        url = reverse(
            f"{self.request.resolver_match.namespace}:delegation-revoke", args=[record.pk]
        )
        return format_html('<a href="{}">{}</a>', url, _("Отозвать"))


class DelegationsPage(ListPage):
    """The organisation's поручения."""

    title = gettext_lazy("Поручения на представительство")
    table_class = DelegationTable
    export_name = "delegations"
    tools_template = "account/_grant_button.html"
    empty_title = gettext_lazy("Поручений пока нет")
    empty_text = gettext_lazy(
        "Поручение даёт сотруднику ограниченное право действовать за организацию своим ключом:"
        " чужой ключ передавать не нужно."
    )
    tabs = (
        Tab("active", gettext_lazy("Действуют"), lambda rows, actor: rows.filter(status="active")),
        Tab("all", gettext_lazy("Все")),
    )

    @cached_property
    def table(self) -> Table:
        """Without a column of moves for those who have none."""
        table = super().table
        if self.actor.role not in HEAD_ROLES:
            table.columns.hide("actions")
        return table

    def get_queryset(self) -> models.QuerySet:
        """Those of the actor's organisation."""
        return Delegation.objects.visible_to(self.request.actor).select_related(
            "delegate", "organisation"
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Only a head sees the button."""
        namespace = self.request.resolver_match.namespace
        grant_url = reverse(f"{namespace}:delegation-new") if self.actor.role in HEAD_ROLES else ""
        return super().get_context_data(grant_url=grant_url, **kwargs)


class GrantDelegationPage(View):
    """A head gives an employee a right."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form, for a year from today."""
        today = clock.today()
        initial = {"valid_from": today, "valid_to": today + _YEAR}
        return self._page(GrantDelegationForm(initial=initial, head_role=self._head_role()))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Grant it, or say what is wrong."""
        form = GrantDelegationForm(request.POST, head_role=self._head_role())
        if not form.is_valid():
            return self._page(form)
        data = form.cleaned_data
        try:
            delegation = grant_delegation(
                actor=request.actor,
                delegate=find_or_create_person(
                    iin=data["iin"], surname=data["surname"], given_name=data["given_name"]
                ),
                role=data["role"],
                may_sign=data["may_sign"],
                valid_from=data["valid_from"],
                valid_to=data["valid_to"],
            )
        except DelegationRefused as refusal:
            form.add_error(None, str(refusal.message))
            return self._page(form)
        messages.success(request, _("Поручение %(number)s выдано.") % {"number": delegation.number})
        return redirect(self._list_url())

    def _head_role(self) -> str:
        role = self.request.actor.role
        if role not in HEAD_ROLES:
            raise PermissionDenied
        return role

    def _list_url(self) -> str:
        return reverse(f"{self.request.resolver_match.namespace}:delegations")

    def _page(self, form: GrantDelegationForm) -> HttpResponse:
        context = {"form": form, "title": _("Выдать поручение"), "back_url": self._list_url()}
        status = 400 if form.is_bound else 200
        return render(self.request, "account/grant_delegation.html", context, status=status)


class RevokeDelegationPage(View):
    """A head ends an employee's right at once."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for the reason."""
        return self._page(self._delegation(pk), ReasonForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Revoke it."""
        delegation, form = self._delegation(pk), ReasonForm(request.POST)
        if not form.is_valid():
            return self._page(delegation, form)
        try:
            revoke_delegation(
                delegation=delegation, actor=request.actor, reason=form.cleaned_data["reason"]
            )
        except TransitionForbidden as error:
            raise PermissionDenied from error
        except TransitionImpossible as refusal:
            return impossible(request, refusal, back_url=self._list_url())
        messages.success(
            request, _("Поручение %(number)s отозвано.") % {"number": delegation.number}
        )
        return redirect(self._list_url())

    def _delegation(self, pk: int) -> Delegation:
        return get_object_or_404(Delegation.objects.visible_to(self.request.actor), pk=pk)

    def _list_url(self) -> str:
        return reverse(f"{self.request.resolver_match.namespace}:delegations")

    def _page(self, delegation: Delegation, form: ReasonForm) -> HttpResponse:
        if self.request.actor.role not in HEAD_ROLES:
            raise PermissionDenied
        context = {
            "base_template": "cabinets/base.html",
            "record": delegation,
            "form": form,
            "title": _("Отозвать поручение %(number)s") % {"number": delegation.number},
            "action": {"name": "revoke", "label": _("Отозвать поручение"), "tone": "stop"},
            "back_url": self._list_url(),
        }
        status = 400 if form.is_bound else 200
        return render(self.request, "cabinets/confirm.html", context, status=status)
