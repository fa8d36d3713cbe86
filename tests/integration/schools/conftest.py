"""Signed-in browsers."""

import pytest
from django.test import Client

from accounts.middleware import SESSION_KEY
from accounts.models import Membership
from tests.factories.cast import Cast, cast


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
    """The cast."""
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
def bolat(everybody: Cast) -> Client:
    """The department's officer."""
    return signed_in(everybody.bolat)
