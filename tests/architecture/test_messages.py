"""The catalogues hold every text, in Kazakh and in English, without a fault a program can see."""

import os
import re
import shutil
import subprocess
import sys

import django
import polib
import pytest
from django.db.models import Choices

from portal import menus
from tests.architecture.catalogues import FORMS, catalogue, defects, forms, missing
from tests.architecture.source import ROOT
from tools.compile_messages import gaps

TRANSLATED = ("kk", "en")
CYRILLIC = re.compile("[А-Яа-яЁё]{2}")  # a single letter may be spoken of
# The languages are called by their own names everywhere.
OWN_NAMES = {"Русский", "Қазақша", "English"}
EXAMPLE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Сумма %(sum)s ₸"
msgstr "Amount %(sums)s ₸"

msgid "<b>Код</b>"
msgstr "Code"

msgid "От"
msgstr "From "

msgid "%(count)d акт"
msgid_plural "%(count)d актов"
msgstr[0] "%(count)d act"

msgid "Акт"
msgstr ""

#, fuzzy
msgid "Школа"
msgstr "Skool"

msgid "Договор"
msgstr "Contract"
"""


@pytest.fixture(scope="module", params=TRANSLATED)
def language(request: pytest.FixtureRequest) -> str:
    return request.param


def _labels(kind: type[Choices]) -> set[str]:
    found = {str(label) for below in kind.__subclasses__() for label in _labels(below)}
    if list(kind):
        found |= {str(one.label) for one in kind}  # type: ignore[attr-defined]
    return {label for label in found if CYRILLIC.search(label)}


def test_every_text_is_translated(language: str) -> None:
    assert missing(catalogue(language)) == []


def test_translations_keep_numbers_markup_and_plural_forms(language: str) -> None:
    assert list(defects(catalogue(language), plural_forms=FORMS[language])) == []


def test_russian_holds_exactly_the_plural_forms_that_a_message_id_cannot() -> None:
    russian = catalogue("ru")
    written = {one.msgid for one in russian if one.translated()}
    ours = {one.msgid for one in russian if one.msgid_plural and CYRILLIC.search(one.msgid)}
    assert written == ours
    assert list(defects(russian, plural_forms=FORMS["ru"])) == []


def test_the_quick_check_asks_for_the_same(language: str) -> None:
    paths = {one: ROOT / "locale" / one / "LC_MESSAGES" / "django.po" for one in FORMS}
    assert list(gaps(paths["ru"])) == []
    assert len(list(gaps(paths[language]))) == len(missing(catalogue(language)))


def test_english_is_written_in_latin_letters() -> None:
    cyrillic = [
        one.msgid
        for one in catalogue("en")
        if one.msgid not in OWN_NAMES and any(CYRILLIC.search(text) for text in forms(one))
    ]
    assert cyrillic == []


def test_every_state_and_kind_has_words_in_each_language(language: str) -> None:
    """Labels of choices that nobody marked would be Russian on every page."""
    known = {one.msgid for one in catalogue(language) if one.translated()}
    labels = _labels(Choices)
    assert "Ждёт данных LMS" in labels
    assert sorted(labels - known) == []


def test_every_menu_caption_has_words_in_each_language(language: str) -> None:
    known = {one.msgid for one in catalogue(language) if one.translated()}
    source = (ROOT / menus.__name__.replace(".", "/")).with_suffix(".py").read_text()
    captions = {text for text in re.findall(r'"([^"\n]+)"', source) if CYRILLIC.match(text)}
    assert "Рабочий стол" in captions
    assert sorted(captions - known) == []


def test_the_foreign_texts_are_still_those_of_django() -> None:
    """A reworded text of a newer Django would fall back to Russian unnoticed."""
    theirs = polib.pofile(f"{django.__path__[0]}/conf/locale/en/LC_MESSAGES/django.po")
    known = {(one.msgctxt, one.msgid, one.msgid_plural) for one in theirs}
    ours = {
        (one.msgctxt, one.msgid, one.msgid_plural)
        for one in catalogue("kk")
        if ("ortabilim/formats/foreign_texts.py", "") in one.occurrences
    }
    assert len(ours) > 20
    assert sorted(map(str, ours - known)) == []


@pytest.mark.skipif(not shutil.which("xgettext"), reason="needs gettext to collect the texts")
def test_the_catalogues_hold_exactly_the_texts_of_the_sources() -> None:
    """Fails after a text was added: run tools/update_messages.py and translate what it names."""
    answer = subprocess.run(
        [sys.executable, "tools/update_messages.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": ""},
    )
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")


def test_faults_are_seen() -> None:
    example = polib.pofile(EXAMPLE)
    found = list(defects(example, plural_forms=2))
    assert [fault.split(":")[1].split(" in ")[0] for fault in found] == [
        " other placeholders",
        " other markup",
        " other spaces around 'From '",
        " 1 plural forms of 2",
    ]
    assert missing(example) == ["Акт", "Школа"]
