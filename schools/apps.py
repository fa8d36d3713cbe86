"""The schools room."""

from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    """Schools, their passports, pupils and what the LMS says of them."""

    name = "schools"
    default_auto_field = "django.db.models.BigAutoField"
