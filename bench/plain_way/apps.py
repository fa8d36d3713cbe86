"""An app of the benchmark alone: its tables are made by ``migrate --run-syncdb``."""

from django.apps import AppConfig


class PlainWayConfig(AppConfig):
    """Baselines of the intake."""

    name = "bench.plain_way"
    label = "plain_way"
    default_auto_field = "django.db.models.BigAutoField"
