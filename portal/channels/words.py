"""Words that leave the portal: what happened and where to look, never a person or a free text.

E-mail and SMS cross networks that we do not keep. Only numbers of documents, sums, months and
names of schools go out; what an officer typed (a reason, a comment) is read in the cabinet.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from core.web.addresses import in_language
from portal.models import NoticeGroup, Notification
from portal.notification_texts import text_of

_OPEN = frozenset({"number", "amount", "name", "name_kk", "month", "count", "until"})
_LONGEST_SMS = 300

_REFUSALS = (".returned", ".refused", ".declined", ".rejected", ".revoked")
_MONEY = (".allocated", ".approved", ".paid", ".activated", ".active")
_OTHER = ("comment.", "delegation.")


def group_of(kind: str) -> NoticeGroup:
    """Which choice of the person covers a kind; what is not told apart waits for a move."""
    if kind.startswith(_OTHER):
        return NoticeGroup.OTHER
    if kind.endswith(_REFUSALS):
        return NoticeGroup.REFUSAL
    return NoticeGroup.MONEY if kind.endswith(_MONEY) else NoticeGroup.MOVE


def outside_text(kind: str, params: Mapping[str, Any]) -> str:
    """The notification in the current language without anything that may hold personal data."""
    told = {key: value for key, value in params.items() if key in _OPEN}
    return text_of(kind, told | {"reason": _("причина в кабинете"), "who": _("другая сторона")})


def sms_text(notices: Sequence[Notification], *, language: str) -> str:
    """One SMS for all that gathered: the first in words, the others as a number."""
    with override(language):
        text = outside_text(notices[0].kind, notices[0].params)
        more = len(notices) - 1
        if more:
            text += ngettext("; и ещё %(n)s сообщение", "; и ещё %(n)s сообщений", more) % {
                "n": more
            }
        if len(text) > _LONGEST_SMS:
            text = text[: _LONGEST_SMS - 1] + "…"
        return f"Bilimge: {text}"


def email_text(notices: Sequence[Notification], *, language: str) -> tuple[str, str]:
    """Subject and body of one letter for all that gathered, each with its page."""
    base = settings.PUBLIC_URL.rstrip("/")
    with override(language):
        texts = [outside_text(one.kind, one.params) for one in notices]
        subject = (
            texts[0]
            if len(texts) == 1
            else ngettext("%(n)s новое сообщение", "%(n)s новых сообщений", len(texts))
            % {"n": len(texts)}
        )
        lines = [
            f"{text}\n{base}{in_language(one.path, language)}" if one.path else text
            for text, one in zip(texts, notices, strict=True)
        ]
        profile = base + in_language("/account/channels/", language)
        foot = _("Выбрать, о чём писать вам: %(url)s") % {"url": profile}
    return f"Bilimge: {subject}", "\n\n".join([*lines, "—\n" + foot]) + "\n"
