"""The feed behind the bell."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.views.generic import TemplateView

from core.web.addresses import in_language
from portal.models import Notification
from portal.notifications import mark_read

_A_PAGE = 50


class NotificationsPage(LoginRequiredMixin, TemplateView):
    """What the person was told; opening one marks it read."""

    template_name = "account/notifications.html"

    def _mine(self) -> Any:
        return Notification.objects.addressed_to(
            self.request.user, getattr(self.request, "membership", None)
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of the feed, newest first."""
        page = Paginator(self._mine(), _A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(page=page, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Mark all read, or with ``open`` one, and go to its page."""
        membership = getattr(request, "membership", None)
        wanted = request.POST.get("open", "")
        if not wanted:
            mark_read(user=request.user, membership=membership)
            return redirect(request.path)
        pk = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 19 else 0
        one = get_object_or_404(self._mine(), pk=pk)
        mark_read(user=request.user, membership=membership, pk=one.pk)
        return redirect(in_language(one.path, get_language() or "ru") if one.path else request.path)
