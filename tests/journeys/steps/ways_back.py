"""The ways back: refusal and appeal, return and resubmission, decline."""

import re

from tests.journeys.people import Person
from tests.journeys.steps.application import officer_opens, open_own

DEBT = re.compile(r"1\s?234\s?567[.,]00")


def officer_refuses_debtor(officer: Person, school: str) -> None:
    """K3 is proven, so approval is not offered; the refusal names its ground."""
    officer_opens(officer, school)
    if officer.may_press("Проверить снова"):
        officer.presses("Проверить снова")  # the answer of the day of sending may be out of date
    officer.waits_for(DEBT)
    officer.sees(re.compile("Комитет государственных доходов"))
    assert not officer.may_press("Одобрить")
    officer.photographs("moderation-debt")
    officer.moves_with_reason("Отказать", reason="K3: налоговая задолженность на дату подачи.")
    officer.sees("Отказано")


def school_reads_refusal_and_appeals(head: Person) -> None:
    """The school sees reason and ground, and may ask to look again."""
    open_own(head)
    head.sees("В финансировании отказано")
    head.sees("K3: налоговая задолженность на дату подачи.")
    head.photographs("refused")
    head.opens(f"/school/applications/{head.number}/?tab=checks")
    head.sees(DEBT)
    head.moves_with_reason("Обжаловать отказ", reason="Задолженность погашена, справка приложена.")
    head.sees("Заявку рассматривает управление образования")


def officer_returns_application(officer: Person, school: str, reason: str) -> None:
    """Something to mend, in words."""
    officer_opens(officer, school)
    officer.moves_with_reason("Вернуть на доработку", reason=reason)
    officer.sees("Школа исправляет замечания")


def school_mends_and_resubmits(head: Person, reason: str) -> None:
    """One pupil less in the forecast; the same application goes again."""
    open_own(head, view="mine")
    head.sees(reason)
    head.photographs("returned")
    head.presses("Заполнить форму")
    cell = next(
        one
        for one in head.page.locator("main input[name^='forecast-']").all()
        if int(one.input_value() or 0) > 0
    )
    cell.fill(str(int(cell.input_value()) - 1))
    head.presses("Сохранить и проверить")
    head.presses("Отправить заявку")
    head.waits_for("Заявку рассматривает управление образования")


def officer_sees_what_changed(officer: Person, school: str) -> None:
    """The second submission is marked, with the difference."""
    officer_opens(officer, school)
    officer.sees("Что изменилось с прошлой отправки")
    officer.photographs("resubmitted")


def officer_returns_act(officer: Person, reason: str) -> int:
    """The act that the school has signed goes back; its number in addresses."""
    officer.picks("", of="/department/acts/?view=mine")
    officer.photographs("act")
    officer.moves_with_reason("Вернуть школе", reason=reason)
    officer.sees("Акт возвращён")
    return officer.number


def school_forms_and_signs_again(head: Person, act: int, reason: str) -> None:
    """Nothing had to be mended in the LMS: formed anew, signed anew."""
    head.opens(f"/school/acts/{act}/")
    head.sees(reason)
    head.presses("Сформировать заново по текущим данным")
    head.waits_for("От вас: проверить отличия и подписать акт")
    head.signs()
    head.sees("Акт подписывает управление образования")


def department_signs_act(head: Person, act: int) -> None:
    """The second signature, under the new bytes."""
    head.opens(f"/department/acts/{act}/")
    head.signs()
    head.sees("Школа выписывает ЭСФ")


def department_declines_contract(head: Person, school: str, reason: str) -> int:
    """The head does not agree; its number in addresses."""
    head.picks(school, of="/department/contracts/?view=to_sign")
    head.moves_with_reason("Отклонить", reason=reason)
    head.sees(reason)
    return head.number


def officer_forms_contract_again(officer: Person, contract: int) -> None:
    """New bytes without signatures, offered to the school again."""
    officer.opens(f"/department/contracts/{contract}/")
    officer.presses("Сформировать заново")
    officer.waits_for("От вас: отправить договор школе на подпись")
    officer.presses("Отправить школе на подпись")
    officer.sees("Договор подписывает школа")
