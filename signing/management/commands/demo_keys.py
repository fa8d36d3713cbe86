"""Make the demo's keys: people, information systems, the vault. Does nothing where they exist."""

import base64
import json
import os
import secrets
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string

from signing.test_pki.keystore import make_keys, make_system_keys
from signing.test_pki.people import key_holders

_SYSTEMS = (
    # slug of the file, CN, organisation, BIN (synthetic, valid check digit)
    ("shep-client", "ИС OrtaBilim", "АО «Финансовый центр» TEST", "201150000110"),
    ("shep-server", "ШЭП TEST", "АО «НИТ» TEST", "240940000774"),
)


class Command(BaseCommand):
    help = "Write the demo's ЭЦП keys, test roots and vault keys into KEYS_DIR (idempotent)."

    def handle(self, *args: object, **options: object) -> None:
        if not settings.DEMO_CAST:
            raise CommandError("demo keys are made only in the demo (DEMO=1)")
        folder = Path(settings.KEYS_DIR)
        people = import_string(settings.DEMO_CAST)()
        made = make_keys(folder, key_holders(people))
        make_system_keys(folder, _SYSTEMS)
        make_vault(folder / "vault.json")
        self.stdout.write(f"{folder}: {len(made)} new keys")


def make_vault(path: Path) -> None:
    """Write random vault keys, once: with other keys every sealed value would be lost."""
    if path.exists():
        return
    pair = {name: base64.b64encode(secrets.token_bytes(32)).decode() for name in ("data", "index")}
    partial = path.with_name(f".{path.name}.part")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        json.dump({"current": 1, "keys": {"1": pair}}, stream)
    partial.replace(path)
