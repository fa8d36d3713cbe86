"""«Люди и роли»: who may act for whom, and the end of it."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.models import Membership
from accounts.roles import Role
from core import clock
from core.models import Region
from core.web.actions import impossible
from core.web.filters import SearchFilter
from core.web.forms import ReasonForm
from core.web.listing import ListPage, Tab
from core.web.tables import DateColumn, Table
from core.web.templatetags.ortabilim import tag
from core.workflow import TransitionImpossible
from portal.administration.services import end_membership


class MembershipTable(Table):
    """A person, an organisation, a role, a term."""

    user = tables.Column(verbose_name=gettext_lazy("Человек"), order_by="user__surname")
    organisation = tables.Column(
        verbose_name=gettext_lazy("Организация"), order_by="organisation__sort_key"
    )
    role = tables.Column(verbose_name=gettext_lazy("Роль"))
    may_sign = tables.Column(verbose_name=gettext_lazy("Право подписи"))
    valid_to = DateColumn(verbose_name=gettext_lazy("Действует по"), default="—")
    ended_on = DateColumn(verbose_name=gettext_lazy("Прекращена"), default="")
    actions = tables.Column(
        verbose_name=gettext_lazy("Действия"),
        empty_values=(),
        orderable=False,
        exclude_from_export=True,
    )

    class Meta(Table.Meta):
        model = Membership
        fields = ("user", "organisation", "role", "may_sign", "valid_to", "ended_on")
        sequence = (*fields, "actions")

    def render_user(self, value: Any) -> str:
        """Name and the last digits of the IIN."""
        return format_html("<b>{}</b><small>{}</small>", value, value.masked_iin)

    def value_user(self, value: Any) -> str:
        """The name alone."""
        return str(value)

    def render_role(self, record: Membership) -> str:
        """The role, and the поручение that gives it."""
        ground = record.delegation.number if record.delegation else ""
        return format_html("{}<small>{}</small>", record.get_role_display(), ground)

    def value_role(self, record: Membership) -> str:
        """The role alone."""
        return record.get_role_display()

    def render_may_sign(self, value: bool) -> str:
        """A word."""
        return tag(_("Да"), "info") if value else _("Нет")

    def value_may_sign(self, value: bool) -> str:
        """The same word."""
        return _("Да") if value else _("Нет")

    def render_actions(self, record: Membership) -> str:
        """«Прекратить» while it is in force; never one's own."""
        if record.ended_on or record.pk == self.actor.membership_id:
            return ""
        url = reverse("admin:membership-end", args=[record.pk])
        return format_html(
            '<a href="{}">{}<span class="visually-hidden">: {}</span></a>',
            url,
            _("Прекратить"),
            record,
        )


class MembershipFilters(django_filters.FilterSet):
    """By name, organisation, role, region."""

    q = SearchFilter(
        label=gettext_lazy("Фамилия, организация, БИН"),
        fields=("user__surname", "organisation__search_key"),
    )
    role = django_filters.ChoiceFilter(label=gettext_lazy("Роль"), choices=Role.choices)
    region = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Регион"),
        field_name="organisation__region",
        queryset=Region.objects.all(),
    )

    class Meta:
        model = Membership
        fields: tuple[str, ...] = ()


class PeoplePage(ListPage):
    """Every membership of the portal."""

    title = gettext_lazy("Люди и роли")
    table_class = MembershipTable
    filterset_class = MembershipFilters
    export_name = "people"
    tabs = (
        Tab(
            "now",
            gettext_lazy("Действуют"),
            lambda rows, actor: rows.in_force(clock.today()),
        ),
        Tab("ended", gettext_lazy("Прекращены"), lambda rows, actor: rows.exclude(ended_on=None)),
        Tab("all", gettext_lazy("Все")),
    )

    def get_queryset(self) -> models.QuerySet[Membership]:
        """All of them; the cabinet is the administrator's."""
        return Membership.objects.select_related("user", "organisation", "delegation")


_END_HINT = gettext_lazy("Останется в истории. Доступ закроется сразу.")


class EndMembershipPage(View):
    """Asks for the reason and ends a role."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The question."""
        return self._page(self._membership(pk), ReasonForm(hint=_END_HINT))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The end of it."""
        membership = self._membership(pk)
        form = ReasonForm(request.POST, hint=_END_HINT)
        if not form.is_valid():
            return self._page(membership, form)
        try:
            end_membership(
                membership=membership, reason=form.cleaned_data["reason"], actor=request.actor
            )
        except TransitionImpossible as refusal:
            return impossible(request, refusal, back_url=reverse("admin:people"))
        messages.success(request, _("Роль прекращена: доступ закрыт сразу."))
        return redirect("admin:people")

    def _membership(self, pk: int) -> Membership:
        rows = Membership.objects.select_related("user", "organisation")
        return get_object_or_404(rows, pk=pk)

    def _page(self, membership: Membership, form: ReasonForm) -> HttpResponse:
        context = {
            "title": _("Прекратить роль"),
            "action": {"name": "end", "label": _("Прекратить роль"), "tone": "stop"},
            "membership": membership,
            "form": form,
            "back_url": reverse("admin:people"),
        }
        status = 400 if form.is_bound else 200
        return render(
            self.request, "portal/administration/end_membership.html", context, status=status
        )
