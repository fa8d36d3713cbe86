"""The same house as that of the months."""

from tests.integration.lms_api.months.conftest import house, october

__all__ = ["house", "october"]
