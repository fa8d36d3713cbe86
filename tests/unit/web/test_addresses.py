"""The same page in another language."""

import pytest

from core.web.addresses import in_language


@pytest.mark.parametrize(
    ("path", "moved"),
    [
        ("/ru/school/acts/?view=mine&page=2", "/kk/school/acts/?view=mine&page=2"),
        ("/ru/", "/kk/"),
        ("/", "/kk/"),
        ("/verify/ABC/", "/kk/verify/ABC/"),
        ("/rules/", "/kk/rules/"),
    ],
)
def test_path_and_query_are_kept(path: str, moved: str) -> None:
    assert in_language(path, "kk") == moved


def test_another_site_is_never_reached() -> None:
    assert in_language("//evil.example/ru/", "kk").startswith("/kk")
