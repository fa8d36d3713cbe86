"""A1.3: the application, its checks in the state databases and the officer's decision."""

from tests.journeys import tour
from tests.journeys.people import Person


def school_applies(head: Person) -> None:
    """The form's two tables, four confirmations, signatory and address."""
    head.opens("/school/applications/")
    head.presses("Подать заявку")
    head.page.locator("main select[name=school]").select_option(label=tour.NAME)
    head.presses("Начать заявку")
    for (grade, kind), pupils in tour.contingent().items():
        for table in ("actual", "forecast"):
            head.fills(**{f"{table}-{grade}-{kind}": str(pupils)})
    head.fills(signatory_name="Сапарова Айгерим", notice_email="school@example.kz")
    for confirmation in (
        "registered_in_nobd",
        "registered_in_procurement",
        "fee_within_ceiling",
        "purpose_unchanged",
    ):
        head.page.locator(f"main [name={confirmation}]").check()
    head.photographs("application-form")
    head.presses("Сохранить и проверить")
    head.presses("Отправить заявку")
    head.waits_for("Заявку рассматривает управление образования")
    head.photographs("application")


def officer_opens(officer: Person, school: str) -> None:
    """From the queue to the moderation page."""
    officer.picks(school, of="/department/applications/?view=mine")
    officer.sees("Рассмотрите заявку")


def officer_approves(officer: Person, school: str) -> None:
    """Every check has passed: the application takes part in the distribution."""
    officer_opens(officer, school)
    officer.sees("Все проверки пройдены")
    officer.photographs("moderation")
    officer.presses("Одобрить")
    officer.sees("участвует в распределении")


def open_own(head: Person, *, view: str = "all") -> None:
    """The school's only application."""
    head.picks("", of=f"/school/applications/?view={view}")
