"""A1.4–A1.5: the intake closes, the budget is distributed, contracts are signed."""

import json
import subprocess
import sys
from pathlib import Path

from ortabilim.supervisor.home import CHECKOUT
from tests.journeys import tour
from tests.journeys.people import Person


def officer_distributes(officer: Person) -> int:
    """Close the intake, calculate, agree; the run's number in addresses."""
    officer.opens("/department/plan/")
    officer.presses("Закрыть приём")
    if officer.page.locator("main form button", has_text="Закрыть приём").count():
        officer.presses("Закрыть приём")
    officer.presses("Рассчитать распределение")
    officer.sees(tour.NAME)
    officer.photographs("distribution")
    officer.presses("Согласовать расчёт")
    officer.sees("Руководитель фиксирует распределение")
    return officer.number


def head_fixes(head: Person, run: int, folder: Path) -> None:
    """Another person fixes it; the stand-alone checker agrees with the protocol."""
    head.opens(f"/department/distributions/{run}/")
    head.presses("Зафиксировать распределение")
    head.sees("Распределение зафиксировано")
    head.photographs("distribution-fixed")
    answer = head.page.context.request.get(
        f"{head.house.base}/ru/department/distributions/{run}/protocol.json"
    )
    protocol = folder / "protocol.json"
    protocol.write_bytes(answer.body())
    assert int(json.loads(protocol.read_text())["left_tiyn"]) >= 0
    checked = subprocess.run(
        [sys.executable, "tools/check_distribution.py", str(protocol)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def officer_sends_contract(officer: Person) -> int:
    """The contract of the tour's school goes to the school; its number in addresses."""
    officer.opens("/department/contracts/?view=to_sign")
    officer.waits_for(tour.NAME)
    officer.picks(tour.NAME, of="/department/contracts/?view=to_sign")
    officer.presses("Отправить школе на подпись")
    officer.sees("Договор подписывает школа")
    return officer.number


def both_sign_contract(school_head: Person, department_head: Person, contract: int) -> None:
    """First the school, then the department: the contract is in force."""
    school_head.opens(f"/school/contracts/{contract}/")
    school_head.photographs("contract")
    school_head.signs()
    school_head.sees("Договор подписывает управление образования")
    department_head.opens(f"/department/contracts/{contract}/")
    department_head.signs()
    department_head.sees("Договор действует")
    department_head.photographs("contract-active")
