"""What anybody may see of a document."""

from tests.journeys import tour
from tests.journeys.people import Person, tiyn


def document_is_genuine(stranger: Person, address: str, *, total: int | None = None) -> None:
    """Both signatures hold; the sum is there, pupils are not."""
    stranger.opens(address)
    stranger.sees("Документ подлинный, подписи действительны")
    text = stranger.page.locator("main").inner_text()
    if total is not None:
        assert total in {tiyn(line) for line in text.splitlines() if "," in line and "₸" in line}
    assert not any(pupil.iin in text or pupil.surname in text for pupil in tour.PUPILS)
    stranger.photographs("verify")


def version_is_replaced(stranger: Person, address: str) -> None:
    """The old bytes stay to be seen, and say that they are not in force."""
    stranger.opens(address)
    stranger.sees("Эта версия заменена новой")
