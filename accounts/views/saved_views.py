"""POST: keep a filter of a list under a name, or let it go."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views import View

from accounts.forms import SavedViewForm
from accounts.models import SavedView
from accounts.saved_views import keep


class KeepView(LoginRequiredMixin, View):
    """Keeps the filter; the same name is written over."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep it and return to the list."""
        if request.membership is None:
            raise Http404
        form = SavedViewForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Назовите вид: до 60 знаков."))
            return redirect(_safe(request, request.POST.get("back", "")))
        keep(membership=request.membership, **form.cleaned_data)
        messages.success(request, _("Вид сохранён: он стоит среди вкладок списка."))
        return redirect(_safe(request, request.POST.get("back", "")))


class ShareView(LoginRequiredMixin, View):
    """Shows one's own kept filter to colleagues of the same organisation and role, or no more."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Share or take back, and return to the list."""
        view = get_object_or_404(SavedView, pk=pk, membership=request.membership)
        view.is_shared = request.POST.get("shared") == "1"
        view.save(update_fields=["is_shared"])
        messages.success(
            request,
            _("Вид видят коллеги с той же ролью: менять его можете только вы.")
            if view.is_shared
            else _("Вид снова видите только вы."),
        )
        return redirect(_safe(request, request.POST.get("back", "")))


class ForgetView(LoginRequiredMixin, View):
    """Removes one's own kept filter."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Forget it and return to the list."""
        own = SavedView.objects.filter(membership=request.membership)
        get_object_or_404(own, pk=pk).delete()
        messages.success(request, _("Вид удалён."))
        return redirect(_safe(request, request.POST.get("back", "")))


def _safe(request: HttpRequest, wanted: str) -> str:
    fits = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if wanted and fits else "/"
