"""A1.6–A1.7: the LMS reports, the act is formed, both sign, the e-invoice is found."""

from tests.journeys import tour
from tests.journeys.house import House
from tests.journeys.people import Person, tiyn


def lms_reports_october(house: House) -> None:
    """Over HTTP with the vendor's token; the same push again changes nothing."""
    answer = house.push(tour.october(), vendor=tour.SCHOOL.vendor)
    assert (answer["status"], answer["state"]) == ("OK", "applied")
    assert (answer["accepted"], answer["errors"]) == (len(tour.PUPILS), [])
    again = house.push(tour.october(), vendor=tour.SCHOOL.vendor)
    assert again["changes"] == {"added": 0, "removed": 0, "changed": 0}


def school_waits_for_the_act(head: Person) -> int:
    """The act of October stands formed with an answer about every pupil; its number."""
    head.picks("октябрь 2025", of="/school/acts/?view=all")
    head.waits_for("От вас: проверить отличия и подписать акт")
    act = head.number
    # first formed while ГБД ФЛ was still being asked, it is formed again when the answers are in
    head.opens(f"/school/acts/{act}/?tab=pupils&outcome=waiting")
    head.waits_for("Строк нет")
    head.opens(f"/school/acts/{act}/")
    head.waits_for("От вас: проверить отличия и подписать акт")
    return act


def unpaid_pupils_are_named(person: Person, path: str) -> int:
    """The dead, the one claimed twice and those above capacity, each with a reason; tiyn to pay."""
    person.opens(path)
    person.photographs("act")
    total = person.reads_money("К оплате")
    person.opens(f"{path}?tab=pupils")
    person.photographs("act-pupils")
    rows = [
        [cell.inner_text() for cell in row.locator("td").all()]
        for row in person.page.locator("main tbody tr").all()
    ]
    assert len(rows) == len(tour.PUPILS)
    paid = [tiyn(amount.split("\n")[0]) for _tag, _pupil, _why, amount in rows]
    unpaid = [
        why for (_tag, _pupil, why, _amount), sum_ in zip(rows, paid, strict=True) if not sum_
    ]
    assert _count(unpaid, "K4: по данным ГБД ФЛ жизненный статус не соответствует") == 1
    assert _count(unpaid, "K5: в том же месяце указан ещё одной организацией") == 1
    assert _count(unpaid, "Сверх мест, указанных в договоре") == len(unpaid) - 2
    assert len(rows) - len(unpaid) == tour.PLACES - 1
    assert sum(paid) == total > 0
    return total


def both_sign_act(school_head: Person, department_head: Person, act: int) -> None:
    """The school first, then the department."""
    school_head.opens(f"/school/acts/{act}/")
    school_head.signs()
    school_head.sees("Акт подписывает управление образования")
    department_head.picks("", of="/department/acts/?view=mine")
    assert department_head.number == act
    department_head.signs()
    department_head.sees("Школа выписывает ЭСФ")


def school_issues_the_invoice(head: Person, act: int, total: int) -> None:
    """In ИС ЭСФ, not in the portal; the portal finds and matches it."""
    head.opens(f"/school/acts/{act}/")
    head.sees("От вас: выписать ЭСФ")
    head.photographs("act-signed")
    head.presses("Открыть демо-ИС ЭСФ", within=".demo-strip")
    head.presses("Выписать ЭСФ")
    shown = head.page.locator("main [name=total]").input_value()
    assert int(shown.replace(".", "").replace(",", "")) == total
    head.photographs("esf")
    head.presses("Выписать счёт-фактуру")
    head.presses("Проверить ЭСФ сейчас")
    head.sees("ЭСФ найдена и совпадает")


def _count(reasons: list[str], words: str) -> int:
    return sum(words in reason for reason in reasons)
