"""Captions and order of the menus are the deck's, word for word."""

from portal.menus import CABINET_TITLES, MENUS, PUBLIC_MENU


def _captions(cabinet: str, group: int) -> list[str]:
    return [str(item.caption) for item in MENUS[cabinet][group]]


def test_the_school_reads_the_deck_s_sidebar() -> None:
    assert _captions("school", 1) == [
        "Мои школы",
        "Мои лицензии",
        "Моя аттестация",
        "Моя аккредитация",
        "Bilimge",
        "e-Qazyna.kz",
    ]


def test_the_department_reads_the_deck_s_functions() -> None:
    assert _captions("department", 1) == [
        "Реестр школ",
        "Поручения на представительство",
        "Бюджет для частных школ",
        "Заявки на финансирование",
        "Договоры",
        "Акты",
        "План на финансирования",
        "Сводные реестры актов для оплаты",
    ]


def test_the_finance_centre_reads_the_deck_s_functions() -> None:
    assert _captions("finance", 1) == [
        "Поручения на представительство",
        "Реестр управлений образования (УО)",
        "Планы на финансирования по каждому УО",
        "Сводный реестр актов для оплаты",
        "Платежи",
    ]


def test_the_public_menu_starts_with_the_deck_s_words() -> None:
    captions = [str(item.caption) for item in PUBLIC_MENU]
    assert captions == ["Главная", "Статистика", "Правила", "Проверить документ", "e-Qazyna.kz"]


def test_every_item_leads_somewhere_and_every_cabinet_has_a_desk() -> None:
    assert set(MENUS) == set(CABINET_TITLES)
    for cabinet, groups in MENUS.items():
        assert groups[0][0].url_name == f"{cabinet}:desk"
        assert all(bool(item.url_name) != bool(item.url) for group in groups for item in group)
