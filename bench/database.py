"""A database of the benchmark's own, seeded with the region in miniature."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.test.utils import setup_databases, teardown_databases

from portal.demo.plans import Scale, region_in_miniature
from tests.factories.demo import seeded_demo

PUPILS = 900
"""All 137 schools with their papers; what lists show does not depend on the number of pupils."""


@contextmanager
def seeded() -> Iterator[None]:
    """Make, seed, drop."""
    old = setup_databases(verbosity=0, interactive=False)
    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            seeded_demo(Path(folder), scale=Scale.REGION, plans=region_in_miniature(pupils=PUPILS)),
        ):
            yield
    finally:
        teardown_databases(old, verbosity=0)
