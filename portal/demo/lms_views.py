"""The demo's LMS: sends a month's contingent to our API over HTTP, as a vendor's system would."""

import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.roles import Role
from core import clock
from core.periods import Month
from core.web.guards import guarded
from portal.demo.people import school_id
from portal.demo.plans import SchoolPlan, seeded_plans
from portal.demo.seed.contingent import push_body
from portal.demo.seed.doors import vendor_slug
from schools.models import School

_TIMEOUT_SECONDS = 60
_CALL = "/api/lms/v1/contingent"


def _window(request: HttpRequest) -> HttpResponse:
    """Schools whose LMS the visitor plays; POST pushes one school's month."""
    vendor = vendor_slug(request.membership.organisation)  # type: ignore[attr-defined]
    months = [Month.of(clock.today()).previous().previous(), Month.of(clock.today()).previous()]
    plans = {school_id(plan.serial): plan for plan in seeded_plans(settings.DEMO_SCALE)}
    schools = School.objects.filter(
        lms_bindings__vendor=request.membership.organisation,  # type: ignore[attr-defined]
        lms_bindings__until__isnull=True,
        school_id__in=list(plans),
    ).order_by("sort_key")
    if request.method == "POST":
        chosen = schools.filter(school_id=request.POST.get("school_id", "")).first()
        month = next((one for one in months if str(one) == request.POST.get("month")), None)
        if chosen is None or month is None:
            messages.error(request, _("Выберите школу и месяц."))
        else:
            _tell(request, *_push(request, vendor, plans[chosen.school_id or ""], month))
        return redirect("demo:lms")
    return render(
        request, "portal/demo/lms.html", {"schools": schools, "months": months, "call": _CALL}
    )


def _push(
    request: HttpRequest, vendor: str, plan: SchoolPlan, month: Month
) -> tuple[int, dict[str, Any]]:
    body = push_body(school_id(plan.serial), month, plan, seeded_plans(settings.DEMO_SCALE))
    tokens = json.loads((Path(settings.KEYS_DIR) / "lms.json").read_text())
    token = next(one["token"] for one in tokens if one["vendor"] == vendor)
    call = urllib.request.Request(
        request.build_absolute_uri(_CALL),
        data=json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(call, timeout=_TIMEOUT_SECONDS) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as refusal:
        return refusal.code, json.loads(refusal.read() or b"{}")
    except OSError:
        return 503, {}


def _tell(request: HttpRequest, status: int, answer: dict[str, Any]) -> None:
    if status == 200:
        messages.success(
            request,
            _("Принято строк: %(accepted)s, отклонено: %(rejected)s, ревизия %(revision)s.")
            % {name: answer.get(name) for name in ("accepted", "rejected", "revision")},
        )
    else:
        why = answer.get("detail") or answer.get("title") or answer.get("status") or ""
        messages.error(
            request, _("API ответил %(status)s: %(why)s") % {"status": status, "why": why}
        )


window = guarded(require_http_methods(["GET", "POST"])(_window), roles=[Role.VENDOR_ENGINEER])
