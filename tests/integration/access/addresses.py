"""The addresses of the project as its resolver knows them, and browsers that ask for them."""

import copy
from collections.abc import Iterator

from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RegexPattern

from accounts.middleware import SESSION_KEY
from accounts.models import Membership


def every_address() -> dict[str, str]:
    """Key → route: ``school:act`` → ``ru/school/acts/<int:pk>/``; nameless ones by their route."""
    found = {}
    for name, route in _walk(get_resolver()):
        key = name or route
        assert key not in found, f"two addresses are called {key}"
        found[key] = route
    return found


def _walk(
    resolver: URLResolver, namespace: str = "", before: str = ""
) -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        route = before + _text(pattern)
        if isinstance(pattern, URLPattern):
            yield (f"{namespace}{pattern.name}" if pattern.name else "", route)
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern, inner, route)


def _text(pattern: URLPattern | URLResolver) -> str:
    if isinstance(pattern.pattern, LocalePrefixPattern):
        return "ru/"
    if isinstance(pattern.pattern, RegexPattern):
        return str(pattern.pattern).removeprefix("^").removesuffix("$")
    return str(pattern.pattern)


def browser(membership: Membership | None) -> Client:
    """A browser of a member, or of nobody; an error of the server is an answer, too."""
    client = Client(raise_request_exception=False)
    if membership:
        client.force_login(membership.user, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        session[SESSION_KEY] = membership.pk
        session.save()
    return client


def ask(client: Client, method: str, path: str) -> HttpResponseBase:
    """One request whose changes are taken back, in the database and in the browser."""
    cookies = copy.deepcopy(client.cookies)
    with transaction.atomic():
        answer = getattr(client, method)(path)
        if answer.streaming:  # its rows are read from the database while they are sent
            answer.streaming_content = [b"".join(answer.streaming_content)]
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer
