"""How the person is told beside the bell: contacts, the table of choices, what went out."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from portal.channels import contacts
from portal.channels.contacts import ContactRefused
from portal.channels.forms import ADDRESS_FORMS, CodeForm
from portal.models import Channel, ChannelChoice, Contact, Delivery, NoticeGroup

_SHOWN = 20


@method_decorator(never_cache, name="dispatch")
class ChannelsPage(LoginRequiredMixin, TemplateView):
    """One page, four moves: an address, its code, forgetting it, the table."""

    template_name = "account/channels.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Both channels with their contact, the table, the last messages."""
        user = self.request.user
        own = {one.channel: one for one in Contact.objects.filter(user=user)}
        chosen = set(ChannelChoice.objects.filter(user=user).values_list("channel", "group"))
        given: dict[str, forms.Form] = kwargs.pop("given", {})
        channels = [self._channel(Channel(one), own.get(one), given) for one in Channel.values]
        table = [
            {
                "label": group.label,
                "cells": [
                    {
                        "value": f"{one['code']}:{group.value}",
                        "label": one["label"],
                        "is_on": (one["code"], group.value) in chosen,
                        "is_open": one["is_confirmed"],
                    }
                    for one in channels
                ],
            }
            for group in NoticeGroup
        ]
        sent = Delivery.objects.filter(contact__user=user).select_related("contact")
        return super().get_context_data(
            channels=channels,
            table=table,
            has_confirmed=any(one["is_confirmed"] for one in channels),
            deliveries=sent.prefetch_related("notifications")[:_SHOWN],
            **kwargs,
        )

    def _channel(
        self, channel: Channel, contact: Contact | None, given: dict[str, forms.Form]
    ) -> dict[str, Any]:
        prefix = channel.value
        address = given.get("address:" + prefix)
        if address is None:
            known = self.request.user.email if channel == Channel.EMAIL and not contact else ""
            initial = {"address": known} if known else None
            address = ADDRESS_FORMS[channel](prefix=prefix, initial=initial)
        return {
            "code": channel.value,
            "label": channel.label,
            "short": _("Почта") if channel == Channel.EMAIL else "SMS",
            "contact": contact,
            "is_confirmed": bool(contact and contact.confirmed_at),
            "address_form": address,
            "code_form": given.get("code:" + prefix) or CodeForm(prefix=f"{prefix}-code"),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Do one move; a form with errors comes back with what was typed."""
        move, _colon, name = request.POST.get("move", "").partition(":")
        channel = Channel(name) if name in Channel.values else None
        if move == "table":
            return self._table(request)
        if channel is None or move not in ("address", "code", "forget"):
            return self._back({}, status=400)
        if move == "forget":
            contacts.forget(user=request.user, channel=channel)
            messages.success(request, _("Адрес удалён: сюда больше ничего не придёт."))
            return redirect("portal:channels")
        form: forms.Form = (
            ADDRESS_FORMS[channel](request.POST, prefix=name)
            if move == "address"
            else CodeForm(request.POST, prefix=f"{name}-code")
        )
        if not form.is_valid():
            return self._back({f"{move}:{name}": form}, status=400)
        try:
            if move == "address":
                contacts.propose(
                    user=request.user, channel=channel, address=form.cleaned_data["address"]
                )
                messages.success(request, _("Код отправлен. Он действует десять минут."))
            else:
                contacts.confirm(user=request.user, channel=channel, code=form.cleaned_data["code"])
                messages.success(request, _("Готово: адрес подтверждён."))
        except ContactRefused as refused:
            form.add_error(None, str(refused))
            return self._back({f"{move}:{name}": form}, status=400)
        return redirect("portal:channels")

    def _table(self, request: HttpRequest) -> HttpResponseBase:
        wanted = {
            (channel, group)
            for channel, _colon, group in (
                one.partition(":") for one in request.POST.getlist("choice")
            )
            if channel in Channel.values and group in NoticeGroup.values
        }
        daily = set(request.POST.getlist("daily")) & set(Channel.values)
        contacts.choose(user=request.user, wanted=wanted, daily=daily)
        messages.success(request, _("Сохранено."))
        return redirect("portal:channels")

    def _back(self, given: dict[str, forms.Form], *, status: int) -> HttpResponseBase:
        return self.render_to_response(self.get_context_data(given=given), status=status)
