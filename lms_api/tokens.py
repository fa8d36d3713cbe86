"""Issue, recognise and revoke the tokens of vendors."""

import datetime as dt
from functools import lru_cache
from typing import Any

from django.db import OperationalError, connection

from accounts.models import Organisation
from core import clock
from lms_api.models import PREFIX, SANDBOX_PREFIX, VendorClient, VendorToken, hash_of, new_secret

_USE_NOTED_EVERY = dt.timedelta(minutes=1)


def issue_token(
    *,
    vendor: Organisation,
    name: str,
    expires_at: dt.datetime | None = None,
    secret: str | None = None,
    client: VendorClient | None = None,
    is_sandbox: bool = False,
) -> tuple[VendorToken, str]:
    """Make a token; the secret is returned once and not kept.

    :param is_sandbox: it reaches the vendor's sandbox and nothing else; its prefix shows it
    """
    secret = secret or new_secret(SANDBOX_PREFIX if is_sandbox else PREFIX)
    token = VendorToken.objects.create(
        vendor=vendor,
        client=client,
        name=name,
        sha256=hash_of(secret),
        created_at=clock.now(),
        expires_at=expires_at,
        is_sandbox=is_sandbox,
    )
    return token, secret


def token_of(authorization: str) -> VendorToken | None:
    """The token of an ``Authorization`` header, if it is in force now."""
    scheme, _space, secret = authorization.partition(" ")
    if scheme.lower() != "bearer" or not secret or len(secret) > 200:
        return None
    now = clock.now()
    row = _asked_first(_IN_FORCE, [hash_of(secret.strip()), now])
    if row[0] is None:
        return None
    token = VendorToken.from_db(connection.alias, _FIELDS, row)
    token.vendor = _vendor(token.vendor_id)
    if token.last_used_at is None or now - token.last_used_at > _USE_NOTED_EVERY:
        VendorToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token


# asked with every call: a function whose plan is made once a session
_FIELDS = ("id", "vendor_id", "client_id", "name", "last_used_at", "is_sandbox")
_IN_FORCE = "SELECT * FROM lms_api_token(%s, %s)"


def _asked_first(question: str, given: list[Any]) -> tuple[Any, ...]:
    """Ask; being the first question of a call it is the health check of the connection, too.

    Django would send one of its own. A connection that died since the last call is made anew.
    """
    connection.health_check_done = True
    try:
        return _asked(question, given)
    except OperationalError:
        if connection.in_atomic_block or connection.is_usable():
            raise
        connection.close()
        return _asked(question, given)


def _asked(question: str, given: list[Any]) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(question, given)
        row: tuple[Any, ...] = cursor.fetchone()
    return row


@lru_cache(maxsize=1_024)
def _vendor(key: int) -> Organisation:
    """The key of the vendor is all that a call needs."""
    return Organisation(pk=key)


def revoke_token(*, token: VendorToken) -> VendorToken:
    """End a token at once; ending it twice changes nothing."""
    VendorToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=clock.now())
    token.refresh_from_db()
    return token
