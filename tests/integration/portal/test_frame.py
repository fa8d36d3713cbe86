"""What the frame of every page shows."""

import pytest
from django.test import Client

from core.web import desk
from tests.factories.cast import cast
from tests.integration.web.conftest import signed_in

pytestmark = pytest.mark.urls("tests.integration.web.urls")


@pytest.fixture
def answer(db: None) -> object:
    return signed_in(cast().aigerim).get("/ru/school/delegations/")


def test_the_header_shows_name_and_masked_iin(answer: object) -> None:
    html = answer.content.decode()
    person = answer.context["frame"].person
    assert person["iin"].startswith("•••• ")
    assert person["name"] in html
    assert person["iin"] in html


def test_a_page_nobody_has_built_is_left_out_of_the_menu(answer: object) -> None:
    captions = [str(item["caption"]) for group in answer.context["frame"].menu for item in group]
    assert "Рабочий стол" in captions
    assert "Мои лицензии" not in captions


def test_the_current_page_is_marked_once(answer: object) -> None:
    current = [item for group in answer.context["frame"].menu for item in group if item["current"]]
    assert [str(item["caption"]) for item in current] == ["Поручения на представительство"]


def test_the_language_switch_keeps_path_and_query(db: None) -> None:
    answer = signed_in(cast().aigerim).get("/ru/school/delegations/?view=all")
    assert 'href="/kk/school/delegations/?view=all"' in answer.content.decode()


def test_waiting_work_shows_on_the_desk_and_as_a_count_in_the_menu(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "_WORKS", [])
    desk.register_work("school:delegations", title="Ждут вас", counter=lambda actor: 7)
    desk.register_work("school:delegations", title="Пусто", counter=lambda actor: 0)
    desk.register_work("department:acts", title="Чужое", counter=lambda actor: 3)
    desk.register_work("school:list", title="У другой стороны", counter=lambda a: 2, mine=False)
    answer = signed_in(cast().aigerim).get("/ru/school/")
    assert [work["title"] for work in answer.context["mine"]] == ["Ждут вас"]
    assert [work["title"] for work in answer.context["others"]] == ["У другой стороны"]
    menu = answer.context["frame"].menu
    counts = {str(item["caption"]): item["badge"] for group in menu for item in group}
    assert counts["Поручения на представительство"] == 7


def test_late_work_comes_first(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "_WORKS", [])
    desk.register_work("school:list", title="Не спешит", counter=lambda actor: 1)
    desk.register_work(
        "school:list", title="Просрочено", counter=lambda actor: desk.Waiting(1, overdue=1)
    )
    answer = signed_in(cast().aigerim).get("/ru/school/")
    assert [work["title"] for work in answer.context["mine"]] == ["Просрочено", "Не спешит"]


def test_a_missing_page_answers_404_in_the_frame(client: Client, db: None) -> None:
    answer = client.get("/ru/no-such-page/")
    assert answer.status_code == 404
    assert "Страница не найдена" in answer.content.decode()
