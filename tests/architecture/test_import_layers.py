"""Rooms import downhill, registries are strangers to each other, httpx has one importer."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.source import ROOMS, ROOT, modules, short, tree

_LINTER = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]


def test_the_contracts_of_import_linter_hold() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_room_stands_in_the_layers() -> None:
    assert sorted(_LINTER["root_packages"]) == sorted(ROOMS)
    layers = next(one for one in _LINTER["contracts"] if one["type"] == "layers")["layers"]
    named = {name.strip() for layer in layers for name in layer.split("|")}
    assert named == set(ROOMS)


def test_every_registry_folder_stands_in_the_independence_contract() -> None:
    registries = {
        f"integrations.{path.parent.name}" for path in (ROOT / "integrations").glob("*/port.py")
    }
    independent = next(one for one in _LINTER["contracts"] if one["type"] == "independence")
    assert registries
    assert registries <= set(independent["modules"])


def test_every_module_of_calculations_is_named_as_pure() -> None:
    pure = next(one for one in _LINTER["contracts"] if one["name"].startswith("Pure modules"))
    calculations = {
        short(path).removesuffix(".py").replace("/", ".")
        for path in modules()
        if path.name == "calculations.py"
    }
    assert calculations <= set(pure["source_modules"])


def importers_of(package: str, source: str) -> bool:
    """Whether a module's text imports a package, at the top or inside a function."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import) and any(
            alias.name.split(".")[0] == package for alias in node.names
        ):
            return True
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == package:
            return True
    return False


@pytest.mark.parametrize(
    ("source", "caught"),
    [
        ("import httpx", True),
        ("def f():\n    from httpx import Client", True),
        ("import httpx_like", False),
        ("text = 'import httpx'", False),
    ],
)
def test_an_import_of_httpx_is_seen_wherever_it_hides(source: str, caught: bool) -> None:
    assert importers_of("httpx", source) is caught


def test_only_the_one_http_module_imports_httpx() -> None:
    found = [short(path) for path in modules() if importers_of("httpx", path.read_text())]
    assert found == ["integrations/http.py"]


def test_no_room_asks_the_host_for_the_day() -> None:
    """Only the clock, leases and the machinery below Django may look at the host's time."""
    own_time = {"core/clock.py", "core/jobs.py"}
    below_django = ("ortabilim/", "integrations/emulator/", "signing/ncalayer_emulator/")
    below_django += ("signing/test_pki/",)
    found = []
    for path in modules():
        if short(path) in own_time or short(path).startswith(below_django):
            continue
        for node in ast.walk(tree(path)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in ("today", "utcnow")
                and ast.unparse(node.func.value) in ("dt.date", "date", "datetime", "dt.datetime")
            ):
                found.append(f"{short(path)}:{node.lineno}")
    assert found == []
