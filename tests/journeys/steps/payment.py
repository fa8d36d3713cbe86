"""A1.8: register, payment orders, the bank's file and statement."""

import json
import re

from tests.journeys import tour
from tests.journeys.house import House
from tests.journeys.people import Person, tiyn


def department_sends_register(officer: Person, head: Person, total: int) -> int:
    """The officer forms it, the head signs, the officer sends; its number in addresses."""
    officer.opens("/department/registers/")
    officer.presses("Сформировать реестр")
    officer.sees(tour.NAME)
    officer.presses("Сформировать реестр из отмеченных")
    register = officer.number
    assert officer.reads_money("Итог реестра, ₸") == total
    head.opens(f"/department/registers/{register}/")
    head.photographs("register")
    head.signs(opener="Подписать реестр")
    officer.opens(f"/department/registers/{register}/")
    officer.presses("Направить в Финансовый центр")
    officer.sees("Реестр проверяет Финансовый центр")
    return register


def finance_forms_orders(operator: Person, register: int, total: int) -> None:
    """Accepted, then one order an act with the details of the contract."""
    operator.opens("/finance/")
    operator.photographs("desk")
    operator.opens(f"/finance/registers/{register}/")
    assert operator.reads_money("Итог реестра, ₸") == total
    operator.photographs("register")
    operator.presses("Принять к оплате")
    operator.sees("Реестр принят")
    operator.presses("Сформировать платёжные поручения")
    operator.presses("Сформировать")
    operator.sees(re.compile("Сформировано поручений 1"))


def second_person_approves(signatory: Person, total: int) -> str:
    """The signatory, who has not formed the order; the order's number."""
    signatory.picks(_shown(total), of="/finance/payments/?view=approve")
    signatory.photographs("payment")
    signatory.presses("Утвердить")
    signatory.sees("Включите поручение в файл для банка")
    return signatory.page.locator("main h1").inner_text().partition("№ ")[2].strip()


def operator_makes_file(operator: Person, total: int) -> None:
    """The pain.001 file of the approved order."""
    operator.opens("/finance/payments/?view=send")
    row = operator.page.locator("tbody tr", has_text=_shown(total))
    row.locator("input[type=checkbox]").check()
    operator.page.locator("#bulk button[value=file]").click()
    operator.sees(re.compile("Файл .* готов"))
    operator.photographs("payments")


def bank_executes(operator: Person, total: int) -> None:
    """The demo's bank takes the newest file; its statement is imported."""
    operator.presses("Открыть демо-банк", within=".demo-strip")
    operator.photographs("bank")
    assert tiyn(operator.page.locator("main section").first.inner_text()) == total
    with operator.page.expect_download() as download:
        operator.page.get_by_role("link", name="Исполнить в демо-банке").first.click()
    operator.opens("/finance/statements/new/")
    operator.page.locator("main input[type=file]").set_input_files(download.value.path())
    operator.presses("Загрузить выписку")
    operator.waits_for("Выписка разобрана")
    operator.sees("Исполнено поручений")
    operator.photographs("statement")


def school_is_paid(head: Person, act: int, total: int) -> None:
    """The act says so, with the same sum."""
    head.opens(f"/school/acts/{act}/")
    head.sees("Акт оплачен")
    head.sees("Оплачен")
    assert head.reads_money("К оплате") == total
    head.photographs("act-paid")


def every_tenge_is_traced(house: House, order: str, total: int, *, pupils: int) -> None:
    """Down to pupil-months, children sum to their parent at every step."""
    done = house.manage("trace", order, "--json")
    assert done.returncode == 0, done.stderr
    node = json.loads(done.stdout)
    while len(node["children"]) == 1:
        assert int(node["amount_tiyn"]) == total
        node = node["children"][0]
    assert len(node["children"]) == pupils
    assert sum(int(one["amount_tiyn"]) for one in node["children"]) == total


def _shown(total: int) -> re.Pattern[str]:
    tenge, rest = divmod(total, 100)
    groups = f"{tenge:,}".split(",")
    return re.compile(r"\s".join(groups) + f",{rest:02}")
