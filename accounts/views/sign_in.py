"""Sign-in, choice of the organisation to act for, sign-out, the person's own page."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from accounts.forms import KeyboardForm, SignInForm
from accounts.middleware import SESSION_KEY
from accounts.models import Membership, User
from core import clock
from core.web.addresses import reverse_or_none


def memberships_of(user: User) -> Any:
    """What the person may choose from today, with what the cards show."""
    return user.memberships.in_force(clock.today()).select_related(
        "organisation", "region", "delegation", "user"
    )


def desk_of(membership: Membership) -> str:
    """The first page of the membership's cabinet; the home page while the cabinet has none."""
    return reverse_or_none(f"{membership.cabinet}:desk") or reverse("portal:home")


def safe_next(request: HttpRequest) -> str:
    """The page the person wanted, when it is a page of this site; otherwise empty."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    fits = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if fits else ""


@method_decorator(never_cache, name="dispatch")
class SignInPage(LoginView):
    """Password form for administrators; in the demo also the cast as buttons."""

    template_name = "account/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = False

    def get_success_url(self) -> str:
        """Always by way of the choice: it lets those with one membership straight through."""
        wanted = safe_next(self.request)
        choose = reverse("account:choose")
        return f"{choose}?next={wanted}" if wanted else choose

    def form_invalid(self, form: Any) -> HttpResponse:
        """The page again, and a status that says the password did not fit."""
        answer = super().form_invalid(form)
        answer.status_code = 400
        return answer


class ChoosePage(LoginRequiredMixin, TemplateView):
    """Which organisation the person acts for now."""

    template_name = "account/choose.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the cards; a person with one membership is let through."""
        memberships = list(memberships_of(request.user))
        if len(memberships) == 1 and getattr(request, "membership", None) is None:
            return self._enter(memberships[0])
        return self.render_to_response(
            {"memberships": memberships, "next": safe_next(request), "title": ""}
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Enter the cabinet of the chosen membership; somebody else's is 404."""
        chosen = request.POST.get("membership", "")
        pk = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 19 else 0
        return self._enter(get_object_or_404(memberships_of(request.user), pk=pk))

    def _enter(self, membership: Membership) -> HttpResponseBase:
        self.request.session[SESSION_KEY] = membership.pk
        self.request.session.pop("list_queries", None)
        return redirect(safe_next(self.request) or desk_of(membership))


class SignOut(View):
    """Ends the session; POST only, so that no link can do it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Sign out and go home."""
        logout(request)
        return redirect("portal:home")


class ProfilePage(LoginRequiredMixin, TemplateView):
    """Who the portal thinks you are, and for whom you may act."""

    template_name = "account/profile.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The person and the memberships in force."""
        return super().get_context_data(
            memberships=list(memberships_of(self.request.user)),
            keyboard_form=KeyboardForm(initial={"keyboard": self.request.user.keyboard}),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Keep what the person has switched."""
        form = KeyboardForm(request.POST)
        if form.is_valid():
            request.user.keyboard = form.cleaned_data["keyboard"]
            request.user.save(update_fields=["keyboard"])
            messages.success(request, _("Сохранено."))
        return redirect("account:profile")
