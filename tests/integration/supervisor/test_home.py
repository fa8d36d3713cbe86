import tempfile
from pathlib import Path

import pytest

from ortabilim.supervisor.errors import CannotStart
from ortabilim.supervisor.home import LONGEST_SOCKET_PATH, Home


def test_a_home_is_held_by_one_supervisor_and_free_afterwards(home: Home) -> None:
    with home.claimed(), pytest.raises(CannotStart, match="already in use"), home.claimed():
        pass
    with home.claimed():
        pass


def test_the_secret_key_is_made_once_and_private(home: Home) -> None:
    first = home.secret_key()
    assert len(first) >= 50
    assert home.secret_key() == first
    assert (home.root / "secret_key").stat().st_mode & 0o777 == 0o600


def test_sockets_live_in_the_home_while_the_path_is_short(home: Home) -> None:
    assert home.sockets == home.root / "run"


def test_sockets_of_a_deep_home_move_to_a_private_temp_folder(folder: Path) -> None:
    deep = Home(root=folder / ("x" * LONGEST_SOCKET_PATH))
    other = Home(root=folder / ("y" * LONGEST_SOCKET_PATH))
    assert len(str(deep.sockets / ".s.PGSQL.5432")) <= LONGEST_SOCKET_PATH
    assert deep.sockets != other.sockets


@pytest.mark.parametrize("name", ["with space", "100%25", "a?b", "a#b", "a+b"])
def test_sockets_of_a_home_whose_name_no_address_can_hold_move_there_too(
    folder: Path, name: str
) -> None:
    assert Home(root=folder / name).sockets.parent == Path(tempfile.gettempdir())


def test_a_sockets_folder_planted_by_a_link_is_refused(home: Home, folder: Path) -> None:
    home.sockets.symlink_to(folder)
    with pytest.raises(CannotStart, match="somebody else"):
        home.make_sockets_folder(owner_uid=0)
