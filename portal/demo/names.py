"""Invented names of people and schools: common words in chance combinations, nobody real."""

from portal.demo.chance import mixed


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# Stems take «-ов/-ова» or «-ев/-ева»; written out in the male form, the female adds «а».
KAZAKH_SURNAMES = _words(
    """Абдрахманов Абенов Айтжанов Акылбеков Алдабергенов Алимбеков Аманжолов Арыстанов Асанов
    Аубакиров Ахметжанов Әбілқасымов Әлжанов Байжанов Бақытов Бекенов Бектұрсынов Берденов
    Досжанов Дүйсенбеков Ералиев Ергешов Есенов Жақыпов Жандосов Жанұзақов Жұмабеков Зейнолдин
    Ибраев Искаков Кабдешев Кенжебеков Көшербаев Қабылов Қанатов Қожахметов Маратов Молдабеков
    Мұқанов Нұрғалиев Нұрланов Омаров Оразбеков Оспанов Рахымжанов Сағындықов Сапаров Сейдахметов
    Сүлейменов Тәжібаев Темірханов Төлегенов Тұрсынов Уәлиев Ұзақбаев Шаймерденов Шәкіров Ықыласов
    Іргебаев Үсенов"""
)
KAZAKH_BOYS = _words(
    """Абылай Айдар Айдос Алдияр Алихан Алмас Арман Арнұр Аян Әділ Әлихан Бауыржан Бекзат Берік
    Болат Дамир Данияр Дархан Диас Ералы Ерасыл Ержан Ерлан Жандос Жәнібек Ислам Қайрат Қанат
    Мадияр Мирас Нұрасыл Нұрлан Нұрсұлтан Олжас Рамазан Санжар Серік Сұңқар Талғат Темірлан
    Тимур Шыңғыс Ықылас Үміт"""
)
KAZAKH_GIRLS = _words(
    """Айгерім Айгүл Айзере Айым Айша Ақбота Алина Алуа Амина Аружан Асель Аяулым Әдемі Әсем
    Балнұр Дана Дария Динара Еркежан Жанель Жансая Жібек Зере Инжу Кәусар Қарлығаш Ләйла Мадина
    Мерей Назерке Нұрай Нұргүл Раяна Сабина Салтанат Сымбат Томирис Ұлпан Шолпан Ырысты"""
)
RUSSIAN_SURNAMES = _words(
    """Алексеев Белов Беляев Васильев Волков Воробьёв Голубев Григорьев Егоров Журавлёв Зайцев
    Захаров Иванов Киселёв Ковалёв Козлов Кузнецов Лебедев Макаров Мельников Морозов Никитин
    Новиков Орлов Павлов Петров Романов Семёнов Соколов Тимофеев Фёдоров Щербаков"""
)
RUSSIAN_BOYS = _words(
    """Александр Алексей Андрей Артём Владимир Даниил Дмитрий Егор Иван Илья Кирилл Максим Марк
    Матвей Михаил Никита Павел Роман Сергей Тимофей"""
)
RUSSIAN_GIRLS = _words(
    """Алёна Алиса Анастасия Анна Валерия Варвара Вера Виктория Дарья Екатерина Елена Ирина
    Ксения Мария Милана Надежда Полина София Татьяна Юлия"""
)
# Father's name → patronymic for a son; the daughter's is made from it.
RUSSIAN_PATRONYMICS = _words(
    """Александрович Алексеевич Андреевич Викторович Владимирович Денисович Дмитриевич Евгеньевич
    Иванович Игоревич Максимович Михайлович Николаевич Олегович Павлович Романович Сергеевич
    Юрьевич"""
)
RUSSIAN_SHARE_PERCENT = 22

_SCHOOL_QUALITIES = _words(
    """Алтын Асыл Ақ Бақытты Батыл Биік Дана Дарынды Жаңа Жарқын Жас Заманауи Зерек Көк Кемел
    Күміс Қайсар Мейірімді Мәңгі Нұрлы Озық Өрен Саналы Сенімді Тамаша Ұлы Үздік Шапағат Шуақты
    Іргелі Ізгі Ынталы"""
)
_SCHOOL_IMAGES = _words(
    """арман аспан бастау болашақ бұлақ дән дала жол жұлдыз қадам қанат қыран кемер көктем мұра
    намыс орда өмір өрлеу сая сөз тау таң толқын тұғыр ұрпақ ұя үміт шаңырақ шың іздер
    ымырт"""
)

