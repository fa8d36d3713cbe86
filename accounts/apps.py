"""The accounts room."""

from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, organisations, memberships and delegations."""

    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Lists learn of kept filters from here."""
        import_module("accounts.saved_views")
