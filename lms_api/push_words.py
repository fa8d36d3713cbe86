"""The errors of a push as a page shows them: in its language, and how many of each code."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lms_api.months.fixers import Fixer, cure_of, fixer_of, text_of

Part = tuple[Any, list[dict[str, Any]], str]
"""Title, errors, tone."""
MOST_ROWS = 50
"""On a page; the answer of the API names all."""


@dataclass(frozen=True, slots=True)
class CodeCount:
    """One code of a push: rows that have it, who can mend it and how."""

    code: str
    rows: int
    tone: str

    @property
    def text(self) -> Any:
        """What is wrong."""
        return text_of(self.code)

    @property
    def how(self) -> Any:
        """How to mend it."""
        return cure_of(self.code)

    @property
    def who(self) -> Any:
        """Who can."""
        who = fixer_of(self.code)
        return Fixer(who).label if who else ""


def counted(parts: Iterable[Part]) -> list[CodeCount]:
    """Codes of errors, warnings and findings; the most frequent first."""
    each = {(one["code"], one["row"]): tone for _title, rows, tone in parts for one in rows}
    counts = Counter(code for code, _row in each)
    tones = {code: tone for (code, _row), tone in each.items()}
    found = [CodeCount(code, rows, tones[code]) for code, rows in sorted(counts.items())]
    return sorted(found, key=lambda one: -one.rows)


def parts_of(answer: dict[str, Any], findings: list[dict[str, Any]]) -> tuple[Part, Part, Part]:
    """Errors, warnings, and what is said later and was not a warning already."""
    warnings = answer.get("warnings", [])
    told = {(one["code"], one["row"]) for one in warnings}
    return (
        (_("Ошибки строк"), answer.get("errors", []), "stop"),
        (_("Предупреждения"), warnings, "warn"),
        (
            _("Ответы реестров"),
            [one for one in findings if (one["code"], one["row"]) not in told],
            "warn",
        ),
    )


def shown(part: Part, code: str) -> tuple[Any, list[dict[str, Any]], str, int]:
    """Title, the first rows in words, tone, rows in all; only those of a code, if one is asked."""
    title, rows, tone = part
    chosen = [one for one in rows if not code or one["code"] == code]
    return title, [in_words(one) for one in chosen[:MOST_ROWS]], tone, len(chosen)


def in_words(error: dict[str, Any]) -> dict[str, Any]:
    """The error with its sentence and its remedy in the language of the page."""
    language = get_language() or "ru"
    return error | {
        "text": error["message"].get(language, error["message"]["ru"]),
        "remedy": error["how_to_fix"].get(language, error["how_to_fix"]["ru"]),
    }
