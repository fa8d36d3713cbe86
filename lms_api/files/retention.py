"""Content of old files goes; what they did, and their reports without IINs, stay."""

import datetime as dt

from core import clock, settings_book
from lms_api.dated_settings import FILE_KEPT_DAYS
from lms_api.files.models import FileContent


def forget_old_files() -> int:
    """Delete the sealed bytes whose time is over; returns how many."""
    days = int(settings_book.value(FILE_KEPT_DAYS))
    before = clock.now() - dt.timedelta(days=days)
    gone, _kinds = FileContent.objects.filter(upload__uploaded_at__lt=before).delete()
    return gone
