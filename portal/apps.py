"""The portal room: public pages, frame of the cabinets, notifications."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PortalConfig(AppConfig):
    """The portal."""

    name = "portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let every room tell what waits for whom (``<room>/desk.py``)."""
        autodiscover_modules("desk")
