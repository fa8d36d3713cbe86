"""Signed-in browsers and one поручение of the school."""

import datetime as dt

import pytest
from django.test import Client

from accounts.middleware import SESSION_KEY
from accounts.models import Delegation, Membership
from accounts.services.delegation import grant_delegation
from accounts.services.people import find_or_create_person
from core.identifiers import Iin
from tests.factories.cast import Cast, cast, synthetic_iin


def signed_in(membership: Membership) -> Client:
    """A browser in which this member has chosen this membership."""
    client = Client()
    client.force_login(membership.user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[SESSION_KEY] = membership.pk
    session.save()
    return client


@pytest.fixture
def everybody(db: None) -> Cast:
    """The cast of the tests."""
    return cast()


@pytest.fixture
def aigerim(everybody: Cast) -> Client:
    """The head of the school."""
    return signed_in(everybody.aigerim)


@pytest.fixture
def erlan(everybody: Cast) -> Client:
    """The head of another school."""
    return signed_in(everybody.erlan)


@pytest.fixture
def delegation(everybody: Cast) -> Delegation:
    """A поручение that Aigerim gave."""
    person = find_or_create_person(iin=Iin(synthetic_iin()), surname="Сейтова", given_name="Дана")
    return grant_delegation(
        actor=everybody.aigerim.as_actor(),
        delegate=person,
        role="school_employee",
        may_sign=False,
        valid_from=dt.date(2025, 11, 1),
        valid_to=dt.date(2026, 10, 31),
    )
