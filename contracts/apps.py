"""The contracts room."""

from django.apps import AppConfig


class ContractsConfig(AppConfig):
    """Contracts with monthly schedules."""

    name = "contracts"
    default_auto_field = "django.db.models.BigAutoField"
