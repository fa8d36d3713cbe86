"""«Песочница» in the vendor's cabinet: a token at once, what can be tried, what was, reset."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View

from accounts.models import Organisation
from core import clock
from core.web.addresses import cabinet_reverse
from core.web.templatetags.ortabilim import money
from lms_api.models import SANDBOX_PREFIX, new_secret
from lms_api.push_words import MOST_ROWS, counted, parts_of, shown
from lms_api.sandbox.fixtures import BORN, PRICES_TIYN, PUPILS, SCHOOLS
from lms_api.sandbox.pushes import answer_later
from lms_api.sandbox.records import Sandbox, SandboxPush
from lms_api.sandbox.reset import reset_sandbox
from lms_api.tokens import issue_token
from schools.models import StudyType, SubmissionKind
from schools.statuses import SubmissionStatus

TOKEN_LIFE = dt.timedelta(days=30)
_SHOWN_PUSHES = 10


class SandboxPage(View):
    """What is there to try, and the last pushes."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        return render(request, "lms_api/sandbox.html", self._context())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Give a token, or forget everything."""
        vendor = get_object_or_404(Organisation, pk=request.actor.organisation_id)
        if request.POST.get("action") == "token":
            expires = clock.now() + TOKEN_LIFE
            secret = new_secret(SANDBOX_PREFIX)
            issue_token(
                vendor=vendor,
                name=f"{SANDBOX_PREFIX}…{secret[-4:]}",
                expires_at=expires,
                secret=secret,
                is_sandbox=True,
            )
            context = {
                "secret": secret,
                "expires": expires,
                "school_id": next(iter(SCHOOLS)),
                "base": request.build_absolute_uri("/api/lms/v1"),
                "back_url": cabinet_reverse(request, "sandbox"),
            }
            answer = render(request, "lms_api/sandbox_token.html", context)
            answer["Cache-Control"] = "no-store"
            return answer
        if request.POST.get("action") == "reset":
            reset_sandbox(vendor=vendor)
            messages.success(request, _("Песочница пуста: ревизии снова начинаются с первой."))
        return redirect(cabinet_reverse(request, "sandbox"))

    def _context(self) -> dict[str, Any]:
        vendor_id = self.request.actor.organisation_id
        pushes = SandboxPush.objects.filter(sandbox=vendor_id)
        return {
            "sandbox": Sandbox.objects.filter(pk=vendor_id).first(),
            "pushes": [_told(one) for one in pushes[:_SHOWN_PUSHES]],
            "schools": SCHOOLS.values(),
            "pupils": PUPILS.values(),
            "born": BORN,
            "prices": [(StudyType(kind).label, money(sum_)) for kind, sum_ in PRICES_TIYN.items()],
        }


class SandboxPushPage(View):
    """One push: its errors and findings, as the page of a live one shows them."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page; another vendor's does not exist."""
        push = get_object_or_404(SandboxPush, pk=pk, sandbox=request.actor.organisation_id)
        said, asked = answer_later(push), request.GET.get("code", "")
        parts = parts_of(said, said["findings"])
        context = _told(push) | {
            "said": said,
            "money": said.get("money"),
            "codes": counted(parts),
            "asked": asked,
            "parts": [shown(part, asked) for part in parts],
            "most": MOST_ROWS,
            "back_url": cabinet_reverse(request, "sandbox"),
        }
        return render(request, "lms_api/sandbox_push.html", context)


def _told(push: SandboxPush) -> dict[str, Any]:
    return {
        "push": push,
        "school": SCHOOLS[push.school_id],
        "kind": SubmissionKind(push.kind).label,
        "state": SubmissionStatus(push.state).label,
        "tone": _TONES.get(push.state, "plain"),
    }


_TONES = {"applied": "ok", "quarantined": "warn", "rejected": "stop"}
