"""Searches a running house for its pupils' and teachers' numbers and names.

Runs inside the house, with its keys (`COMMAND` in ``manage.py shell``). It prints the places as
JSON, never what was found there.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import redis
from django.conf import settings
from django.db import connection

from accounts.models import User
from schools.models import Person

COMMAND = "from tests.traces_of_a_house import tell; tell()"

_TWELVE_DIGITS = re.compile(rb"(?<![0-9])[0-9]{12}(?![0-9])")
_LETTER = rb"(?:[\xd0-\xd3][\x80-\xbf])"
_TWO_WORDS = re.compile(rb"(?=(?<![\xd0-\xd3])(" + _LETTER + rb"{3,} " + _LETTER + rb"{3,}))")
_COLUMNS = """
SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns c
JOIN pg_class t ON t.relname = c.table_name AND t.relnamespace = 'public'::regnamespace
WHERE c.table_schema = 'public' AND NOT t.relispartition AND t.relkind IN ('r', 'p')
AND c.data_type IN ('text', 'character varying', 'character', 'json', 'jsonb', 'ARRAY', 'bytea',
'bigint')
"""
OTHER_HOUSES = ("emulator", "keys")
"""The registries' own data and the people's own keys lie in the demo's home, too."""
PILE = ("pg", "valkey")
"""Raw files of the servers: numbers are searched in them, names in what they serve."""


class Search:
    """Numbers and names of everybody whom schools report."""

    def __init__(self, people: Iterable[tuple[str, str]], *, known: Iterable[str] = ()) -> None:
        pairs = list(people)
        self.numbers = {number.encode() for number, _name in pairs}
        self.names = {_two_words(name) for _number, name in pairs if name} - {
            _two_words(name) for name in known
        }

    @classmethod
    def of_this_house(cls) -> "Search":
        """Everybody's, without the names that officers and heads happen to bear as well."""
        people = ((one.reveal_iin(), one.name) for one in Person.objects.iterator())
        return cls(people, known=(str(user) for user in User.objects.all()))

    def finds_number(self, content: bytes) -> bool:
        """Test that somebody's full number stands in the bytes."""
        return any(digits in self.numbers for digits in _TWELVE_DIGITS.findall(content))

    def finds_name(self, content: bytes) -> bool:
        """Test that somebody's surname and given name stand beside each other in the bytes."""
        return any(words in self.names for words in _TWO_WORDS.findall(content))

    def finds(self, content: bytes) -> bool:
        """Test for either."""
        return self.finds_number(content) or self.finds_name(content)


def places(search: Search) -> list[str]:
    """Every place of this house where the search finds something."""
    home = Path(settings.ORTABILIM_HOME)
    return [*_in_database(search), *_in_redis(search), *_in_files(search, home=home)]


def tell() -> None:
    """Print the places, and how many people were looked for."""
    search = Search.of_this_house()
    report = {"people": len(search.numbers), "names": len(search.names), "places": places(search)}
    sys.stdout.write("\n" + json.dumps(report, ensure_ascii=False) + "\n")


@dataclass(frozen=True)
class Report:
    """What the search looked for (how many) and where it found something."""

    people: int
    names: int
    places: list[str]


def read_report(done: "subprocess.CompletedProcess[str]") -> Report:
    """Read what `COMMAND` printed."""
    assert done.returncode == 0, done.stderr
    return Report(**json.loads(done.stdout.splitlines()[-1]))


def _two_words(name: str) -> bytes:
    return " ".join(name.split()[:2]).encode()


def _in_database(search: Search) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS)
        columns = cursor.fetchall()
        for table, column, kind in columns:
            value = f'"{column}"' if kind == "bytea" else f'"{column}"::text'
            cursor.execute(f'SELECT {value} FROM "{table}" WHERE "{column}" IS NOT NULL')
            while rows := cursor.fetchmany(500):
                content = b"\n".join(
                    bytes(one) if kind == "bytea" else str(one).encode() for (one,) in rows
                )
                if search.finds(content):
                    yield f"{table}.{column}"
                    break


def _in_redis(search: Search) -> Iterator[str]:
    with redis.Redis.from_url(settings.REDIS_URL) as broker:
        for key in broker.scan_iter(count=1000):
            if search.finds(key + b"\n" + (broker.dump(key) or b"")):
                yield f"redis {key.decode(errors='replace')}"


def _in_files(search: Search, *, home: Path) -> Iterator[str]:
    for path in sorted(home.rglob("*")):
        inside = path.relative_to(home)
        if search.finds(str(inside).encode()):
            yield "the name of a file"
        if inside.parts[0] in OTHER_HOUSES or not path.is_file():
            continue
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            continue  # servers remove files while we look
        hit = search.finds_number if inside.parts[0] in PILE else search.finds
        if hit(content):
            yield f"file {inside}"
