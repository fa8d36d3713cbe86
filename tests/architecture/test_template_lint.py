"""djlint is part of `make check` and still notices what it is there for."""

import subprocess
import sys
from pathlib import Path

from tests.architecture.source import ROOT

SETTINGS = ROOT / "pyproject.toml"


def lint(path: Path) -> subprocess.CompletedProcess[str]:
    """Lint with the project's own configuration; printing settings are left to djlint."""
    return subprocess.run(
        [sys.executable, "-m", "djlint", path, "--lint", "--quiet", "--configuration", SETTINGS],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


FAULTS = {
    "T038": "<p>{% if act %}open</p>",
    "H020": "<p></p>",
    "H025": "<div><p>text</div>",
    "H037": '<p id="a" id="b">text</p>',
    "H043": "<button>Send</button>",
    "H006": '<img src="chart.png" alt="">',
    "H018": "<hr/>",
}


def test_each_fault_of_a_template_is_noticed(tmp_path: Path) -> None:
    for code, markup in FAULTS.items():
        (tmp_path / f"{code}.html").write_text(markup + "\n")
    done = lint(tmp_path)
    assert done.returncode == 1
    found = {
        code
        for code in FAULTS
        if code in done.stdout.split(f"{code}.html", 1)[-1].split(".html", 1)[0]
    }
    assert found == set(FAULTS)


def test_a_sound_template_passes(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text('<p>{{ act.number }}</p>\n<button type="button">Send</button>\n')
    assert lint(page).returncode == 0


def test_make_check_lints_the_templates() -> None:
    assert "$bin/djlint templates --lint" in (ROOT / "tools/check.sh").read_text()
