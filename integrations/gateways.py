"""The composition root: settings choose addresses and keys, the clients stay the same.

Settings read here (all optional): ``REGISTRY_EMULATOR_URL`` or, per registry, ``GBDFL_URL
SMS1414_URL KGD_URL ESF_URL``; ``SHEP_CLIENT_PEM SHEP_SERVER_CERT`` (paths), ``SHEP_SENDER_ID
SHEP_PASSWORD``; ``KGD_TOKEN KGD_PERSONAL_TOKEN``; ``ESF_USERNAME ESF_PASSWORD ESF_CLIENT_PEM``;
``REGISTRY_CA_FILE``; ``REGISTRY_TIMEOUT_SECONDS``; ``REDIS_URL``. Where the emulator answers,
credentials that are not set take the ones it expects.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import redis
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from redis.backoff import NoBackoff
from redis.retry import Retry

from core.identifiers import Iin
from integrations.breaker import Breaker, Marks, MemoryMarks, RedisMarks
from integrations.esf import port as esf_port
from integrations.esf.client import SoapInvoiceRegister
from integrations.gbd_fl import port as gbd_fl_port
from integrations.gbd_fl.client import ShepPersonRegister
from integrations.http import HttpChannel
from integrations.kgd import port as kgd_port
from integrations.kgd.client import RestTaxDebtRegister
from integrations.shep import ShepChannel
from integrations.sms1414 import port as sms_port
from integrations.sms1414.client import ShepSmsGateway
from integrations.wss import read_certificate, read_pair

_EMULATED = {
    "GBDFL_URL": "/shep/",
    "SMS1414_URL": "/shep/",
    "KGD_URL": "/kgd",
    "ESF_URL": "/esf-web/ws/api1",
}
# what the emulator expects; the user's IIN is synthetic
_EMULATOR_CREDENTIALS = {
    "KGD_TOKEN": "emulator",
    "ESF_USERNAME": "900101300017",
    "ESF_PASSWORD": "emulator",
}
_substitutes: dict[str, object] = {}


def person_register() -> gbd_fl_port.PersonRegister:
    """ГБД ФЛ."""
    return _substitutes.get(gbd_fl_port.SOURCE) or _person_register()  # type: ignore[return-value]


def tax_debt_register() -> kgd_port.TaxDebtRegister:
    """КГД."""
    return _substitutes.get(kgd_port.SOURCE) or _tax_debt_register()  # type: ignore[return-value]


def invoice_register() -> esf_port.InvoiceRegister:
    """ИС ЭСФ."""
    return _substitutes.get(esf_port.SOURCE) or _invoice_register()  # type: ignore[return-value]


def sms_gateway() -> sms_port.SmsGateway:
    """SMS 1414."""
    return _substitutes.get(sms_port.SOURCE) or _sms_gateway()  # type: ignore[return-value]


@contextmanager
def substituted(**registers: object) -> Iterator[None]:
    """Put other implementations in place of the clients (tests): ``gbd_fl= kgd= esf=
    sms1414=``."""
    before = dict(_substitutes)
    _substitutes.update(registers)
    try:
        yield
    finally:
        _substitutes.clear()
        _substitutes.update(before)


def forget() -> None:
    """Drop built clients, so that changed settings or keys are read again."""
    for build in (
        _person_register,
        _tax_debt_register,
        _invoice_register,
        _sms_gateway,
        _marks,
    ):
        build.cache_clear()
    read_pair.cache_clear()
    read_certificate.cache_clear()


@cache
def _person_register() -> ShepPersonRegister:
    channel = _shep(gbd_fl_port.SOURCE, "GBDFL_URL")
    return ShepPersonRegister(channel, Breaker(gbd_fl_port.SOURCE, _marks()))


@cache
def _sms_gateway() -> ShepSmsGateway:
    channel = _shep(sms_port.SOURCE, "SMS1414_URL")
    return ShepSmsGateway(channel, Breaker(sms_port.SOURCE, _marks()))


@cache
def _tax_debt_register() -> RestTaxDebtRegister:
    return RestTaxDebtRegister(
        http=_channel(kgd_port.SOURCE, "KGD_URL"),
        breaker=Breaker(kgd_port.SOURCE, _marks()),
        portal_token=_needed("KGD_TOKEN"),
        personal_token=_optional("KGD_PERSONAL_TOKEN"),
    )


@cache
def _invoice_register() -> SoapInvoiceRegister:
    return SoapInvoiceRegister(
        http=_channel(esf_port.SOURCE, "ESF_URL"),
        breaker=Breaker(esf_port.SOURCE, _marks()),
        turns=_marks(),
        pair=read_pair(_optional("ESF_CLIENT_PEM") or _needed("SHEP_CLIENT_PEM")),
        username=Iin.parse(_needed("ESF_USERNAME")),
        password=_needed("ESF_PASSWORD"),
    )


@cache
def _marks() -> Marks:
    address = _optional("REDIS_URL")
    if not address or getattr(settings, "TESTING", False):
        return MemoryMarks()
    address = address.replace("redis+socket://", "unix://", 1)
    return RedisMarks(redis_client(address))


def redis_client(address: str) -> redis.Redis:
    """A client that gives up at once: marks are worth no waiting.

    The library's own default retries for several seconds, on every operation.
    """
    return redis.Redis.from_url(
        address, socket_timeout=1, socket_connect_timeout=1, retry=Retry(NoBackoff(), 0)
    )


def _shep(source: str, setting: str) -> ShepChannel:
    return ShepChannel(
        http=_channel(source, setting),
        pair=read_pair(_needed("SHEP_CLIENT_PEM")),
        gateway_certificate=read_certificate(_needed("SHEP_SERVER_CERT")),
        sender_id=_optional("SHEP_SENDER_ID", "ortabilim"),
        password=_optional("SHEP_PASSWORD"),
    )


def _channel(source: str, setting: str) -> HttpChannel:
    address = _optional(setting)
    if not address:
        emulator = _optional("REGISTRY_EMULATOR_URL")
        if not emulator:
            raise ImproperlyConfigured(f"{setting} is not set, and no emulator either")
        address = emulator.rstrip("/") + _EMULATED[setting]
    seconds = getattr(settings, "REGISTRY_TIMEOUT_SECONDS", None)
    return HttpChannel(
        source=source,
        base_url=address,
        ca_file=_optional("REGISTRY_CA_FILE") or None,
        seconds=float(seconds) if seconds else None,
    )


def _needed(name: str) -> str:
    value = _optional(name)
    if not value and _optional("REGISTRY_EMULATOR_URL"):
        value = _EMULATOR_CREDENTIALS.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set")
    return value


def _optional(name: str, default: str = "") -> str:
    return str(getattr(settings, name, "") or default)
