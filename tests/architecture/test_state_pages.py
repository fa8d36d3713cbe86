"""``docs/states`` says what the ``@transition`` methods say."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from core.management.commands import state_diagrams
from tests.architecture.state_graphs import stateful_models


def test_the_pages_are_those_of_the_declarations() -> None:
    call_command("state_diagrams", check=True)


def test_every_record_with_a_state_has_a_page() -> None:
    assert len(state_diagrams.all_pages()) == len(stateful_models()) + 1


def test_a_page_changed_by_hand_is_noticed_and_repaired(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state_diagrams, "FOLDER", tmp_path)
    call_command("state_diagrams", verbosity=0)
    page_file = tmp_path / "acts-act.md"
    page_file.write_text(page_file.read_text().replace("`formed`", "`formd`"))
    (tmp_path / "acts-gone.md").write_text("a record that is no more")
    with pytest.raises(CommandError, match=r"acts-act\.md, acts-gone\.md"):
        call_command("state_diagrams", check=True)
    call_command("state_diagrams", verbosity=0)
    call_command("state_diagrams", check=True)


def test_a_page_tells_who_when_and_why_not() -> None:
    text = state_diagrams.all_pages()["acts-act.md"]
    assert "signed --> in_register" in text
    assert "K6: нет подходящей электронной счёт-фактуры" in text
