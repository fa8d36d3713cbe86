"""The budget room."""

from django.apps import AppConfig


class BudgetConfig(AppConfig):
    """Budgets, norms, plans, applications and the distribution."""

    name = "budget"
    default_auto_field = "django.db.models.BigAutoField"
