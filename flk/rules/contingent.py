"""K4, citizenship and K5: the pupil lives, is a citizen, and is claimed once."""

from datetime import date

from flk.facts import PupilClaims, PupilStanding
from flk.marking import gettext_noop as _
from flk.outcomes import Answer, Outcome, Phase, Severity, Stream, failed, no_data, passed
from flk.registry import Example, rule

# The deck names the ground of these checks but no norm; a clause must not be invented.
_NORM_PENDING = _("Норма уточняется")
_SINCE = date(2025, 9, 1)


@rule(
    "FLK-K4",
    on=PupilStanding,
    severity=Severity.HOLD,
    phase=Phase.ACTIVATION,
    stream=Stream.TUITION,
    since=_SINCE,
    source=_NORM_PENDING,
    owner=_("ГБД ФЛ"),
    title=_("Жизненный статус ученика"),
    ground=_(
        "По данным государственной базы данных «Физические лица» жизненный статус не соответствует"
    ),
    how_to_fix=_(
        "Исключите ученика из контингента с даты выбытия. Если сведения ГБД ФЛ ошибочны, родителям "
        "следует обратиться в ЦОН; после исправления проверка повторится сама."
    ),
    details={
        "not_alive": _("По сведениям ГБД ФЛ жизненный статус ученика не «жив»."),
        "excluded": _("Запись ученика исключена из ГБД ФЛ."),
        "unknown": _("ГБД ФЛ не сообщила жизненный статус."),
    },
    examples=(
        Example(
            title=_("Ученик жив"),
            fact=PupilStanding(alive=True, excluded=False),
            outcome=Outcome.PASSED,
        ),
        Example(
            title=_("Есть запись о смерти"),
            fact=PupilStanding(alive=False, excluded=False),
            outcome=Outcome.FAILED,
            detail="not_alive",
        ),
        Example(
            title=_("Запись исключена из ГБД ФЛ"),
            fact=PupilStanding(alive=True, excluded=True),
            outcome=Outcome.FAILED,
            detail="excluded",
        ),
        Example(
            title=_("Статус не сообщён"),
            fact=PupilStanding(),
            outcome=Outcome.NO_DATA,
            detail="unknown",
        ),
    ),
)
def pupil_is_alive(fact: PupilStanding) -> Answer:
    """Test the life status in ГБД ФЛ."""
    if fact.alive is False:
        return failed("not_alive")
    if fact.excluded:
        return failed("excluded")
    if fact.alive is None or fact.excluded is None:
        return no_data("unknown")
    return passed()


@rule(
    "FLK-CITIZENSHIP",
    on=PupilStanding,
    severity=Severity.HOLD,
    phase=Phase.ACTIVATION,
    stream=Stream.TUITION,
    since=_SINCE,
    source=_NORM_PENDING,
    owner=_("ГБД ФЛ"),
    title=_("Гражданство ученика"),
    ground=_("По данным ГБД ФЛ ученик не является гражданином Республики Казахстан"),
    how_to_fix=_(
        "Если гражданство получено недавно, дождитесь обновления ГБД ФЛ: проверка повторится сама."
    ),
    details={
        "not_citizen": _("По сведениям ГБД ФЛ ученик — гражданин другого государства."),
        "unknown": _("ГБД ФЛ не сообщила гражданство."),
    },
    examples=(
        Example(
            title=_("Гражданин Казахстана"),
            fact=PupilStanding(citizen=True),
            outcome=Outcome.PASSED,
        ),
        Example(
            title=_("Гражданин другого государства"),
            fact=PupilStanding(citizen=False),
            outcome=Outcome.FAILED,
            detail="not_citizen",
        ),
        Example(
            title=_("Гражданство не сообщено"),
            fact=PupilStanding(),
            outcome=Outcome.NO_DATA,
            detail="unknown",
        ),
    ),
)
def pupil_is_a_citizen(fact: PupilStanding) -> Answer:
    """Test the citizenship in ГБД ФЛ (ISO 3166-1 numeric 398)."""
    if fact.citizen is None:
        return no_data("unknown")
    return passed() if fact.citizen else failed("not_citizen")


@rule(
    "FLK-K5",
    on=PupilClaims,
    severity=Severity.HOLD,
    phase=Phase.ACTIVATION,
    stream=Stream.TUITION,
    since=_SINCE,
    source=_NORM_PENDING,
    owner=_("Управление образования"),
    title=_("Дублирование по ИИН ученика"),
    ground=_("Не допускается финансирование ученика через два и более субъекта образования"),
    how_to_fix=_(
        "Откройте случай задвоения: приложите приказ о зачислении. До решения управления "
        "удерживается только спорный ученик, остальные строки акта оплачиваются."
    ),
    details={
        "claimed_elsewhere": _(
            "Ученика за этот месяц заявили и другие организации: %(organisations)s."
        ),
        "unknown": _("Сравнение с другими организациями ещё не выполнено."),
    },
    examples=(
        Example(
            title=_("Других заявлений нет"),
            fact=PupilClaims(other_organisations=0),
            outcome=Outcome.PASSED,
        ),
        Example(
            title=_("Заявлен ещё одной организацией"),
            fact=PupilClaims(other_organisations=1),
            outcome=Outcome.FAILED,
            detail="claimed_elsewhere",
        ),
        Example(
            title=_("Сравнение не выполнено"),
            fact=PupilClaims(),
            outcome=Outcome.NO_DATA,
            detail="unknown",
        ),
    ),
)
def pupil_is_claimed_once(fact: PupilClaims) -> Answer:
    """Test that no other organisation (BIN) claims the pupil in the same calendar month."""
    if fact.other_organisations is None:
        return no_data("unknown")
    if fact.other_organisations > 0:
        return failed("claimed_elsewhere", organisations=fact.other_organisations)
    return passed()
