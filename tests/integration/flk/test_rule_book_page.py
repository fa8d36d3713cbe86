"""The public rule book."""

import pytest
from django.test import Client

from flk.registry import all_rules


@pytest.mark.django_db
def test_everybody_may_read_every_rule_with_its_ground_norm_and_examples(client: Client) -> None:
    answer = client.get("/ru/rules/")
    assert answer.status_code == 200
    page = answer.content.decode()
    for entry in all_rules():
        assert entry.code in page
        assert entry.title in page
        assert entry.examples[0].title in page
    assert "№ ҚР ДСМ-76, пункт 22" in page
    assert "Норма уточняется" in page


@pytest.mark.django_db
def test_the_page_says_what_an_example_ends_in(client: Client) -> None:
    page = client.get("/ru/rules/").content.decode()
    assert "По документу здание не предназначено для школы: банкетный зал." in page


@pytest.mark.django_db
def test_the_rule_book_is_read_only(client: Client) -> None:
    assert client.post("/ru/rules/").status_code == 405
