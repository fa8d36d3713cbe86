"""Client credentials: make, rotate, revoke, and exchange for a token of an hour."""

import datetime as dt
import hmac
import secrets

from django.db import transaction

from accounts.models import Organisation
from core import clock
from lms_api.models import VendorClient, VendorToken, hash_of, new_secret
from lms_api.tokens import issue_token

TOKEN_LIFE = dt.timedelta(hours=1)
OLD_SECRET_LIFE = dt.timedelta(days=1)
_KEPT_AFTER_END = dt.timedelta(days=1)
_SECRET_PREFIX, _SANDBOX_SECRET_PREFIX = "obsec_", "ob_test_sec_"
_ID_PREFIX, _SANDBOX_ID_PREFIX = "obc_", "obc_test_"
_NOBODY = hash_of("")


def make_client(
    *, vendor: Organisation, name: str, is_sandbox: bool = False
) -> tuple[VendorClient, str]:
    """Make credentials; the secret is returned once and not kept.

    :param is_sandbox: their tokens reach the vendor's sandbox and nothing else, for ever
    """
    secret = _secret(is_sandbox)
    client = VendorClient.objects.create(
        vendor=vendor,
        name=name,
        client_id=f"{_SANDBOX_ID_PREFIX if is_sandbox else _ID_PREFIX}{secrets.token_hex(12)}",
        sha256=hash_of(secret),
        created_at=clock.now(),
        is_sandbox=is_sandbox,
    )
    return client, secret


@transaction.atomic
def rotate_secret(*, client: VendorClient) -> tuple[VendorClient, str]:
    """Give a new secret; the one before works for another day.

    :raises VendorClient.DoesNotExist: the credentials were revoked
    """
    fresh = VendorClient.objects.select_for_update(of=("self",)).get(
        pk=client.pk, revoked_at__isnull=True
    )
    secret, now = _secret(fresh.is_sandbox), clock.now()
    fresh.previous_sha256, fresh.previous_until = fresh.sha256, now + OLD_SECRET_LIFE
    fresh.sha256, fresh.rotated_at = hash_of(secret), now
    fresh.save()
    return fresh, secret


@transaction.atomic
def revoke_client(*, client: VendorClient) -> None:
    """End the credentials and every token got with them, at once."""
    now = clock.now()
    VendorClient.objects.filter(pk=client.pk, revoked_at__isnull=True).update(revoked_at=now)
    VendorToken.objects.filter(client=client, revoked_at__isnull=True).update(revoked_at=now)


def client_of(*, client_id: str, secret: str) -> VendorClient | None:
    """The credentials in force that both parts name; compared in constant time."""
    now = clock.now()
    client = (
        VendorClient.objects.filter(client_id=client_id, revoked_at__isnull=True)
        .select_related("vendor")
        .first()
    )
    given = hash_of(secret)
    current = hmac.compare_digest(given, client.sha256 if client else _NOBODY)
    previous = hmac.compare_digest(given, (client.previous_sha256 if client else "") or _NOBODY)
    if client is None or not secret:
        return None
    still = client.previous_until is not None and now < client.previous_until
    return client if current or (previous and still) else None


def token_for(client: VendorClient) -> tuple[VendorToken, str]:
    """A token of an hour; those that ended long ago are swept away."""
    now = clock.now()
    VendorToken.objects.filter(client=client, expires_at__lt=now - _KEPT_AFTER_END).delete()
    return issue_token(
        vendor=client.vendor,
        name=client.name,
        expires_at=now + TOKEN_LIFE,
        client=client,
        is_sandbox=client.is_sandbox,
    )


def _secret(is_sandbox: bool) -> str:
    return new_secret(_SANDBOX_SECRET_PREFIX if is_sandbox else _SECRET_PREFIX)
