"""The product's own files, read as text and as syntax trees."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = (
    "ortabilim",
    "portal",
    "lms_api",
    "payments",
    "acts",
    "contracts",
    "budget",
    "schools",
    "flk",
    "integrations",
    "signing",
    "accounts",
    "core",
)


def modules(*, rooms: tuple[str, ...] = ROOMS) -> Iterator[Path]:
    """Every Python file of the product, without migrations."""
    for room in rooms:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def short(path: Path) -> str:
    """The path as a reader of a failure wants it."""
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def templates() -> list[Path]:
    """Every template of a page or a document."""
    return sorted((ROOT / "templates").rglob("*.html"))
