"""Compiles `locale/*/LC_MESSAGES/*.po` to `.mo` without gettext; `--check` wants them complete.

Usage: python tools/compile_messages.py [--check]
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

CHECKOUT = Path(__file__).resolve().parent.parent


def catalogues(root: Path) -> list[Path]:
    """Return the message catalogues under `root/locale`, in a stable order."""
    return sorted((root / "locale").glob("*/LC_MESSAGES/*.po"))


def compile_if_newer(path: Path) -> bool:
    """Write the `.mo` beside the `.po` unless it is newer already; return whether it did."""
    target = path.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
        return False
    fresh = target.with_name(f"{target.name}.{os.getpid()}")
    polib.pofile(str(path)).save_as_mofile(str(fresh))
    fresh.replace(target)
    return True


def needs_words(entry: polib.POEntry, language: str) -> bool:
    """A Russian message id is the text itself: only plurals, with their third form, need more.

    English message ids are those of packages, which bring their own Russian.
    """
    if entry.obsolete or (language == "ru" and entry.msgid.isascii()):
        return False
    return language != "ru" or bool(entry.msgid_plural)


def gaps(path: Path) -> Iterator[str]:
    """Name each entry that is not translated or only guessed (fuzzy)."""
    language = path.parent.parent.name
    for entry in polib.pofile(str(path)):
        if needs_words(entry, language) and not entry.translated():
            yield f"{path}:{entry.linenum}: not translated: {entry.msgid[:60]!r}"


def main(arguments: list[str]) -> int:
    """Compile all, or name the gaps and return 1 when there are some."""
    if arguments == ["--check"]:
        found = [gap for path in catalogues(CHECKOUT) for gap in gaps(path)]
        print("\n".join(found), end="\n" if found else "")
        return 1 if found else 0
    for path in catalogues(CHECKOUT):
        compile_if_newer(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
