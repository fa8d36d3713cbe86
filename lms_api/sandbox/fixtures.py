"""Test schools and test pupils whose behaviour never changes. Fixed for ever: vendors' tests name
them. All of it is made up; no number here belongs to anybody.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from acts.calculations import Claim
from core.identifiers import Iin

_SHARED_RU, _SHARED_KK = "Тестовая школа ", " сынақ мектебі"


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxSchool:
    """A school of the sandbox."""

    school_id: str
    name_ru: str
    name_kk: str
    shows: Promise
    """What a vendor can try with it."""
    is_granted: bool = True
    is_primary: bool = True
    has_contract: bool = True
    is_closed: bool = False
    act_status: str = "formed"
    stands: int = 0
    """Pupils that every month of it begins with."""
    is_limited: bool = False

    @property
    def name(self) -> str:
        """Kazakh name on Kazakh pages, else Russian: as a school that exists."""
        return self.name_kk if get_language() == "kk" else self.name_ru

    @property
    def short(self) -> str:
        """The name without what all of them share."""
        return self.name.removeprefix(_SHARED_RU).removesuffix(_SHARED_KK)

    @property
    def bin(self) -> str:
        """No BIN begins with zeros and ends so: nobody's."""
        return f"0000000000{self.school_id[-2:]}"


def _school(
    number: int, name: str, name_kk: str, shows: Promise, **traits: object
) -> SandboxSchool:
    return SandboxSchool(
        school_id=f"9990000000000000{number:02d}",
        name_ru=f"{_SHARED_RU}«{name}»",
        name_kk=f"«{name_kk}»{_SHARED_KK}",
        shows=shows,
        **traits,  # type: ignore[arg-type]
    )


SCHOOLS = {
    one.school_id: one
    for one in (
        _school(1, "Обычная", "Кәдімгі",
                _("Договор действует, акт сформирован: деньги видны сразу.")),
        _school(2, "Без договора", "Шартсыз",
                _("Договора нет: передача принята, прогноза и денег нет."), has_contract=False),
        _school(3, "Закрытый месяц", "Жабық ай",
                _("Акт любого месяца подписан: 409 PERIOD_CLOSED."), is_closed=True),
        _school(4, "Две LMS", "Екі LMS",
                _("Основная LMS школы другая: предупреждение NOT_PRIMARY, денег нет."),
                is_primary=False),
        _school(5, "Резкое падение", "Күрт азаю",
                _("В каждом месяце уже стоят 40 учеников: передача без 30 из них ждёт школу."),
                stands=40),
        _school(6, "Ограничение", "Шектеу",
                _("Каждая нечётная передача получает 429 с Retry-After: 1, повтор принимается."),
                is_limited=True),
        _school(7, "Нет ЭСФ", "ЭШФ жоқ",
                _("Акт подписан обеими сторонами и ждёт ЭСФ школы: act_status — signed."),
                act_status="signed"),
        _school(8, "Доступ закрыт", "Қолжетімділік жабық",
                _("Школа закрыла доступ вашей LMS: её нет в списке, вызов отвечает 404."),
                is_granted=False),
    )
}  # fmt: skip


class Life(StrEnum):
    """What the sandbox's registry says of a pupil."""

    ALIVE = "alive"
    DEAD = "dead"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxPupil:
    """A pupil of the sandbox, born 12 May 2014. Every other IIN is alive and a citizen."""

    iin: Iin
    shows: Promise
    life: Life = Life.ALIVE
    is_citizen: bool = True
    claim: Claim = Claim.NONE
    has_document: bool = False


PUPILS = {
    one.iin: one
    for one in (
        SandboxPupil(
            iin=Iin("140512590010"),
            shows=_("Умер по данным ГБД ФЛ: K4, строка не оплачивается."),
            life=Life.DEAD,
        ),
        SandboxPupil(
            iin=Iin("140512590022"),
            shows=_("ГБД ФЛ не знает такого человека: K4_WAITING, оплата ждёт."),
            life=Life.UNKNOWN,
        ),
        SandboxPupil(
            iin=Iin("140512590034"),
            shows=_("Гражданин другого государства: CITIZENSHIP, строка не оплачивается."),
            is_citizen=False,
        ),
        SandboxPupil(
            iin=Iin("140512590046"),
            shows=_("Заявлен и другой организацией: K5, оплата ждёт решения."),
            claim=Claim.OPEN,
        ),
        SandboxPupil(
            iin=Iin("140512590058"),
            shows=_("Есть и в другой школе вашей организации: SIBLING_SCHOOL, платится там."),
            claim=Claim.SAME_OWNER,
        ),
        SandboxPupil(
            iin=Iin("140512590071"),
            shows=_("Документ особого типа обучения есть: платится норма этого типа."),
            has_document=True,
        ),
        SandboxPupil(
            iin=Iin("140512590083"),
            shows=_("Реестр молчит: K4_WAITING при каждом чтении передачи."),
            life=Life.UNKNOWN,
        ),
    )
}
BORN = "2014-05-12"

PRICES_TIYN = {
    "general": 5_000_000,
    "correction": 8_000_000,
    "special_needs": 9_000_000,
    "home": 10_000_000,
}
"""Of a pupil-month in the sandbox, grades 1 to 12; the preparatory class has no norm."""
PLACES = 5_000
SCHOOLS_A_PAGE = 5
"""So few that a client meets a second page."""


def priced(grade: int, study_type: str) -> int | None:
    """Price of a pupil-month, None without a norm."""
    return PRICES_TIYN[study_type] if grade else None
