"""Collects the marked texts into `locale/*/LC_MESSAGES/django.po`; translations are kept.

Works on a copy of the sources: Django's extractor writes a file beside every template, and a
crash would leave them in the checkout. Needs gettext (`xgettext`, `msgmerge`); only whoever adds
texts runs it, everybody else compiles with `tools/compile_messages.py`.

Usage: python tools/update_messages.py [--check]
With --check nothing is written: the texts that the catalogues lack (+) or hold in vain (-).
"""

import os
import re
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import polib
from django.conf import settings
from django.core.management import call_command
from django.core.management.commands import makemessages

CHECKOUT = Path(__file__).resolve().parent.parent
LANGUAGES = ("ru", "kk", "en")
FOREIGN = (".*", "__pycache__", "tests", "bench", "docs", "deploy", "tools", "migrations", "static")
# Headers that carry a date or a person would differ after every run.
HEADERS = {
    "Project-Id-Version": "OrtaBilim",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}
PLURAL_FORMS = {
    # As in Django's own catalogues: gettext merges the rules of all apps of a language.
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || "
    "n%100>14) ? 1 : 2);",
    "kk": "nplurals=2; plural=(n!=1);",
    "en": "nplurals=2; plural=(n != 1);",
}


# `<c-card :title="_('…')">`: a component's attribute is an expression, to the extractor plain text.
ATTRIBUTE_TEXT = re.compile(r"""_\(('[^'\n]+')\)""")


class Extractor(makemessages.Command):
    """Django's command without guessing: a similar text's translation is nobody's translation."""

    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]


def reveal_attributes(sources: Path) -> None:
    """Repeat the texts of components' attributes where Django's extractor finds them."""
    for template in sorted((sources / "templates").rglob("*.html")):
        content = template.read_text(encoding="utf-8")
        texts = dict.fromkeys(ATTRIBUTE_TEXT.findall(content))
        repeated = "".join(f"\n{{{{ _({text}) }}}}" for text in texts)
        template.write_text(content + repeated, encoding="utf-8")


def extract(sources: Path) -> None:
    """Write the catalogues of all languages under `sources/locale`."""
    os.chdir(sources)
    settings.configure(USE_I18N=True, LOCALE_PATHS=[str(sources / "locale")])
    call_command(
        Extractor(),
        locale=list(LANGUAGES),
        add_location="file",
        no_wrap=True,
        no_obsolete=True,
        verbosity=0,
    )
    os.chdir(CHECKOUT)


def tidy(path: Path, language: str) -> polib.POFile:
    """Return the catalogue with a header that says only what compiling needs."""
    catalogue = polib.pofile(str(path), wrapwidth=100)
    catalogue.header = "OrtaBilim: texts for people. Message ids are Russian."
    catalogue.metadata = {
        **HEADERS,
        "Language": language,
        "Plural-Forms": PLURAL_FORMS[language],
    }
    catalogue.metadata_is_fuzzy = False
    for entry in catalogue:
        if entry.fuzzy:  # a text that has become a plural, or one no more: words to be written anew
            entry.flags.remove("fuzzy")
            entry.previous_msgid = entry.previous_msgid_plural = entry.previous_msgctxt = None
            entry.msgstr = ""
            entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, "")
    return catalogue


def changes(path: Path, fresh: polib.POFile) -> list[str]:
    """Name the texts that a catalogue lacks and those that no source has."""
    known, real = (
        {(one.msgctxt, one.msgid, one.msgid_plural) for one in entries if not one.obsolete}
        for entries in (polib.pofile(str(path)) if path.exists() else [], fresh)
    )
    lacking, idle = sorted(map(str, real - known)), sorted(map(str, known - real))
    return [f"+ {path.parts[-3]} {text}" for text in lacking] + [
        f"- {path.parts[-3]} {text}" for text in idle
    ]


def main(arguments: list[str]) -> int:
    """Update the three catalogues and print how many texts wait for a translator."""
    found: list[str] = []
    with TemporaryDirectory() as temporary:
        sources = Path(temporary) / "sources"
        shutil.copytree(CHECKOUT, sources, ignore=shutil.ignore_patterns(*FOREIGN, "*.mo"))
        for language in LANGUAGES:
            (sources / "locale" / language / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
        reveal_attributes(sources)
        extract(sources)
        for language in LANGUAGES:
            place = Path("locale") / language / "LC_MESSAGES" / "django.po"
            catalogue = tidy(sources / place, language)
            if arguments == ["--check"]:
                found += changes(CHECKOUT / place, catalogue)
                continue
            (CHECKOUT / place).parent.mkdir(parents=True, exist_ok=True)
            catalogue.save(str(CHECKOUT / place))
            waiting = sum(not one.translated() for one in catalogue)
            print(f"{place}: {len(catalogue)} texts, {waiting} without a translation")
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
