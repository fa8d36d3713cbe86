"""Addresses of the test pages beside the account and the portal."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from accounts import cabinet_urls as accounts_pages
from accounts.roles import SCHOOL_ROLES
from core.web.guards import guard
from portal import cabinet_urls as portal_pages
from tests.integration.web import pages

cabinet = guard(
    [
        *portal_pages.school,
        *accounts_pages.school,
        path("list/", pages.DelegationsPage.as_view(), name="list"),
        path("organisations/", pages.OrganisationsPage.as_view(), name="organisations"),
        path("<int:pk>/", pages.DelegationPage.as_view(), name="record"),
        path("<int:pk>/act/", pages.DelegationAction.as_view(), name="act"),
    ],
    roles=SCHOOL_ROLES,
)
urlpatterns = i18n_patterns(
    path("", include("portal.urls")),
    path("account/", include("accounts.urls")),
    path("school/", include((cabinet, "school"))),
)
