"""Template filters and tags: money, months, masked numbers, state tags, language links."""

import datetime as dt
from typing import Any

from django import template
from django.conf import settings
from django.db import models
from django.utils import formats, timezone
from django.utils.dates import MONTHS
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from core.identifiers import Iin
from core.money import format_tenge, half_up
from core.periods import ALMATY
from core.web import addresses, codes, states

register = template.Library()
_SHORT_TAG = 22


@register.filter
def money(tiyn: int | str | None) -> str:
    """Tiyn as «1 234,50»; nothing known shows as a dash, never as zero."""
    return "—" if tiyn is None or tiyn == "" else format_tenge(int(tiyn))


@register.filter
def millions(tiyn: int | None) -> str:
    """Tiyn as millions of tenge with one decimal, half up: «1 234,5»."""
    return format_tenge(half_up(int(tiyn or 0), 10_000_000) * 10)[:-1]


@register.filter
def month(value: Any) -> str:
    """«октябрь 2025» from a date or a ``core.periods.Month``; English keeps the capital."""
    if not value:
        return "—"
    name = str(MONTHS[value.month])
    return f"{name if get_language() == 'en' else name.lower()} {value.year}"


@register.filter
def masked_iin(value: str | None) -> str:
    """«•••• 4417»: the only form of an IIN fit for pages."""
    return Iin(value).masked if value else ""


@register.filter
def with_unit(heading: Any) -> str:
    """A heading whose unit never stands alone on the next line: «Сумма, ₸»."""
    return str(heading).replace(", ₸", ",\N{NO-BREAK SPACE}₸")


@register.filter
def short_date(value: Any) -> str:
    """«14.11.2025», with the time for a moment (Kazakhstan time)."""
    if not value:
        return "—"
    if isinstance(value, dt.datetime):
        local = value.astimezone(ALMATY) if timezone.is_aware(value) else value
        return local.strftime("%d.%m.%Y %H:%M")
    return value.strftime("%d.%m.%Y")


@register.filter
def term(value: dt.date | None) -> str:
    """A deadline in working days: «До 14.11.2025: осталось 2 рабочих дня»."""
    from core.web.deadlines import term_words  # it needs the filters of this module

    return term_words(value)


@register.filter
def whole(value: int | str | None) -> str:
    """A count with grouped digits: «331 852»."""
    if value is None or value == "":
        return "—"
    return formats.number_format(int(value), use_l10n=True, force_grouping=True)


@register.simple_tag
def state_tag(instance: models.Model, actor: Any = None) -> SafeString:
    """The record's state as a tag, in the words of the one who looks at it."""
    label, tone = states.state_words(instance, actor)
    return tag(label, tone)


@register.simple_tag
def tag(label: Any, tone: str = "plain") -> SafeString:
    """A word on a soft ground; a whole sentence may take two lines in a table."""
    length = " tag-long" if len(str(label)) > _SHORT_TAG else ""
    return format_html('<span class="tag tag-{}{}">{}</span>', tone, length, label)


@register.simple_tag(takes_context=True)
def with_query(context: template.Context, **changes: Any) -> str:
    """The current query with some keys replaced; None removes a key. Keeps the rest."""
    query = context["request"].GET.copy()
    for key, value in changes.items():
        if value is None or value == "":
            query.pop(key, None)
        else:
            query[key] = str(value)
    return f"?{query.urlencode()}" if query else "?"


@register.simple_tag(takes_context=True)
def languages(context: template.Context) -> list[dict[str, Any]]:
    """The same page in each language, path and query kept."""
    request = context.get("request")
    path = request.get_full_path() if request else "/"
    current = context.get("LANGUAGE_CODE") or settings.LANGUAGE_CODE
    return [
        {
            "code": code,
            "short": code.upper(),
            "name": name,
            "url": addresses.in_language(path, code),
            "current": code == current,
        }
        for code, name in settings.LANGUAGES
    ]


@register.simple_tag
def qr(text: str, title: str = "") -> SafeString:
    """A QR code as inline SVG, coloured by classes only."""
    return codes.qr_svg(text, title)


@register.filter
def percent_of(part: int | None, total: int | None) -> int:
    """Whole percent of ``part`` in ``total``, 0–100; nothing of nothing is 0."""
    if not total:
        return 0
    return max(0, min(100, int(part or 0) * 100 // int(total)))
