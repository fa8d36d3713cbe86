"""A1.2: a school fills its passport, the department compares and activates it."""

from portal.demo.seed.schools import sample_pdf
from schools.models import DocumentKind
from tests.journeys import tour
from tests.journeys.people import Person


def school_fills_its_passport(head: Person) -> None:
    """The missing parts: id, parental fee and the order about it."""
    head.opens("/school/")
    head.photographs("desk")
    head.picks(tour.NAME, of="/school/schools/")
    head.photographs("draft")
    head.presses("Сведения о школе")
    head.fills(school_id=tour.SCHOOL_ID)
    head.presses("Сохранить")
    head.presses("Родительская плата")
    head.fills(parental_fee_tiyn="450000")
    head.presses("Сохранить")
    order = DocumentKind.PARENTAL_FEE_ORDER
    head.page.locator(f"a[href*='/documents/{order.value}/']").click()
    head.fills(number="№ 12", issued_on="2025-08-20")
    head.page.locator("input[type=file]").set_input_files(
        {
            "name": "order.pdf",
            "mimeType": "application/pdf",
            "buffer": sample_pdf("Order about the parental fee (demo)"),
        }
    )
    head.presses("Загрузить документ")


def school_asks_for_digitisation(head: Person) -> None:
    """The passport is whole: the request goes to the department."""
    head.sees("Отправьте заявку на оцифровку")
    head.presses("Отправить заявку на оцифровку")
    head.sees("Управление образования проверяет школу")


def department_activates_the_school(officer: Person) -> None:
    """Id compared with НОБД, purpose read in the title document, then the decision."""
    officer.opens("/department/")
    officer.photographs("desk")
    officer.picks(tour.NAME, of="/department/schools/?view=review")
    officer.photographs("school")
    officer.presses("Id сверен с НОБД")
    officer.presses("Назначение здания по документу")
    officer.page.get_by_label("Да, назначение — школа").check()
    officer.presses("Записать решение")
    officer.presses("Подтвердить оцифровку")
    officer.sees("Активный")


def school_sees_it_is_digitised(head: Person) -> None:
    """The other side hears of it."""
    head.page.reload()
    head.sees("Школа оцифрована")
