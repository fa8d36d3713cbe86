"""Template tags of acts: a line's reason in words."""

from django import template

from acts.models import ActLine
from acts.reasons import reason_words

register = template.Library()


@register.simple_tag
def line_reason(line: ActLine) -> str:
    """Why the line is not (wholly) paid, in the language of the page."""
    return str(reason_words(line))
