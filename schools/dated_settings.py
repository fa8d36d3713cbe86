"""Parameters of digitisation and of the contingent that are data with a date and a source."""

from core.models import SourceStatus
from core.settings_book import declare

SCHOOL_DAYS = declare(
    "terms.school_days",
    5,
    title="Рабочих дней у школы на её шаг",
    source="презентация OrtaBilim, стр. 5: «5 рабочих дней» у школы; на какой шаг, не сказано",
)
DEPARTMENT_DAYS = declare(
    "terms.department_days",
    5,
    title="Рабочих дней у управления образования на его шаг",
    source="допущение: тот же срок, что у школы",
)
PERMIT_COVERS_ALL_SHIFTS = declare(
    "capacity.permit_covers_all_shifts",
    True,
    title="Санитарное заключение считает места всех смен вместе",
    source="допущение по примеру 482 / 442 / 793: больше 442 мест не финансируется",
)
CUT_OFF_DAY = declare(
    "contingent.cut_off_day",
    "last",
    title="День месяца, на который считается контингент (last: последний)",
    source="допущение: последний день месяца",
)
DROP_PERCENT = declare(
    "contingent.quarantine_drop_percent",
    20,
    title="Падение числа учеников в процентах, после которого школа подтверждает данные",
    source="договорённость LMS API, раздел 5",
    status=SourceStatus.CONFIRMED,
)
DROP_PUPILS = declare(
    "contingent.quarantine_drop_pupils",
    10,
    title="Падение числа учеников, после которого школа подтверждает данные",
    source="договорённость LMS API, раздел 5",
    status=SourceStatus.CONFIRMED,
)
