"""Pages of this room inside the cabinets."""

from lms_api.vendor_urls import vendor

__all__ = ["vendor"]
