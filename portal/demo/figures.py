"""Figures of the country that the demo is built from: regions, budgets, norms, МРП, vendors.

Every figure carries where it comes from and whether it is confirmed or an assumption; pages show
the mark. «domain §4 S38» is section 4 and source S38 of the domain research. Where no source
gives a region's figure, it is proportional, so that the country adds up to 890 schools, 331 852
pupils (S42) and 79 bn ₸ of local budgets for September–December 2025 (S44).
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from core.money import half_up

TENGE = 100
COUNTRY_SCHOOLS = 890
COUNTRY_PUPILS = 331_852
COUNTRY_BUDGET_TIYN = 79_000_000_000 * TENGE
BUDGET_MONTHS = ("2025-09", "2025-10", "2025-11", "2025-12")


class Mark(StrEnum):
    """How far a figure may be trusted."""

    CONFIRMED = "confirmed"
    ASSUMPTION = "assumption"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its source; the unit stands in the name of the field that holds it."""

    value: int
    source: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class RegionFigures:
    """One region: names in three languages and the size of its private schools.

    `budget_tiyn` is the local budget for private schools, September–December 2025.
    """

    code: str
    name_ru: str
    name_kk: str
    name_en: str
    department_ru: str
    department_kk: str
    department_en: str
    schools: Figure
    pupils: Figure
    budget_tiyn: Figure

    @property
    def kato(self) -> str:
        """Nine digits of the region in the classifier of territories."""
        return f"{self.code}0000000"


def _confirmed(value: int, source: str) -> Figure:
    return Figure(value, f"domain §4 {source}", Mark.CONFIRMED)


def _assumed(value: int, source: str = "S42 S44, proportional") -> Figure:
    return Figure(value, f"domain §4 {source}", Mark.ASSUMPTION)


def _region(
    code: str,
    names: tuple[str, str, str],
    genitive_ru: str,
    schools: int | Figure,
    pupils: int | Figure,
    budget_tenge: int | Figure,
) -> RegionFigures:
    """Fill in the names of the department; a bare number is an assumption."""
    name_ru, name_kk, name_en = names
    budget = budget_tenge if isinstance(budget_tenge, Figure) else _assumed(budget_tenge)
    return RegionFigures(
        code=code,
        name_ru=name_ru,
        name_kk=name_kk,
        name_en=name_en,
        department_ru=f"Управление образования {genitive_ru}",
        department_kk=f"{name_kk}ның білім басқармасы",
        department_en=f"Education Department of {name_en}",
        schools=schools if isinstance(schools, Figure) else _assumed(schools),
        pupils=pupils if isinstance(pupils, Figure) else _assumed(pupils),
        budget_tiyn=Figure(budget.value * TENGE, budget.source, budget.mark),
    )


REGIONS: tuple[RegionFigures, ...] = (
    _region("10", ("область Абай", "Абай облысы", "Abai Region"),
            "области Абай", 20, 7_226, 1_715_673_000),
    _region("11", ("Акмолинская область", "Ақмола облысы", "Akmola Region"),
            "Акмолинской области", 20, 7_226, 1_715_673_000),
    _region("15", ("Актюбинская область", "Ақтөбе облысы", "Aktobe Region"),
            "Актюбинской области", 45, 16_258, 3_860_145_000),
    _region("19", ("Алматинская область", "Алматы облысы", "Almaty Region"),
            "Алматинской области",
            _confirmed(47, "S50"), _confirmed(16_253, "S50"), 3_858_958_000),
    _region("23", ("Атырауская область", "Атырау облысы", "Atyrau Region"),
            "Атырауской области", 34, 12_284, 2_916_596_000),
    # The source gives 1.5 bn ₸ for the whole of 2025; four months of twelve are 0.5 bn.
    _region("27", ("Западно-Казахстанская область", "Батыс Қазақстан облысы",
                   "West Kazakhstan Region"),
            "Западно-Казахстанской области",
            _confirmed(15, "S27"), _confirmed(2_538, "S27"),
            _assumed(500_000_000, "S27, 1.5 bn ₸ a year times 4/12")),
    _region("31", ("Жамбылская область", "Жамбыл облысы", "Jambyl Region"),
            "Жамбылской области", 50, 18_065, 4_289_182_000),
    _region("33", ("область Жетісу", "Жетісу облысы", "Jetisu Region"),
            "области Жетісу", 22, 7_948, 1_887_097_000),
    _region("35", ("Карагандинская область", "Қарағанды облысы", "Karaganda Region"),
            "Карагандинской области", 42, 15_174, 3_602_770_000),
    _region("39", ("Костанайская область", "Қостанай облысы", "Kostanay Region"),
            "Костанайской области", 14, 5_058, 1_200_923_000),
    _region("43", ("Кызылординская область", "Қызылорда облысы", "Kyzylorda Region"),
            "Кызылординской области", 40, 14_452, 3_431_345_000),
    # The source says «more than 50 schools» and contracts of 4.6 bn ₸, nearly the whole budget.
    _region("47", ("Мангистауская область", "Маңғыстау облысы", "Mangystau Region"),
            "Мангистауской области",
            _confirmed(50, "S44"), 18_065, _confirmed(4_600_000_000, "S44")),
    _region("55", ("Павлодарская область", "Павлодар облысы", "Pavlodar Region"),
            "Павлодарской области", 18, 6_503, 1_544_010_000),
    _region("59", ("Северо-Казахстанская область", "Солтүстік Қазақстан облысы",
                   "North Kazakhstan Region"),
            "Северо-Казахстанской области", 8, 2_890, 686_174_000),
    _region("61", ("Туркестанская область", "Түркістан облысы", "Turkistan Region"),
            "Туркестанской области", 110, 39_742, 9_435_962_000),
    _region("62", ("область Ұлытау", "Ұлытау облысы", "Ulytau Region"),
            "области Ұлытау", 4, 1_445, 343_087_000),
    _region("63", ("Восточно-Казахстанская область", "Шығыс Қазақстан облысы",
                   "East Kazakhstan Region"),
            "Восточно-Казахстанской области", 20, 7_226, 1_715_673_000),
    _region("71", ("г. Астана", "Астана қаласы", "Astana"),
            "города Астаны", _confirmed(77, "S49"), 27_819, 6_605_079_000),
    _region("75", ("г. Алматы", "Алматы қаласы", "Almaty"),
            "города Алматы",
            _confirmed(117, "S48"), _confirmed(39_680, "S48"), 9_421_241_000),
    _region("79", ("г. Шымкент", "Шымкент қаласы", "Shymkent"),
            "города Шымкента",
            _confirmed(137, "S38"), _confirmed(66_000, "S38"), 15_670_412_000),
)  # fmt: skip


