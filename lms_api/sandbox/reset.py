"""Forget everything that a vendor's sandbox remembers."""

from django.db import transaction

from accounts.models import Organisation
from core import clock
from lms_api.sandbox.records import Sandbox


@transaction.atomic
def reset_sandbox(*, vendor: Organisation) -> None:
    """Delete its months, pushes and kept answers; keys and the request log stay."""
    Sandbox.objects.get_or_create(vendor=vendor)
    sandbox = Sandbox.objects.select_for_update(of=("self",)).get(pk=vendor.pk)
    for records in (sandbox.months, sandbox.pushes, sandbox.answers):
        records.all().delete()
    sandbox.limited_pushes, sandbox.reset_at = 0, clock.now()
    sandbox.save()
