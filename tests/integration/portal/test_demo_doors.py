"""The buttons of the demo's sign-in page."""

import pytest
from django.utils import translation

from accounts.models import Organisation
from portal.demo.cast import CAST, bin_of, organisation_name
from portal.demo_doors import doors

pytestmark = pytest.mark.django_db


def organisations() -> list[str]:
    return [str(one["organisation"]) for group in doors() for one in group["identities"]]


def test_an_organisation_is_named_in_the_language_of_the_page() -> None:
    post = CAST[0].posts[0]
    Organisation.objects.create(
        kind="school_owner",
        bin=bin_of(post),
        name_ru="ТОО «Сая»",
        name_kk="«Сая» ЖШС",
    )
    with translation.override("kk"):
        assert "«Сая» ЖШС" in organisations()
    with translation.override("ru"):
        assert "ТОО «Сая»" in organisations()


def test_before_the_demo_is_seeded_the_cast_names_its_organisations() -> None:
    assert organisation_name(CAST[0].posts[0]) in organisations()
