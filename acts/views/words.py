"""What is expected now of whom, by the act's state."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from acts.models import Act
from acts.statuses import ActStatus

Words = tuple[Any, Any, str]

_SCHOOL: dict[str, Words] = {
    ActStatus.AWAITING_DATA: (
        _("От вас: передать данные LMS за месяц"),
        _("Попросите поставщика вашей LMS отправить контингент. Акт сформируется сам."),
        "move",
    ),
    ActStatus.FORMED: (_("Акт готовится"), _("Документ для подписи появится сам."), "wait"),
    ActStatus.WITH_SCHOOL: (
        _("От вас: проверить отличия и подписать акт"),
        _("Подпись закрывает месяц: новые данные LMS за него не примутся. Не согласны — верните."),
        "move",
    ),
    ActStatus.WITH_DEPARTMENT: (
        _("Акт подписывает управление образования"),
        _("От вас ничего не требуется."),
        "wait",
    ),
    ActStatus.RETURNED: (
        _("От вас: исправить то, что названо в причине"),
        _(
            "Причина — в ходе дела. Исправленные данные LMS сформируют акт заново; если исправлять "
            "нечего, сформируйте его кнопкой ниже."
        ),
        "move",
    ),
    ActStatus.SIGNED: (_("От вас: выписать ЭСФ"), "", "move"),
    ActStatus.IN_REGISTER: (
        _("Акт включён в сводный реестр"),
        _("Его принимает Финансовый центр. От вас ничего не требуется."),
        "wait",
    ),
    ActStatus.PAYABLE: (_("Акт передан на оплату"), _("От вас ничего не требуется."), "wait"),
    ActStatus.PAID: (_("Акт оплачен"), "", "done"),
    ActStatus.ANNULLED: (_("Акт аннулирован"), "", "stop"),
}
_DEPARTMENT: dict[str, Words] = {
    ActStatus.AWAITING_DATA: (
        _("Школа и её LMS ещё не передали данные за месяц"),
        _("Акт сформируется сам, когда данные придут."),
        "wait",
    ),
    ActStatus.FORMED: (_("Акт готовится"), _("Документ для подписи появится сам."), "wait"),
    ActStatus.WITH_SCHOOL: (_("Акт подписывает школа"), _("От вас ничего не требуется."), "wait"),
    ActStatus.WITH_DEPARTMENT: (
        _("От вас: проверить отличия и подписать"),
        _("Школа уже подписала. Если есть ошибка, верните с причиной: месяц откроется снова."),
        "move",
    ),
    ActStatus.RETURNED: (
        _("Акт возвращён: школа исправляет данные"),
        _("После новых данных LMS акт сформируется заново."),
        "wait",
    ),
    ActStatus.SIGNED: (
        _("Школа выписывает ЭСФ"),
        _("Без подходящей ЭСФ акт не входит в реестр (K6)."),
        "wait",
    ),
    ActStatus.IN_REGISTER: (
        _("Акт в сводном реестре"),
        _("Реестр принимает Финансовый центр."),
        "wait",
    ),
    ActStatus.PAYABLE: (_("Финансовый центр платит по акту"), "", "wait"),
    ActStatus.PAID: (_("Акт оплачен"), "", "done"),
    ActStatus.ANNULLED: (_("Акт аннулирован"), "", "stop"),
}


def next_words(act: Act, *, is_school: bool) -> Words | None:
    """Title, text and tone for the one who looks."""
    return (_SCHOOL if is_school else _DEPARTMENT).get(act.status)
