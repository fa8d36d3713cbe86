"""The payments room."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """Payment orders, batches, statements and reconciliation."""

    name = "payments"
    default_auto_field = "django.db.models.BigAutoField"
