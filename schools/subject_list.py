"""Ordinary subjects of a school's curriculum: the first content of the catalogue.

Assumption: the ministry's own code list was not at hand. The numbers are for ever, the names
follow the model curricula (order of the Minister of Education No. 500 of 2012, as amended); whoever
receives the official list replaces names, never numbers.
"""

from typing import NamedTuple


class ListedSubject(NamedTuple):
    """Number (for ever), id of the API, names."""

    number: int
    subject_id: str
    name_ru: str
    name_kk: str
    name_en: str


_ROWS = (
    ("alphabet", "Обучение грамоте", "Сауат ашу", "Literacy"),
    ("kazakh_language", "Казахский язык", "Қазақ тілі", "Kazakh language"),
    ("kazakh_language_l2", "Казахский язык (Т2)", "Қазақ тілі (Т2)", "Kazakh as a second language"),
    ("kazakh_literature", "Казахская литература", "Қазақ әдебиеті", "Kazakh literature"),
    (
        "kazakh_language_literature",
        "Казахский язык и литература",
        "Қазақ тілі мен әдебиеті",
        "Kazakh language and literature",
    ),
    ("russian_language", "Русский язык", "Орыс тілі", "Russian language"),
    ("russian_language_l2", "Русский язык (Я2)", "Орыс тілі (Я2)", "Russian as a second language"),
    ("russian_literature", "Русская литература", "Орыс әдебиеті", "Russian literature"),
    (
        "russian_language_literature",
        "Русский язык и литература",
        "Орыс тілі мен әдебиеті",
        "Russian language and literature",
    ),
    ("literary_reading", "Литературное чтение", "Әдебиеттік оқу", "Literary reading"),
    ("mother_tongue", "Родной язык", "Ана тілі", "Mother tongue"),
    ("foreign_language", "Иностранный язык", "Шет тілі", "Foreign language"),
    ("english_language", "Английский язык", "Ағылшын тілі", "English language"),
    ("mathematics", "Математика", "Математика", "Mathematics"),
    ("algebra", "Алгебра", "Алгебра", "Algebra"),
    (
        "algebra_analysis",
        "Алгебра и начала анализа",
        "Алгебра және анализ бастамалары",
        "Algebra and introductory analysis",
    ),
    ("geometry", "Геометрия", "Геометрия", "Geometry"),
    ("digital_literacy", "Цифровая грамотность", "Цифрлық сауаттылық", "Digital literacy"),
    ("informatics", "Информатика", "Информатика", "Informatics"),
    ("natural_science", "Естествознание", "Жаратылыстану", "Natural science"),
    ("world_around", "Познание мира", "Дүниетану", "The world around us"),
    ("physics", "Физика", "Физика", "Physics"),
    ("chemistry", "Химия", "Химия", "Chemistry"),
    ("biology", "Биология", "Биология", "Biology"),
    ("geography", "География", "География", "Geography"),
    ("history_kazakhstan", "История Казахстана", "Қазақстан тарихы", "History of Kazakhstan"),
    ("world_history", "Всемирная история", "Дүниежүзі тарихы", "World history"),
    ("law", "Основы права", "Құқық негіздері", "Basics of law"),
    (
        "entrepreneurship",
        "Основы предпринимательства и бизнеса",
        "Кәсіпкерлік және бизнес негіздері",
        "Basics of entrepreneurship",
    ),
    ("self_knowledge", "Самопознание", "Өзін-өзі тану", "Self-knowledge"),
    ("global_competences", "Глобальные компетенции", "Жаһандық құзыреттер", "Global competences"),
    ("music", "Музыка", "Музыка", "Music"),
    ("fine_arts", "Изобразительное искусство", "Бейнелеу өнері", "Fine arts"),
    ("labour", "Трудовое обучение", "Еңбекке баулу", "Labour training"),
    ("artistic_labour", "Художественный труд", "Көркем еңбек", "Artistic labour"),
    (
        "graphics",
        "Графика и проектирование",
        "Графика және жобалау",
        "Graphics and design",
    ),
    ("physical_education", "Физическая культура", "Дене шынықтыру", "Physical education"),
    (
        "initial_military",
        "Начальная военная и технологическая подготовка",
        "Алғашқы әскери және технологиялық дайындық",
        "Initial military and technological training",
    ),
    ("abai_studies", "Абаеведение", "Абайтану", "Abai studies"),
    ("religion_studies", "Светскость и основы религиоведения", "Зайырлылық және дінтану негіздері",
     "Secularism and basics of religious studies"),
)  # fmt: skip
SUBJECTS = tuple(ListedSubject(number, *row) for number, row in enumerate(_ROWS, start=1))
