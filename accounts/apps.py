"""The accounts room."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, organisations, memberships and delegations."""

    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
