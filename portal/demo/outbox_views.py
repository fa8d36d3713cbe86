"""The demo's letter box and phone: what left the portal by e-mail and SMS, for people to see."""

from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from portal.demo import outside
from portal.models import Contact

_SHOWN, _FILES = 30, 500


@require_GET
@login_required
def sent(request: HttpRequest) -> HttpResponse:
    """The person's last letters (files of the mail folder) and last SMS (of the emulator)."""
    own = {contact.reveal() for contact in Contact.objects.filter(user=request.user)}
    texts = reversed(outside.sent_messages(settings.REGISTRY_EMULATOR_URL))
    return render(
        request,
        "portal/demo/outbox.html",
        {
            "letters": [one for one in _letters() if one["to"] in own][:_SHOWN],
            "texts": [one for one in texts if one["phone"] in own][:_SHOWN],
        },
    )


def _letters() -> list[dict[str, Any]]:
    folder = Path(getattr(settings, "EMAIL_FILE_PATH", "") or "/nonexistent")
    if not folder.is_dir():
        return []
    newest = sorted(folder.glob("*.log"), key=lambda one: one.stat().st_mtime, reverse=True)
    return [letter for one in newest[:_FILES] for letter in _read(one)]


def _read(file: Path) -> list[dict[str, Any]]:
    """One file of Django's backend holds letters between lines of dashes."""
    found = []
    for raw in file.read_bytes().split(b"-" * 79 + b"\n"):
        if not raw.strip():
            continue
        letter = message_from_bytes(raw, policy=policy.default)
        body = letter.get_body(("plain",))  # type: ignore[attr-defined]
        found.append(
            {
                "to": letter["To"],
                "subject": letter["Subject"],
                "body": body.get_content() if body else "",
            }
        )
    return found