def region_figures(code: str) -> RegionFigures:
    """Return the figures of a region by its two KATO digits.

    :raises KeyError: no such region
    """
    for region in REGIONS:
        if region.code == code:
            return region
    raise KeyError(code)


class Level(StrEnum):
    """Level of education; grades 1–4, 5–9 and 10–11."""

    PRIMARY = "primary"
    BASIC = "basic"
    GENERAL = "general"


class Locality(StrEnum):
    URBAN = "urban"
    RURAL = "rural"


LEVEL_GRADES = {Level.PRIMARY: (1, 4), Level.BASIC: (5, 9), Level.GENERAL: (10, 11)}
# The codes of the LMS interface.
STUDY_TYPES = ("general", "correction", "special_needs", "home")


@dataclass(frozen=True, slots=True)
class DemoNorm:
    """Per-capita norm of a pupil for a year; «демо-норматив», no official table was found."""

    level: Level
    study_type: str
    locality: Locality
    annual_tiyn: int
    source: str = "domain §2.4, demo reference data"
    mark: Mark = Mark.ASSUMPTION


_BASE_TENGE = {Level.PRIMARY: 540_000, Level.BASIC: 640_000, Level.GENERAL: 700_000}
_TYPE_FACTOR = {
    "general": Fraction(1),
    "correction": Fraction(2),
    "special_needs": Fraction(3, 2),
    "home": Fraction(5, 2),
}
_LOCALITY_FACTOR = {Locality.URBAN: Fraction(1), Locality.RURAL: Fraction(1)}


def _norm(level: Level, study_type: str, locality: Locality) -> DemoNorm:
    exact = _BASE_TENGE[level] * TENGE * _TYPE_FACTOR[study_type] * _LOCALITY_FACTOR[locality]
    return DemoNorm(level, study_type, locality, half_up(exact.numerator, exact.denominator))


DEMO_NORMS: tuple[DemoNorm, ...] = tuple(
    _norm(level, study_type, locality)
    for level in Level
    for study_type in STUDY_TYPES
    for locality in Locality
)

# МРП, monthly calculation index, by year.
MRP_TIYN = {
    2025: Figure(3_932 * TENGE, "domain §2.2 S33", Mark.CONFIRMED),
    2026: Figure(4_325 * TENGE, "domain §2.2 S33", Mark.CONFIRMED),
}
# Reimbursement a pupil a year in МРП, for eight years (96 months).
CONSTRUCTION_MRP = Figure(96, "domain §2.1 S32", Mark.CONFIRMED)
RECONSTRUCTION_MRP = Figure(47, "domain §2.1 S32", Mark.CONFIRMED)


@dataclass(frozen=True, slots=True)
class DemoVendor:
    """An LMS vendor of the demo; no such company exists."""

    slug: str
    name_ru: str
    name_kk: str


VENDORS: tuple[DemoVendor, ...] = (
    DemoVendor("kundelik-demo", "ТОО «Күнделік-Демо»", "«Күнделік-Демо» ЖШС"),
    DemoVendor("synyp-demo", "ТОО «Сынып-Демо»", "«Сынып-Демо» ЖШС"),
)


@dataclass(frozen=True, slots=True)
class Bank:
    """A bank by the three digits inside an IBAN; `bic` has 8 characters."""

    code: str
    bic: str
    name_ru: str


TREASURY = Bank("070", "KKMFKZ2A", "Комитет казначейства Министерства финансов РК")
# integrations §6.3; closed banks of that list are left out.
BANKS: tuple[Bank, ...] = (
    Bank("601", "HSBKKZKX", "Народный банк Казахстана"),
    Bank("722", "CASPKZKA", "Kaspi Bank"),
    Bank("856", "KCJBKZKX", "Банк ЦентрКредит"),
    Bank("965", "IRTYKZKA", "ForteBank"),
    Bank("849", "NURSKZKX", "Нурбанк"),
    Bank("948", "EURIKZKA", "Евразийский банк"),
)
