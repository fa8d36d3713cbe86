"""The words of notifications by kind. No pupil, no IIN: the same words may go out by SMS."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, Any] = {
    "application.returned": _("Заявка %(number)s возвращена: %(reason)s"),
    "application.refused": _("По заявке %(number)s отказ: %(reason)s"),
    "application.approved": _("Заявка %(number)s одобрена"),
    "application.allocated": _("По заявке %(number)s распределено %(amount)s ₸"),
    "application.submitted": _("Поступила заявка %(number)s"),
    "school.returned": _("Оцифровка школы «%(name)s» возвращена: %(reason)s"),
    "school.activated": _("Школа «%(name)s» оцифрована"),
    "school.appealed": _("Школа «%(name)s» обжалует отказ в оцифровке: %(reason)s"),
    "school.refused": _("Школе «%(name)s» отказано в оцифровке: %(reason)s"),
    "school.submitted": _("Поступила заявка на оцифровку: «%(name)s»"),
    "contract.to_sign": _("Договор %(number)s ждёт вашей подписи"),
    "contract.active": _("Договор %(number)s действует"),
    "contract.declined": _("Договор %(number)s отклонён: %(reason)s"),
    "act.to_sign": _("Акт %(number)s ждёт вашей подписи"),
    "act.returned": _("Акт %(number)s возвращён: %(reason)s"),
    "act.needs_invoice": _("Выпишите ЭСФ по акту %(number)s на %(amount)s ₸"),
    "act.paid": _("Акт %(number)s оплачен: %(amount)s ₸"),
    "register.sent": _("Поступил сводный реестр %(number)s на %(amount)s ₸"),
    "register.returned": _("Сводный реестр %(number)s возвращён: %(reason)s"),
    "payment.to_approve": _("Платёжное поручение %(number)s ждёт утверждения"),
    "payment.rejected": _("Платёж %(number)s отклонён банком: %(reason)s"),
    "contingent.quarantined": _("Контингент школы «%(name)s» ждёт подтверждения"),
    "delivery.remind": _("LMS не передала контингент школы «%(name)s» за %(month)s"),
    "study_proof.rejected": _(
        "Документ %(number)s об особых условиях обучения отклонён: %(reason)s"
    ),
    "study_proof.expiring": _(
        "Школа «%(name)s»: скоро закончатся документы об особых условиях обучения: %(count)s"
    ),
    "comment.added": _("Новое сообщение по документу %(number)s: %(who)s"),
    "delegation.granted": _("Вам выдано поручение %(number)s"),
    "delegation.revoked": _("Поручение %(number)s отозвано"),
}


class _Known(dict[str, Any]):
    """A missing value of an old message shows as a dash, not as an error."""

    def __missing__(self, key: str) -> str:
        return "—"


def text_of(kind: str, params: Mapping[str, Any]) -> str:
    """The message in the current language; an unknown kind shows its code.

    A value with a translation beside it (``name`` and ``name_kk``) is said in that language.
    """
    template = TEXTS.get(kind)
    language = get_language()
    said = {key: params.get(f"{key}_{language}") or value for key, value in params.items()}
    return _one_quote(str(template) % _Known(said)) if template else kind


def _one_quote(text: str) -> str:
    """«Школа «Сая»»: quotes of one form that meet are written once, as both languages ask."""
    return text.replace("««", "«").replace("»»", "»")
