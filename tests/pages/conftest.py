"""The journeys' demo and browser: one for all that is looked at."""

from tests.journeys.conftest import chromium, house

__all__ = ["chromium", "house"]
