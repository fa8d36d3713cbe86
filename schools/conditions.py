"""Why a move of a school is not possible yet."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from core.workflow import condition, history_of

if TYPE_CHECKING:
    from schools.models import School


@condition(_("Паспорт школы заполнен не полностью: список недостающего — на странице школы."))
def passport_is_complete(school: "School") -> bool:
    """Every required field and document of the passport is there."""
    from schools.selectors.passport import missing_parts

    return not missing_parts(school)


@condition(_("Подтвердите Id школы по НОБД: без него школа не может стать активной."))
def school_id_is_confirmed(school: "School") -> bool:
    """An officer compared the school id with the national database."""
    return school.school_id_confirmed_by_id is not None


@condition(_("Управление уже рассматривает заявку: дождитесь решения."))
def nobody_has_looked_at_it(school: "School") -> bool:
    """No officer compared the id, decided on the building or heard an appeal yet."""
    if school.school_id_confirmed_by_id is not None or school.purpose_decisions.exists():
        return False
    return not history_of(school).filter(name__in=("refuse", "send_back")).exists()
