from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntegrationsConfig(AppConfig):
    """Register the evidence store."""

    name = "integrations"
    verbose_name = _("Государственные реестры")
    default_auto_field = "django.db.models.BigAutoField"
