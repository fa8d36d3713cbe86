"""Templates: every text is marked for translation; no inline style, script or handler."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, short, templates

_COMMENT = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|<!--.*?-->", re.S)
_BLOCK = re.compile(r"{%-?\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%}", re.S)
_TAG = re.compile(r"{%\s*trans(?:late)?\b.*?%}", re.S)
_CALL = re.compile(r"_\(\s*(\"[^\"]*\"|'[^']*')\s*\)")
_ANY_TAG = re.compile(r"{%.*?%}|{{.*?}}", re.S)
_CYRILLIC = re.compile(r"[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]{2,}")
_INLINE = {
    "a style attribute": re.compile(r"<[a-z][^<>]*\sstyle\s*=", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "a script body": re.compile(r"<script\b(?![^>]*\bsrc=)[^>]*>", re.I),
    "a handler attribute": re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=", re.I),
    "a javascript address": re.compile(r"javascript:", re.I),
}
# printed by WeasyPrint, never by a browser under the policy
_PRINTED = ("templates/documents/",)


def _speaks_all_languages(path: Path) -> bool:
    """A document carries the languages of the law side by side; the last error page, all three."""
    name = short(path)
    return (
        name.startswith("templates/documents/")
        or name.endswith("_document.html")
        or name == "templates/500.html"
    )


def unmarked(text: str) -> list[str]:
    """Lines with letters of Russian or Kazakh outside translation tags."""
    for hidden in (_COMMENT, _BLOCK, _TAG, _CALL):
        text = hidden.sub(lambda found: "\n" * found.group().count("\n"), text)
    return [
        f"{number}: {line.strip()[:80]}"
        for number, line in enumerate(text.splitlines(), 1)
        if _CYRILLIC.search(line)
    ]


def inline(text: str) -> list[str]:
    """What the content policy would refuse."""
    text = _ANY_TAG.sub("", _COMMENT.sub("", text))
    return [name for name, pattern in _INLINE.items() if pattern.search(text)]


@pytest.mark.parametrize(
    "text", ["<p>Акт</p>", '<c-card title="Акты">', '{% include "x" with title="Акты" %}']
)
def test_a_bare_text_is_noticed(text: str) -> None:
    assert unmarked(text)


@pytest.mark.parametrize(
    "text",
    [
        "{% translate 'Акт' %}",
        '<c-card title="{% translate "Акты" %}">',
        "{% blocktranslate %}Акт {{ n }}\nза месяц{% endblocktranslate %}",
        "{# почему так #}",
        '{% include "x" with title=_("Акты") %}',
    ],
)
def test_a_marked_text_is_not_blamed(text: str) -> None:
    assert unmarked(text) == []


@pytest.mark.parametrize(
    "text",
    [
        '<p style="color:red">',
        "<style>p{}</style>",
        "<script>go()</script>",
        '<a onclick="go()">',
        '<a href="javascript:go()">',
    ],
)
def test_an_inline_piece_is_noticed(text: str) -> None:
    assert inline(text)


@pytest.mark.parametrize(
    "text",
    [
        '<script type="module" src="/static/x.js"></script>',
        '<a href="?" {% if one == shown %}aria-current="page"{% endif %}>',
    ],
)
def test_a_module_by_address_and_a_comparison_are_not_blamed(text: str) -> None:
    assert inline(text) == []


def test_every_text_of_a_template_is_marked_for_translation() -> None:
    found = [
        f"{short(path)}:{line}"
        for path in templates()
        if not _speaks_all_languages(path)
        for line in unmarked(path.read_text())
    ]
    assert found == []


def test_no_template_carries_a_style_or_a_script() -> None:
    found = [
        f"{short(path)}: {name}"
        for path in templates()
        if not short(path).startswith(_PRINTED)
        for name in inline(path.read_text())
    ]
    assert found == []


def test_there_are_templates_to_look_at() -> None:
    assert len(templates()) > 30
    assert (ROOT / "templates" / "cabinets" / "record.html") in templates()
