"""What a reader sees of a page, and the words in it that belong to another language."""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import Any

import polib
from django.apps import apps
from django.db import models

_UNREAD = {"script", "style", "template"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"}
# Attributes that no reader sees.
_ADDRESSES = {"href", "action", "src", "id", "name", "value", "class", "for", "formaction"}
_CYRILLIC_WORD = re.compile(r"[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]{2,}")
# Longer ones are whole documents: their words are captions, too.
_LONGEST_NAME = 200
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


class _Reader(HTMLParser):
    """Collects texts and readable attributes, except of parts marked as another language."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        self.seen: list[str] = []
        self._skipped: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        foreign = given.get("lang") not in (None, self.language)
        skipped = tag in _UNREAD or foreign or any(self._skipped)
        if tag not in _VOID:
            self._skipped.append(skipped)
        if not skipped:
            self.seen += [text for name, text in attrs if text and name not in _ADDRESSES]
            if tag == "input" and given.get("type") in ("submit", "button"):
                self.seen.append(given.get("value") or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self._skipped.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and self._skipped:
            self._skipped.pop()

    def handle_data(self, data: str) -> None:
        if not any(self._skipped):
            self.seen.append(data)


def visible(html: str, language: str) -> list[str]:
    """Texts of a page in reading order, spaces made single."""
    reader = _Reader(language)
    reader.feed(html)
    return [text for text in (" ".join(one.split()) for one in reader.seen) if text]


def stored_texts() -> set[str]:
    """Every Cyrillic text that the database holds: data, not words of the portal."""
    found: set[str] = set()
    for model in apps.get_models():
        fields = [
            one.attname
            for one in model._meta.concrete_fields
            if isinstance(one, models.CharField | models.TextField | models.JSONField)
        ]
        if fields:
            for row in model._default_manager.values_list(*fields):
                found.update(_leaves(row))
    return {
        " ".join(one.split())
        for one in found
        if len(one) < _LONGEST_NAME and _CYRILLIC_WORD.search(one)
    }


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _leaves(tuple(value.values()))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _leaves(one)


class RussianWords:
    """Finds texts of the catalogue that stand on a page in Russian although a translation differs.

    :param data: texts of the database, exempt
    """

    def __init__(self, entries: polib.POFile, data: Iterable[str] = ()) -> None:
        self._data = set(data)
        self._plain: set[str] = set()
        self._patterns: list[re.Pattern[str]] = []
        for entry in entries:
            if entry.msgstr == entry.msgid or not _CYRILLIC_WORD.search(entry.msgid):
                continue
            for text in filter(None, (entry.msgid, entry.msgid_plural)):
                text = " ".join(text.split())
                if not _PLACEHOLDER.search(text):
                    self._plain.add(text)
                elif len("".join(_CYRILLIC_WORD.findall(_PLACEHOLDER.sub(" ", text)))) > 2:
                    parts = _PLACEHOLDER.split(text.replace("%%", "%"))
                    self._patterns.append(re.compile(".+".join(map(re.escape, parts))))

    def in_texts(self, texts: Iterable[str]) -> list[str]:
        """The texts that are Russian captions."""
        return [
            text
            for text in texts
            if text not in self._data
            and (text in self._plain or any(one.fullmatch(text) for one in self._patterns))
        ]


class CyrillicWords:
    """Finds Cyrillic words on an English page that are not data: also texts nobody marked.

    :param data: texts of the database, exempt
    """

    def __init__(self, data: Iterable[str]) -> None:
        self._data = sorted(data, key=len, reverse=True)

    def in_texts(self, texts: Iterable[str]) -> list[str]:
        """The texts with a word that the database does not hold."""
        return [text for text in texts if _CYRILLIC_WORD.search(self._without_data(text))]

    def _without_data(self, text: str) -> str:
        for one in self._data:
            if not _CYRILLIC_WORD.search(text):
                break
            text = text.replace(one, "")
        return text


def readable(found: dict[str, list[str]]) -> str:
    """Each foreign text with the first page that shows it and the number of others."""
    where: dict[str, list[str]] = {}
    for address, texts in found.items():
        for text in texts:
            where.setdefault(text, []).append(address)
    lines = [f"{text!r}: {on[0]} and {len(on) - 1} more" for text, on in sorted(where.items())]
    return "\n".join(lines)
