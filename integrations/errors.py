"""What went wrong with a registry, named by what the caller should do."""


class RegistryError(Exception):
    """Base. The message never holds an identifier, a name or a credential.

    ``raw`` is the answer as received, kept only as sealed evidence.
    """

    def __init__(self, reason: str, *, raw: bytes = b"") -> None:
        super().__init__(reason)
        self.reason = reason
        self.raw = raw


class Temporary(RegistryError):
    """No usable answer now (time-out, refused connection, 5xx): try again later."""


class CircuitOpen(Temporary):
    """Not even asked: the registry failed too often in the last seconds."""


class RateLimited(RegistryError):
    """Asked too often; ``retry_after`` seconds, when the registry says."""

    def __init__(self, reason: str, *, retry_after: int | None = None, raw: bytes = b"") -> None:
        super().__init__(reason, raw=raw)
        self.retry_after = retry_after


class Rejected(RegistryError):
    """The registry refuses this request as it stands: do not repeat it."""


class NotFound(RegistryError):
    """The registry answered that it does not know the subject."""


class Denied(RegistryError):
    """Our access is refused (credentials, consent, rights): tell the operator."""


class ContractBroken(RegistryError):
    """The answer is not what the registry's contract promises, or not about our question."""
