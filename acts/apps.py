"""The acts room."""

from django.apps import AppConfig


class ActsConfig(AppConfig):
    """Acts of rendered services, the right to be paid, registers."""

    name = "acts"
    default_auto_field = "django.db.models.BigAutoField"
