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
    head.opens("/school/acts/")
    head.waits_for("Ждёт вашей подписи")
    head.picks("октябрь 2025", of="/school/acts/?view=mine")
    act = head.number
    head.opens(f"/school/acts/{act}/?tab=pupils&outcome=waiting")
    for _ in range(40):
        if head.page.locator("main tbody tr").count() == 0:
            break
        head.page.wait_for_timeout(1000)
        head.page.reload()
    head.opens(f"/school/acts/{act}/")
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
    outcomes = [row[0].strip() for row in rows]
    assert len(rows) == len(tour.PUPILS)
    assert outcomes.count("Не финансируется") == 1
    assert outcomes.count("Отложен до решения") == 1
    assert outcomes.count("Сверх мощности") == len(tour.PUPILS) - 1 - tour.PLACES
    assert outcomes.count("К оплате") == tour.PLACES - 1
    assert "K4" in _reason(rows, "Не финансируется")
    assert "K5" in _reason(rows, "Отложен до решения")
    assert "Сверх мест" in _reason(rows, "Сверх мощности")
    paid = sum(tiyn(row[3].split("\n")[0]) for row in rows if row[0].strip() == "К оплате")
    assert paid == total > 0
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
    head.opens(f"/demo/esf/{act}/")
    shown = head.page.locator("main [name=total]").input_value()
    assert int(shown.replace(".", "").replace(",", "")) == total
    head.photographs("esf")
    head.presses("Выписать счёт-фактуру")
    head.presses("Проверить ЭСФ сейчас")
    head.sees("ЭСФ найдена и совпадает")


def _reason(rows: list[list[str]], outcome: str) -> str:
    return next(row[2] for row in rows if row[0].strip() == outcome)
