"""The core room."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate, post_save


class CoreConfig(AppConfig):
    """Wires the house: receivers, jobs and dated settings of every room, rights after migration."""

    name = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect signals; import each room's ``receivers``, ``jobs`` and ``dated_settings``."""
        from core import db_roles, settings_book
        from core.models import DatedSetting
        from core.regions import write_regions
        from core.web.forms import speak_alike

        speak_alike()
        post_migrate.connect(db_roles.grant_app_role, sender=apps.get_app_config("portal"))
        portal = apps.get_app_config("portal")
        post_migrate.connect(lambda **_: write_regions(), sender=portal, weak=False)
        post_migrate.connect(lambda **_: settings_book.write_missing(), sender=portal, weak=False)
        post_save.connect(lambda **_: settings_book.forget(), sender=DatedSetting, weak=False)
        for config in apps.get_app_configs():
            for part in ("dated_settings", "receivers", "jobs", "invariants"):
                name = f"{config.name}.{part}"
                if config.name.split(".")[0] in ROOMS and find_spec(name):
                    import_module(name)


ROOMS = [
    "accounts",
    "signing",
    "integrations",
    "flk",
    "schools",
    "budget",
    "contracts",
    "acts",
    "payments",
    "lms_api",
    "portal",
]
