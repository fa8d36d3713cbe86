"""The menus of the portal and of every cabinet, as data.

Captions and their order are the deck's, word for word; what the deck does not have comes after.
The counts come from ``core.web.desk``, where each room tells what waits for whom.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

E_QAZYNA = "https://e-qazyna.kz/"


@dataclass(frozen=True)
class MenuItem:
    """A link of a menu: by URL name, or ``url`` for another site; ``badge`` keys its counter."""

    caption: Any
    url_name: str = ""
    badge: str = ""
    url: str = ""


Group = tuple[MenuItem, ...]


def _item(caption: Any, url_name: str) -> MenuItem:
    return MenuItem(caption, url_name, badge=url_name)


BILIMGE = MenuItem("Bilimge", "portal:home")
E_QAZYNA_ITEM = MenuItem("e-Qazyna.kz", url=E_QAZYNA)

PUBLIC_MENU: Group = (
    MenuItem(_("Главная"), "portal:home"),
    MenuItem(_("Статистика"), "portal:statistics"),
    MenuItem(_("Правила"), "flk:rules"),
    MenuItem(_("Проверить документ"), "signing:verify-form"),
    E_QAZYNA_ITEM,
)

FOOTER_MENU: Group = (*PUBLIC_MENU[1:-1], MenuItem(_("Помощь"), "portal:help"), E_QAZYNA_ITEM)

CABINET_TITLES = {
    "school": _("Кабинет организации образования"),
    "department": _("Кабинет управления образования"),
    "finance": _("Кабинет Финансового центра"),
    "vendor": _("Кабинет поставщика LMS"),
    "auditor": _("Кабинет аудитора"),
    "citizen": _("Личный кабинет гражданина"),
    "admin": _("Кабинет администратора"),
}


def _desk(cabinet: str) -> Group:
    return (_item(_("Рабочий стол"), f"{cabinet}:desk"),)


MENUS: dict[str, tuple[Group, ...]] = {
    "school": (
        _desk("school"),
        (
            _item(_("Мои школы"), "school:schools"),
            _item(_("Мои лицензии"), "school:licences"),
            _item(_("Моя аттестация"), "school:attestation"),
            _item(_("Моя аккредитация"), "school:accreditation"),
            BILIMGE,
            E_QAZYNA_ITEM,
        ),
        (
            _item(_("Заявки на финансирование (ГОЗ)"), "school:applications"),
            _item(_("Договоры"), "school:contracts"),
            _item(_("Акты"), "school:acts"),
            _item(_("Ученики"), "school:pupils"),
            _item(_("Ошибки данных"), "school:data-errors"),
            _item(_("Спорные ученики"), "school:duplicates"),
            _item(_("Особые условия обучения"), "school:study-proofs"),
            _item(_("Платежи"), "school:payments"),
            _item(_("Поручения на представительство"), "school:delegations"),
        ),
    ),
    "department": (
        _desk("department"),
        (
            _item(_("Реестр школ"), "department:schools"),
            _item(_("Поручения на представительство"), "department:delegations"),
            _item(_("Бюджет для частных школ"), "department:budget"),
            _item(_("Заявки на финансирование"), "department:applications"),
            _item(_("Договоры"), "department:contracts"),
            _item(_("Акты"), "department:acts"),
            _item(_("План на финансирования"), "department:plan"),
            _item(_("Сводные реестры актов для оплаты"), "department:registers"),
        ),
        (
            _item(_("Передача данных"), "department:delivery"),
            _item(_("Ошибки данных"), "department:data-errors"),
            _item(_("Спорные ученики"), "department:duplicates"),
            _item(_("Особые условия обучения"), "department:study-proofs"),
            _item(_("Сбои реестров"), "department:outages"),
            BILIMGE,
            E_QAZYNA_ITEM,
        ),
    ),
    "finance": (
        _desk("finance"),
        (
            _item(_("Поручения на представительство"), "finance:delegations"),
            _item(_("Реестр управлений образования (УО)"), "finance:departments"),
            _item(_("Планы на финансирования по каждому УО"), "finance:plans"),
            _item(_("Сводный реестр актов для оплаты"), "finance:registers"),
            _item(_("Платежи"), "finance:payments"),
        ),
        (
            _item(_("Выписки"), "finance:statements"),
            _item(_("Передача данных"), "finance:delivery"),
            BILIMGE,
            E_QAZYNA_ITEM,
        ),
    ),
    "vendor": (
        _desk("vendor"),
        (
            _item(_("Школы"), "vendor:schools"),
            _item(_("Передачи данных"), "vendor:submissions"),
            _item(_("Ключи"), "vendor:keys"),
            _item(_("Песочница"), "vendor:sandbox"),
            _item(_("Журнал запросов"), "vendor:requests"),
            _item(_("Коды ошибок"), "vendor:errors"),
            _item(_("Документация"), "vendor:docs"),
        ),
        (BILIMGE, E_QAZYNA_ITEM),
    ),
    "auditor": (
        _desk("auditor"),
        (
            _item(_("Реестр школ"), "auditor:schools"),
            _item(_("Заявки на финансирование"), "auditor:applications"),
            _item(_("Договоры"), "auditor:contracts"),
            _item(_("Акты"), "auditor:acts"),
            _item(_("Особые условия обучения"), "auditor:study-proofs"),
            _item(_("Сводные реестры актов для оплаты"), "auditor:registers"),
            _item(_("Платежи"), "auditor:payments"),
            _item(_("Передача данных"), "auditor:delivery"),
            _item(_("Ошибки данных"), "auditor:data-errors"),
        ),
        (BILIMGE, E_QAZYNA_ITEM),
    ),
    "citizen": (_desk("citizen"), (BILIMGE, E_QAZYNA_ITEM)),
    "admin": (
        _desk("admin"),
        (
            _item(_("Настройки с датами"), "admin:settings"),
            _item(_("Предложенные значения"), "admin:setting-proposals"),
            _item(_("Люди и роли"), "admin:people"),
            _item(_("Задания"), "admin:jobs"),
            _item(_("События"), "admin:events"),
            _item(_("Интеграции"), "admin:integrations"),
            _item(_("Сбои реестров"), "admin:outages"),
        ),
        (BILIMGE, E_QAZYNA_ITEM),
    ),
}
