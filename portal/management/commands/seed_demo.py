"""``manage.py seed_demo``: fill the demo once; a second start finds it filled."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from core.models import NumberSeries
from portal.demo.plans import Scale, seeded_plans
from portal.demo.seed import doors
from portal.demo.seed.everything import seed


class Command(BaseCommand):
    """Organisations, people, money, schools at every stage of the chain."""

    help = "Fill the demo with deterministic data (DEMO=1 only); does nothing when it is filled."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Scale of the data."""
        parser.add_argument("--scale", choices=[scale.value for scale in Scale], default="small")

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed in one transaction a scale, so that a killed seeding leaves nothing half done."""
        if not settings.DEMO:
            raise CommandError("demo data are made only in the demo (DEMO=1)")
        scale = options["scale"]
        marker = f"demo-seeded-{scale}"
        plans = seeded_plans(scale)
        if not NumberSeries.objects.filter(name=marker).exists():
            # Registries answer on this machine; half a demo is worse than a long lock.
            settings.REGISTRY_CALLS_IN_TRANSACTION = True
            with transaction.atomic():
                seed(Scale(scale), plans, self.stdout.write)
                NumberSeries.objects.create(name=marker, last=len(plans))
        doors.write_lms_tokens(plans)
