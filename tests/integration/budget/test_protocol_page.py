"""The protocol on paper: its eight columns keep inside the sheet."""

import pytest

from budget.services.distributing import agree, calculate, fix
from budget.services.intakes import close_intake
from signing.models import Document
from signing.pdf import STYLE
from tests.factories import budget as make
from tests.factories.cast import Cast, cast
from tests.factories.schools import active_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def protocol() -> Document:
    people: Cast = cast()
    plan = make.plan(people, amount_tiyn=make.BILLION)
    intake = make.intake(people, of=plan)
    make.approved_application(people, active_school(people), intake, pupils=400)
    closed = close_intake(intake=intake, actor=people.actor("bolat"))
    run = agree(
        run=calculate(intake=closed, actor=people.actor("bolat")), actor=people.actor("bolat")
    )
    fixed = fix(run=run, actor=people.actor("gulnar"))
    return Document.objects.get(subject_kind="budget.distributionrun", subject_id=fixed.pk)


def test_no_column_is_cut_off_by_the_edge_of_the_sheet(protocol: Document) -> None:
    assert _beyond_the_margin(protocol.html) <= 0


def test_on_an_upright_sheet_the_last_column_would_be_cut_off(protocol: Document) -> None:
    assert _beyond_the_margin(protocol.html.replace('<body class="wide">', "<body>")) > 0


def test_the_months_are_said_as_people_say_them(protocol: Document) -> None:
    assert protocol.title_ru.endswith(", 09.2025 – 12.2025")


def _beyond_the_margin(html: str) -> float:
    """How far the rightmost cell of the table reaches over the right margin, in CSS pixels."""
    pytest.importorskip("weasyprint", exc_type=OSError)
    from weasyprint import CSS, HTML

    style = CSS(string=STYLE.read_text(encoding="utf-8"))
    sheet = HTML(string=html).render(stylesheets=[style]).pages[0]._page_box
    cells = [box for box in sheet.descendants() if box.element_tag in ("th", "td")]
    edge = max(box.position_x + box.border_width() for box in cells)
    return float(edge - sheet.content_box_x() - sheet.width)