_SCHOOL_KINDS = (
    ("Частная школа", "жекеменшік мектебі"),
    ("Школа-гимназия", "мектеп-гимназиясы"),
    ("Школа-лицей", "мектеп-лицейі"),
    ("Частная гимназия", "жекеменшік гимназиясы"),
    ("Частный лицей", "жекеменшік лицейі"),
    ("Средняя школа", "орта мектебі"),
    ("Образовательный центр", "білім беру орталығы"),
    ("Образовательный комплекс", "білім беру кешені"),
    ("Инновационная школа", "инновациялық мектебі"),
    ("Школа полного дня", "толық күндік мектебі"),
)
_COMPANY_TAILS = (
    "",
    "Білім",
    "Мектебі",
    "Гимназия",
    "Лицей",
    "Оқу",
    "Орталық",
    "Кешен",
    "Жаңа",
    "Күн",
)


def person_name(*, number: int, male: bool, seed: int = 0) -> tuple[str, str, str]:
    """Return surname, first name and patronymic; the same number gives the same name."""
    draw = mixed(seed, number, 11)
    if draw % 100 < RUSSIAN_SHARE_PERCENT:
        return _russian(draw // 100, male)
    return _kazakh(draw // 100, male)


def school_titles(serial: int) -> tuple[str, str]:
    """Return the full name of a school in Russian and in Kazakh; serials below 10 000 differ."""
    pair, lap = _pair(serial)
    kind_ru, kind_kk = _SCHOOL_KINDS[lap]
    return f"{kind_ru} «{pair}»", f"«{pair}» {kind_kk}"


def organisation_titles(serial: int) -> tuple[str, str]:
    """Return the name of the company that runs the school, in Russian and in Kazakh."""
    pair, lap = _pair(serial)
    name = f"{pair} {_COMPANY_TAILS[lap]}".strip()
    return f"ТОО «{name}»", f"«{name}» ЖШС"


def _pair(serial: int) -> tuple[str, int]:
    """Return the two words of a school and which of the ten laps through all pairs this is."""
    qualities, images = len(_SCHOOL_QUALITIES), len(_SCHOOL_IMAGES)
    # 347 is coprime with 32 × 32 × 10: neighbours do not look alike and none repeats.
    place = serial * 347 % (qualities * images * len(_SCHOOL_KINDS))
    lap, place = divmod(place, qualities * images)
    return f"{_SCHOOL_QUALITIES[place % qualities]} {_SCHOOL_IMAGES[place // qualities]}", lap


def _kazakh(draw: int, male: bool) -> tuple[str, str, str]:
    surname = KAZAKH_SURNAMES[draw % len(KAZAKH_SURNAMES)]
    draw //= len(KAZAKH_SURNAMES)
    father = KAZAKH_BOYS[draw % len(KAZAKH_BOYS)]
    draw //= len(KAZAKH_BOYS)
    if male:
        return surname, KAZAKH_BOYS[draw % len(KAZAKH_BOYS)], f"{father}ұлы"
    return f"{surname}а", KAZAKH_GIRLS[draw % len(KAZAKH_GIRLS)], f"{father}қызы"


def _russian(draw: int, male: bool) -> tuple[str, str, str]:
    surname = RUSSIAN_SURNAMES[draw % len(RUSSIAN_SURNAMES)]
    draw //= len(RUSSIAN_SURNAMES)
    patronymic = RUSSIAN_PATRONYMICS[draw % len(RUSSIAN_PATRONYMICS)]
    draw //= len(RUSSIAN_PATRONYMICS)
    if male:
        return surname, RUSSIAN_BOYS[draw % len(RUSSIAN_BOYS)], patronymic
    first = RUSSIAN_GIRLS[draw % len(RUSSIAN_GIRLS)]
    return f"{surname}а", first, f"{patronymic.removesuffix('ич')}на"
