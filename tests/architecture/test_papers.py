"""Papers do not point at what is not there, and name nobody's machine."""

import re
import subprocess

import pytest

from tests.architecture.source import ROOT, modules, short, templates

PAPERS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
_LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
_PATH = re.compile(r"`((?:[a-z_]+/)+[a-z_]+\.(?:py|md|html|toml|sh))`")
_TARGET = re.compile(r"`make ([a-z-]+)`")
_COMMAND = re.compile(r"`manage\.py (\w+)")


@pytest.mark.parametrize("paper", PAPERS, ids=short)
def test_links_and_paths_of_a_paper_lead_somewhere(paper) -> None:
    text = paper.read_text()
    dead = [link for link in _LINK.findall(text) if not (paper.parent / link).exists()]
    places = (ROOT, ROOT / "templates")  # a template is named as Django names it
    dead += [path for path in _PATH.findall(text) if not any((at / path).exists() for at in places)]
    assert dead == []


def test_the_commands_of_the_readme_exist() -> None:
    text = (ROOT / "README.md").read_text()
    makefile = (ROOT / "Makefile").read_text()
    assert [one for one in _TARGET.findall(text) if f"\n{one}:" not in makefile] == []
    commands = {path.stem for path in ROOT.glob("*/management/commands/*.py")}
    assert [one for one in _COMMAND.findall(text) if one not in commands] == []


def test_the_readme_names_people_of_the_demo() -> None:
    from portal.demo.cast import CAST

    text = (ROOT / "README.md").read_text()
    slugs = {identity.slug for identity in CAST}
    named = set(re.findall(r"`([a-z]+(?:-[a-z0-9]+)+)`", text))
    assert named <= slugs
    assert len(named) > 8


def test_the_tour_names_buttons_that_exist() -> None:
    text = (ROOT / "README.md").read_text()
    captions = re.findall(
        "«([^»]+)»", text[text.index("## Five minutes") : text.index("## Commands")]
    )
    sources = [*modules(), *templates()]
    said = "\n".join(path.read_text() for path in sources)
    assert len(captions) > 25
    assert [one for one in captions if one not in said] == []


def test_no_file_names_a_machine_or_an_index() -> None:
    listed = subprocess.run(
        ["git", "grep", "-lP", "/[w]ork/[a-z]|/home/(?!run/)[a-z]+/|[p]ypi[.]org|[p]ythonhosted"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split()
    assert [path for path in listed if path != "tests/architecture/test_papers.py"] == []
