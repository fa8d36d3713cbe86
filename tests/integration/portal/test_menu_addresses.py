"""Every item of every menu leads to a page that exists."""

from django.urls import NoReverseMatch, reverse

from portal.menus import FOOTER_MENU, MENUS, PUBLIC_MENU


def test_no_menu_item_is_missing_its_page() -> None:
    groups = [PUBLIC_MENU, FOOTER_MENU, *(group for menu in MENUS.values() for group in menu)]
    missing = set()
    for item in (item for group in groups for item in group if item.url_name):
        try:
            reverse(item.url_name)
        except NoReverseMatch:
            missing.add(item.url_name)
    assert sorted(missing) == []
