"""Filters of registers: folded search, sums in tenge."""

import pytest
from django.test import Client

from accounts.models import Organisation, OrganisationKind
from tests.factories.cast import synthetic_bin

pytestmark = pytest.mark.urls("tests.integration.web.urls")
PAGE = "/ru/school/organisations/"


@pytest.fixture
def school(db: None) -> Organisation:
    return Organisation.objects.create(
        kind=OrganisationKind.SCHOOL_OWNER, bin=synthetic_bin(), name_ru="ТОО «Жұлдыз Қазына»"
    )


def _found(client: Client, **query: str) -> list[int]:
    table = client.get(PAGE, query).context["table"]
    return [row.record.pk for row in table.page.object_list]


@pytest.mark.parametrize("typed", ["казына", "ҚАЗЫНА", "казына жулдыз", "«Жұлдыз"])
def test_search_forgives_letters_case_and_order(
    aigerim: Client, school: Organisation, typed: str
) -> None:
    assert _found(aigerim, q=typed) == [school.pk]


def test_search_finds_by_number_and_needs_every_word(aigerim: Client, school: Organisation) -> None:
    assert _found(aigerim, q=school.bin) == [school.pk]
    assert _found(aigerim, q="казына чужая") == []


def test_a_sum_is_typed_in_tenge(aigerim: Client, school: Organisation) -> None:
    assert school.pk in _found(aigerim, sum_from=str(school.pk))
    assert school.pk not in _found(aigerim, sum_from=f"{school.pk},01")
    chips = aigerim.get(PAGE, {"sum_from": "1234,5"}).context["chips"]
    assert [chip.text for chip in chips] == ["Сумма от, ₸: 1\u00a0234,50 ₸"]


def test_a_sum_that_cannot_be_read_is_told_by_the_field(
    aigerim: Client, school: Organisation
) -> None:
    page = aigerim.get(PAGE, {"sum_from": "много"}).content.decode()
    assert "Введите сумму в тенге" in page
