"""Makes the template tags of this package loadable."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The shared web machinery."""

    name = "core.web"
    label = "core_web"
