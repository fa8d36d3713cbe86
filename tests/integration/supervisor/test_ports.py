import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from ortabilim.supervisor import ports
from ortabilim.supervisor.errors import CannotStart


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server((ports.LOOPBACK, 0)) as server:
        yield server.getsockname()[1]


def test_a_taken_port_is_said_in_one_clear_line(taken: int) -> None:
    with pytest.raises(CannotStart) as problem:
        ports.public_port(text=str(taken), patience=0)
    assert str(problem.value).startswith(f"Port {taken} is taken")
    assert "\n" not in str(problem.value)


def test_a_free_port_is_accepted(taken: int) -> None:
    free = ports.pick_free(names=["web"], taken={taken})["web"]
    assert ports.public_port(text=str(free), patience=0) == free


def test_picked_ports_differ_and_are_none_that_an_outgoing_connection_gets() -> None:
    picked = ports.pick_free(names=["a", "b", "c"], taken=set())
    assert len(set(picked.values())) == 3
    assert all(port < 32768 for port in picked.values())  # the kernel's first, unless told else


def test_a_taken_port_is_not_picked(taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "QUIET", range(taken, taken + 1))
    with pytest.raises(CannotStart, match="is free"):
        ports.pick_free(names=["web"], taken=set())


@pytest.mark.parametrize("text", ["0", "65536", "http", "-1", "8000 "])
def test_what_is_no_port_number_is_refused(text: str) -> None:
    with pytest.raises(CannotStart, match="not a port number"):
        ports.public_port(text=text, patience=0)


def test_addresses_are_kept_between_starts(tmp_path: Path) -> None:
    path = tmp_path / "endpoints.json"
    first = ports.endpoints(path=path, names=["a", "b"], public_port=8000)
    assert first["a"] != first["b"]
    assert ports.endpoints(path=path, names=["a", "b"], public_port=8000) == first


def test_an_address_taken_meanwhile_is_picked_again(tmp_path: Path, taken: int) -> None:
    path = tmp_path / "endpoints.json"
    path.write_text(f'{{"a": {taken}}}')
    assert ports.endpoints(path=path, names=["a"], public_port=8000)["a"] != taken


def test_a_damaged_file_of_addresses_is_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "endpoints.json"
    path.write_text("[1, 2")
    assert ports.is_free(port=ports.endpoints(path=path, names=["a"], public_port=8000)["a"])
