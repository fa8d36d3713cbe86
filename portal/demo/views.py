"""Machines' addresses under /demo/; they exist only with ``DEMO=1``."""

import json
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.middleware import SESSION_KEY
from accounts.models import Membership, User
from budget.models import Intake
from core import clock
from core.periods import Month
from portal.demo import outside
from portal.demo.cast import CAST, bin_of, full_name, organisation_name, region_of


@require_GET
def identities(request: HttpRequest) -> JsonResponse:
    """The cast, as contracts promise it."""
    return JsonResponse(
        [
            {
                "slug": one.slug,
                "name": full_name(one),
                "organisation": organisation_name(one.posts[0]),
                "role": one.posts[0].role.value,
                "region": _kato(region_of(one.posts[0])),
            }
            for one in CAST
        ],
        safe=False,
        json_dumps_params={"ensure_ascii": False},
    )


def _kato(code: str) -> str | None:
    return f"{code}0000000" if code else None


@csrf_exempt
@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Start a session as one of the cast, in the first of its posts."""
    identity = next((one for one in CAST if one.slug == request.POST.get("identity")), None)
    user = User.objects.filter(username=identity.slug).first() if identity else None
    if identity is None or user is None:
        return HttpResponseBadRequest("unknown identity")
    first = identity.posts[0]
    membership = (
        Membership.objects.in_force(clock.today())
        .filter(user=user, organisation__bin=bin_of(first), role=first.role)
        .first()
    )
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    if membership:
        request.session[SESSION_KEY] = membership.pk
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/account/choose/" if membership is None else _desk(membership)
    return redirect(target)


def _desk(membership: Membership) -> str:
    from accounts.views.sign_in import desk_of

    return desk_of(membership)


@require_GET
def state(request: HttpRequest) -> JsonResponse:
    """The demo's day, the month that LMS systems report now, intakes by region."""
    today = clock.today()
    month = Month.of(today).previous()
    intakes = {intake.region_id: intake.status for intake in Intake.objects.order_by("pk")}
    return JsonResponse(
        {
            "today": today.isoformat(),
            "open_period": {"year": month.year, "month": month.month},
            "regions": [
                {"kato": _kato(code), "intake": status} for code, status in sorted(intakes.items())
            ],
        }
    )


@csrf_exempt
@require_http_methods(["GET", "POST"])
def faults(request: HttpRequest) -> HttpResponse:
    """Show or switch the faults of the registry emulator."""
    body: dict[str, Any] | None = None
    if request.method == "POST":
        try:
            body = json.loads(request.body)
        except ValueError:
            return HttpResponseBadRequest("not JSON")
        if not isinstance(body, dict):
            return HttpResponseBadRequest("not an object")
    status, answer = outside.emulator_faults(settings.REGISTRY_EMULATOR_URL, body)
    return JsonResponse(answer, status=status)
