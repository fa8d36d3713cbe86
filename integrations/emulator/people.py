# ruff: noqa: SIM905 - lists of names are read as text
"""Synthetic people: everything about a person is computed from a hash of the IIN."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any

from integrations.emulator.numbers import birth_date, is_valid

_MALE = (
    "Алихан Нұрсұлтан Ерасыл Айдар Дәулет Мирас Санжар Темірлан Әділет Бекзат Арман Данияр "
    "Ислам Рамазан Ернар Жандос Қайрат Мансур Тимур Руслан Артём Максим Иван Никита Владимир "
    "Сергей Кирилл Егор Олжас Ғани"
).split()
_FEMALE = (
    "Айым Аружан Айзере Інжу Томирис Медина Аяулым Жансая Дана Әсел Балнұр Гүлнұр Мадина "
    "Салтанат Камила Сабина Алина Дарья София Анна Виктория Полина Ксения Елизавета Назерке "
    "Ұлпан Ақбота Зере Нұрай Раяна"
).split()
# root, ending of a man, ending of a woman
_SLAVIC = {
    *"Иван Петр Кузнец Сокол Мороз Смирн Волк Павл Федор Степан".split(),
    *"Пан Чернышен Бойчен Лысен Ткачен".split(),
}
_SURNAMES = [
    (root, *endings)
    for roots, endings in (
        (
            "Ахмет Серік Жұмабай Нұрлан Әбіл Қасым Оспан Темір Бейсен Мұхамед Жақсылық Ерғали "
            "Тұрсын Садық Ибрай Қуаныш Дәуір Мырза Есен Байтұр",
            ("ов", "ова"),
        ),
        ("Бек Жансеит Сағынтай Төле Қали Сейтқали Рыскелді Нұржан Айтбай Көшер", ("ев", "ева")),
        ("Иван Петр Кузнец Сокол Мороз Смирн Волк Павл Федор Степан", ("ов", "ова")),
        ("Пан Чернышен Бойчен Лысен Ткачен", ("ко", "ко")),
    )
    for root in roots.split()
]
_KAZAKH_FATHERS = (
    "Ахмет Серік Нұрлан Қанат Ержан Болат Марат Дәурен Асқар Жанат Талғат Бауыржан Мұрат Ғалым"
).split()
_RUSSIAN_FATHERS = (
    ("Иванович", "Ивановна"),
    ("Петрович", "Петровна"),
    ("Сергеевич", "Сергеевна"),
    ("Андреевич", "Андреевна"),
    ("Викторович", "Викторовна"),
)


@dataclass(frozen=True)
class Person:
    """A person of the emulated register."""

    iin: str
    surname: str
    name: str
    patronymic: str
    is_man: bool
    born: dt.date
    died: dt.date | None
    citizenship: str


def find(iin: str, population: dict[str, Any]) -> Person | None:
    """Look a person up: any valid IIN is somebody, unless the population says otherwise."""
    born = birth_date(iin)
    if not is_valid(iin) or born is None or iin in population["not_found"] or _is_magic(iin):
        return None
    is_man = int(iin[6]) % 2 == 1
    surname, name, patronymic = population["names"].get(iin) or _names(iin, is_man)
    died = population["dead"].get(iin)
    return Person(
        iin=iin,
        surname=surname,
        name=name,
        patronymic=patronymic,
        is_man=is_man,
        born=born,
        died=dt.date.fromisoformat(died) if died else None,
        citizenship=population["foreign"].get(iin, "398"),
    )


def _is_magic(iin: str) -> bool:
    """Serial number 9999 is never in the register."""
    return iin[7:11] == "9999"


def _names(iin: str, is_man: bool) -> tuple[str, str, str]:
    digest = hashlib.sha256(b"emulator|" + iin.encode()).digest()
    root, of_man, of_woman = _SURNAMES[int.from_bytes(digest[:2], "big") % len(_SURNAMES)]
    names = _MALE if is_man else _FEMALE
    name = names[int.from_bytes(digest[2:4], "big") % len(names)]
    pick = int.from_bytes(digest[4:6], "big")
    if root in _SLAVIC:
        patronymic = _RUSSIAN_FATHERS[pick % len(_RUSSIAN_FATHERS)][0 if is_man else 1]
    else:
        patronymic = _KAZAKH_FATHERS[pick % len(_KAZAKH_FATHERS)] + ("ұлы" if is_man else "қызы")
    return root + (of_man if is_man else of_woman), name, patronymic
