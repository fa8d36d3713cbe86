"""The baseline of the lists: Django's admin, open to whoever is signed in, with settable columns.

Its addresses are made once, so every model is registered before; what a change list shows is set
just before it is measured.
"""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db import models
from django.http import HttpRequest


class OpenSite(admin.AdminSite):
    """Our people have no staff flag: their rights are memberships."""

    def has_permission(self, request: HttpRequest) -> bool:
        """Anybody who is signed in."""
        return request.user.is_authenticated


class OpenAdmin(admin.ModelAdmin):
    """The change list as anybody would set it up, readable by all."""

    list_max_show_all = 0

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Shown in the menu, as for a superuser."""
        return True

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Read."""
        return True

    has_change_permission = has_view_permission
    has_delete_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        """The «add» button, as for a superuser."""
        return True


# the product has a namespace «admin» of its own
site = OpenSite(name="bench-admin")
site.register(
    [
        model
        for model in apps.get_models()
        if not isinstance(model._meta.pk, models.CompositePrimaryKey)
    ],
    OpenAdmin,
)


def show(
    model: type[models.Model], *, columns: Sequence[str], relations: Sequence[str], rows: int
) -> str:
    """Set columns, followed relations and page size of a model's change list; its address."""
    shown = site.get_model_admin(model)
    shown.list_display = list(columns) or ["__str__"]
    shown.list_display_links = shown.list_display[:1]
    shown.list_select_related = list(relations) or False
    shown.list_per_page = rows
    return f"/bench-admin/{model._meta.app_label}/{model._meta.model_name}/"
