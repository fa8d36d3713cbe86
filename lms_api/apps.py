"""The lms_api room."""

from django.apps import AppConfig


class LmsApiConfig(AppConfig):
    """The REST face for LMS vendors."""

    name = "lms_api"
    default_auto_field = "django.db.models.BigAutoField"
