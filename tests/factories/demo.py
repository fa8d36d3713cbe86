"""The demo, seeded into the test database inside a transaction that is rolled back."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client, override_settings

from accounts.middleware import SESSION_KEY
from accounts.models import Membership
from core import clock
from integrations import gateways
from ortabilim.supervisor import ports
from portal.demo.cast import CAST, bin_of
from portal.demo.plans import Scale, SchoolPlan
from portal.demo.seed import signatures
from portal.demo.seed.everything import seed

REMEMBERED = (gateways._person_register, gateways._tax_debt_register, gateways._invoice_register)


@contextmanager
def seeded_demo(home: Path, *, scale: Scale, plans: tuple[SchoolPlan, ...]) -> Iterator[None]:
    """Seed with a registry emulator of its own; everything is gone afterwards."""
    keys = home / "keys"
    keys.mkdir()
    own = _settings(home, keys)
    with override_settings(**own):
        call_command("demo_keys", verbosity=0)
    with _emulator(home) as url, override_settings(**own, REGISTRY_EMULATOR_URL=url):
        _forget()
        with transaction.atomic():
            seed(scale, plans, lambda _line: None)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            yield
            transaction.set_rollback(True)
    _forget()


def _settings(home: Path, keys: Path) -> dict[str, object]:
    return {
        "DEMO": True,
        "DEMO_CAST": "portal.demo.cast.people_with_keys",
        "ORTABILIM_HOME": home,
        "MEDIA_ROOT": home / "media",
        "KEYS_DIR": keys,
        "SIGNING_TRUST_ROOTS": str(keys / "roots.pem"),
        "SIGNING_CRL": str(keys / "crl.pem"),
        "SHEP_CLIENT_PEM": str(keys / "shep-client.pem"),
        "SHEP_SERVER_CERT": str(keys / "shep-server.pem"),
        "REGISTRY_CALLS_IN_TRANSACTION": True,
    }


def _forget() -> None:
    """Clients and certificates of other homes are not ours."""
    for remembered in REMEMBERED:
        remembered.cache_clear()
    signatures._stored.cache_clear()
    signatures._issued.cache_clear()
    signatures._issuer.cache_clear()


@contextmanager
def _emulator(home: Path) -> Iterator[str]:
    state = home / "emulator"
    state.mkdir(parents=True)
    port = ports.pick_free(names=["registries"], taken=set())["registries"]
    command = [sys.executable, "-m", "integrations.emulator", "--port", str(port)]
    with subprocess.Popen(
        [*command, "--state-dir", str(state)],
        cwd=settings.BASE_DIR,
        env=os.environ | {"KEYS_DIR": str(home / "keys")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            deadline = time.monotonic() + 60
            while not ports.answers(port=port):
                assert process.poll() is None, "the registry emulator ended"
                assert time.monotonic() < deadline, "the registry emulator is not up"
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def browser_of(slug: str, *, school_owner: int = 0) -> tuple[Client, Membership]:
    """A browser of one of the cast, in the first post or in that of a school's owner."""
    identity = next(one for one in CAST if one.slug == slug)
    posts = [
        post for post in identity.posts if not school_owner or post.school_owner == school_owner
    ]
    member = Membership.objects.in_force(clock.today()).get(
        user__username=slug, organisation__bin=bin_of(posts[0]), role=posts[0].role
    )
    client = Client()
    client.force_login(member.user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[SESSION_KEY] = member.pk
    session.save()
    return client, member
