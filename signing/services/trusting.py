"""The authorities this installation believes, from settings."""

from pathlib import Path

from django.conf import settings

from signing.trust import TrustStore, load_trust_store


class TrustNotConfigured(RuntimeError):
    """SIGNING_TRUST_ROOTS names no readable file: nothing can be verified here."""


def configured_trust() -> TrustStore:
    """Return the trust store of SIGNING_TRUST_ROOTS and SIGNING_CRL (may be missing).

    :raises TrustNotConfigured: there are no roots
    """
    lists = [Path(settings.SIGNING_CRL)] if settings.SIGNING_CRL else []
    try:
        return load_trust_store(roots=Path(settings.SIGNING_TRUST_ROOTS), revocation_lists=lists)
    except (OSError, ValueError) as error:
        raise TrustNotConfigured(str(error)) from error
