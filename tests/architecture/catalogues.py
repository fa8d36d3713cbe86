"""What can be wrong with a translation, told without a translator."""

import re
from collections.abc import Iterator

import polib

from tests.architecture.source import ROOT

FORMS = {"ru": 3, "kk": 2, "en": 2}
_PLACEHOLDER = re.compile(r"%\(\w+\)[sdf]|%[sd]|\{\w*\}")
_MARKUP = re.compile(r"</?[a-z]+[^>]*>", re.ASCII)


def catalogue(language: str) -> polib.POFile:
    """The texts of a language as they stand in the checkout."""
    return polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po"))


def forms(entry: polib.POEntry) -> list[str]:
    """All wordings of an entry."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def missing(entries: polib.POFile) -> list[str]:
    """Texts without a translation, or with one that a program guessed."""
    return [one.msgid for one in entries if not one.obsolete and not one.translated()]


def defects(entries: polib.POFile, *, plural_forms: int) -> Iterator[str]:
    """Translations that would show a wrong page: lost numbers, broken markup, missing forms."""
    for entry in entries:
        if entry.obsolete or not entry.translated():
            continue
        if entry.msgid_plural and len(entry.msgstr_plural) != plural_forms:
            yield f"{entry.msgid!r}: {len(entry.msgstr_plural)} plural forms of {plural_forms}"
        for text in forms(entry):
            for what, pattern in (("placeholders", _PLACEHOLDER), ("markup", _MARKUP)):
                if sorted(pattern.findall(text)) != sorted(pattern.findall(entry.msgid)):
                    yield f"{entry.msgid!r}: other {what} in {text!r}"
            if _edges(text) != _edges(entry.msgid):
                yield f"{entry.msgid!r}: other spaces around {text!r}"


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
