"""The glossary names what the code names."""

import re

from tests.architecture.source import ROOT, modules

_ROW = re.compile(r"^\| (`[^|]+`|–) \|")
_NAME = re.compile(r"`(\w+)`")


def test_every_name_of_the_glossary_stands_in_the_code() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text()
    names = {
        name
        for line in text.splitlines()
        if (row := _ROW.match(line))
        for name in _NAME.findall(row.group(1))
    }
    code = "\n".join(path.read_text() for path in modules())
    assert len(names) > 50
    assert sorted(name for name in names if not re.search(rf"\b{name}\b", code)) == []


def test_every_row_has_all_three_languages() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text()
    rows = [line.strip("|").split("|") for line in text.splitlines() if _ROW.match(line)]
    assert [row[0] for row in rows if len(row) != 4 or not all(cell.strip() for cell in row)] == []
