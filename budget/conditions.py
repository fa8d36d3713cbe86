"""Why a move of an application or a plan is not possible yet."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from core.workflow import condition
from schools.statuses import SchoolStatus

if TYPE_CHECKING:
    from budget.models import FundingApplication


@condition(_("Школа не активна: сначала завершите оцифровку."))
def school_is_active(application: "FundingApplication") -> bool:
    """Only a digitised school applies."""
    return application.school.status == SchoolStatus.ACTIVE


@condition(_("Заявка заполнена не полностью: список недостающего — на странице заявки."))
def application_is_complete(application: "FundingApplication") -> bool:
    """Every required field and confirmation of the form is there."""
    from budget.selectors.applications import missing_parts

    return not missing_parts(application)


@condition(_("Есть стоп-фактор или проверка без ответа: одобрить можно после их снятия."))
def findings_do_not_stop(application: "FundingApplication") -> bool:
    """All stop factors passed on fresh facts."""
    from budget.selectors.applications import blocking_findings

    return not blocking_findings(application)


@condition(_("Отказать можно только по подтверждённому стоп-фактору; для остального — возврат."))
def is_refusable(application: "FundingApplication") -> bool:
    """At least one stop factor failed on facts."""
    from budget.selectors.applications import failed_stop_factors

    return bool(failed_stop_factors(application))


@condition(_("Управление образования уже открыло заявку: отозвать её нельзя."))
def nobody_opened_it(application: "FundingApplication") -> bool:
    """The other side has not looked yet."""
    return application.opened_by_officer_at is None
