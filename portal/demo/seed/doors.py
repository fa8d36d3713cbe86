"""Tokens of the demo's LMS systems, written where contracts promise them."""

import json
import os
from pathlib import Path

from django.conf import settings

from accounts.models import Organisation
from lms_api.grants import granted_schools
from lms_api.models import VendorToken, hash_of
from lms_api.tokens import issue_token
from portal.demo.figures import VENDORS
from portal.demo.people import school_id
from portal.demo.plans import SchoolPlan

NAME = "demo"


def write_lms_tokens(plans: tuple[SchoolPlan, ...]) -> None:
    """One long-lived token a vendor into ``keys/lms.json``; kept on a second start."""
    path = Path(settings.KEYS_DIR) / "lms.json"
    known = {one["vendor"]: one["token"] for one in _read(path)}
    book = []
    for vendor in VENDORS:
        organisation = Organisation.objects.get(name_ru=vendor.name_ru)
        secret = known.get(vendor.slug)
        if not secret or not VendorToken.objects.filter(sha256=hash_of(secret)).exists():
            _token, secret = issue_token(vendor=organisation, name=NAME, secret=secret)
        # a school on the way to digitisation granted its data, too: the API does not know it yet
        reached = {one.school_id for one in granted_schools(organisation)}
        book.append(
            {
                "vendor": vendor.slug,
                "token": secret,
                "school_ids": [
                    school_id(plan.serial) for plan in plans if school_id(plan.serial) in reached
                ],
            }
        )
    partial = path.with_suffix(".part")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        json.dump(book, stream, indent=2)
    partial.replace(path)


def vendor_slug(organisation: Organisation) -> str:
    """Key of a demo vendor by its organisation.

    :raises StopIteration: not a vendor of the demo
    """
    return next(vendor.slug for vendor in VENDORS if vendor.name_ru == organisation.name_ru)


def _read(path: Path) -> list[dict[str, str]]:
    try:
        return list(json.loads(path.read_text()))
    except (OSError, ValueError):
        return []
