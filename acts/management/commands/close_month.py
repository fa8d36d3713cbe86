"""``manage.py close_month YYYY-MM [--region KATO]``: form the acts of a month."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Count

from acts.jobs import CLOSE_MONTH
from acts.models import Act
from core import jobs
from core.models import JobState, Region
from core.periods import Month


class Command(BaseCommand):
    help = "Form the acts of a month for every active contract of a region or of the country."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("month", help="YYYY-MM")
        parser.add_argument("--region", help="KATO of the region (790000000) or its two digits")

    def handle(self, *args: Any, month: str, region: str | None, **options: Any) -> None:
        try:
            asked = Month.parse(month)
        except ValueError as problem:
            raise CommandError(str(problem)) from problem
        code = region[:2] if region else None
        if code and not Region.objects.filter(pk=code).exists():
            raise CommandError(f"no such region: {region}")
        done = jobs.run_now(jobs.enqueue(CLOSE_MONTH, month=str(asked), region=code))
        if done.state != JobState.DONE:
            raise CommandError(f"job {done.pk} is {done.state}: {done.error}")
        acts = Act.objects.filter(month=asked.first_day)
        if code:
            acts = acts.filter(region_id=code)
        for row in acts.order_by().values("status").annotate(acts=Count("pk")):
            self.stdout.write(f"{row['status']} {row['acts']}")
