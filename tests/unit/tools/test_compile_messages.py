import gettext
import os
from pathlib import Path

import pytest

from tools.compile_messages import catalogues, compile_if_newer, gaps

CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Школа"
msgstr "Мектеп"

msgid "Акт"
msgstr ""

#, fuzzy
msgid "Договор"
msgstr "Келісім"
"""


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    path = tmp_path / "locale" / "kk" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(CATALOGUE)
    return path


def test_a_compiled_catalogue_translates_and_leaves_guesses_out(
    catalogue: Path, tmp_path: Path
) -> None:
    assert catalogues(tmp_path) == [catalogue]
    assert compile_if_newer(catalogue)
    with catalogue.with_suffix(".mo").open("rb") as file:
        found = gettext.GNUTranslations(file)
    assert found.gettext("Школа") == "Мектеп"
    assert found.gettext("Договор") == "Договор"


def test_only_a_changed_catalogue_is_compiled_again(catalogue: Path) -> None:
    compile_if_newer(catalogue)
    compiled = catalogue.with_suffix(".mo").stat().st_mtime
    assert not compile_if_newer(catalogue)
    os.utime(catalogue, (compiled + 5, compiled + 5))
    assert compile_if_newer(catalogue)


def test_missing_and_guessed_translations_are_gaps(catalogue: Path) -> None:
    assert [gap.rsplit(": ", 1)[1] for gap in gaps(catalogue)] == ["'Акт'", "'Договор'"]
