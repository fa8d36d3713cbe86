"""What a machine lacks for PDF pages is named as packages, before a page of boxes is made."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from ortabilim.supervisor import __main__ as command_line
from ortabilim.supervisor.demo import Demo
from signing import printing
from signing.pdf import PdfUnavailable, render_pdf

ROOT = Path(__file__).resolve().parents[3]
ASK = "from signing import printing; print(*printing.missing_packages())"
NO_FONTS = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>'


@pytest.fixture(autouse=True)
def nothing_is_known_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a process that has made no page."""
    monkeypatch.setattr(printing, "_complete", threading.Event())


def test_this_machine_has_everything() -> None:
    assert printing.missing_packages() == []


def test_a_machine_that_has_everything_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = []
    monkeypatch.setattr(printing, "_a_font_has", lambda letters: looks.append(letters) or True)
    assert [printing.missing_packages() for _page in range(3)] == [[], [], []]
    assert len(looks) == 1


def test_a_package_installed_later_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    found = iter([False, False, True])
    monkeypatch.setattr(printing, "_a_font_has", lambda letters: next(found))
    said = [printing.missing_packages() for _page in range(4)]
    assert said == [[printing.FONTS], [printing.FONTS], [], []]


def test_a_machine_without_kazakh_letters_is_told_which_font_to_install(tmp_path: Path) -> None:
    (tmp_path / "fonts.conf").write_text(NO_FONTS)
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=ROOT,
        env=os.environ | {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf")},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.split() == ["fonts-noto-core"]


def test_a_font_must_have_every_letter() -> None:
    assert printing._a_font_has("ӘәҺһ₸")
    assert not printing._a_font_has("Ә\U0010fffd")


@pytest.mark.parametrize(
    ("library", "package"),
    [("libpango-1.0.so.0", "libpango-1.0-0"), ("libharfbuzz.so.0", "libharfbuzz0b")],
)
def test_a_missing_library_is_named(
    monkeypatch: pytest.MonkeyPatch, library: str, package: str
) -> None:
    monkeypatch.setattr(printing, "_loads", lambda name: name != library)
    with pytest.raises(PdfUnavailable) as refusal:
        render_pdf("<p>Ә</p>")
    assert str(refusal.value) == f"apt-get install {package}"


def test_without_fontconfig_the_fonts_are_named_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "_loads", lambda name: "fontconfig" not in name)
    assert printing.missing_packages() == ["fonts-noto-core", "libfontconfig1"]


def test_the_demo_starts_and_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("ORTABILIM_HOME", str(tmp_path))
    monkeypatch.setenv("PORT", "48231")
    monkeypatch.setattr(printing, "missing_packages", lambda: ["libpango-1.0-0"])
    monkeypatch.setattr(Demo, "run", lambda self: None)
    assert command_line.demo() == 0
    assert capsys.readouterr().out == (
        "PDF pages cannot be made here. As root: apt-get install libpango-1.0-0\n"
    )
