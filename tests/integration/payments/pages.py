"""A browser of one member."""

from django.test import Client

from accounts.models import Membership


def signed_in(membership: Membership) -> Client:
    """A client in which this membership is chosen."""
    client = Client()
    client.force_login(membership.user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["membership_id"] = membership.pk
    session.save()
    return client
