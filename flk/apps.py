from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FlkConfig(AppConfig):
    """Register the rule book and its findings."""

    name = "flk"
    verbose_name = _("Форматно-логический контроль")
    default_auto_field = "django.db.models.BigAutoField"
