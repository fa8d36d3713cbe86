"""Differences with their sign: «+2», «−61 000,00»."""

from django import template

from core.money import format_tenge
from core.web.templatetags.ortabilim import whole

register = template.Library()


@register.simple_tag
def signed(number: int) -> str:
    """A count with its sign; nothing has none."""
    return f"{_sign(number)}{whole(abs(number))}"


@register.simple_tag
def signed_money(tiyn: int) -> str:
    """Tiyn as tenge with the sign; nothing has none."""
    return f"{_sign(tiyn)}{format_tenge(abs(tiyn))}"


def _sign(number: int) -> str:
    return "+" if number > 0 else "−" if number < 0 else ""
