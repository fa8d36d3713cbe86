"""Words for the reasons of lines: what happened, and what to do about it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from acts.calculations import Reason
from acts.models import ActLine

WORDS: dict[str, Any] = {
    Reason.NONE: "",
    Reason.NOT_ENROLLED_YET: _("На день отсечения месяца ученик ещё не был зачислен"),
    Reason.LEFT: _("Ученик выбыл до дня отсечения месяца"),
    Reason.NO_NORM: _("Для этого класса нет норматива финансирования"),
    Reason.NOT_ALIVE: _("K4: по данным ГБД ФЛ жизненный статус не соответствует"),
    Reason.NOT_CITIZEN: _("По данным ГБД ФЛ не является гражданином Республики Казахстан"),
    Reason.CASE_LOST: _("K5: дело о двух организациях решено в пользу другой школы"),
    Reason.SAME_OWNER: _("Числится в другой школе той же организации с более ранней даты"),
    Reason.CLAIMED_ELSEWHERE: _(
        "K5: в том же месяце указан ещё одной организацией; сумма отложена до решения"
    ),
    Reason.FUNDED_ELSEWHERE: _(
        "K5: этот месяц уже стоит в акте другой школы; сумма отложена до решения"
    ),
    Reason.REGISTRY_SILENT: _(
        "ГБД ФЛ ещё не ответила. Это не отказ: запрос повторится, акт сформируется заново"
    ),
    Reason.REGISTRY_STALE: _(
        "Ответ ГБД ФЛ устарел. Это не отказ: запрос повторится, акт сформируется заново"
    ),
    Reason.NO_DOCUMENT: _(
        "Нет документа об особом типе обучения: оплачен общий норматив, разница отложена"
    ),
    Reason.OVER_CAPACITY: _("Сверх мест, указанных в договоре: не финансируется"),
    Reason.OVER_CONTRACT: _("Сверх суммы договора на этот месяц: не оплачивается"),
}


def reason_words(line: ActLine) -> Any:
    """The reason of a line in words; a paid line has none."""
    return WORDS.get(line.reason, line.reason)
