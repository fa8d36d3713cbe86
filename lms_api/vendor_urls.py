"""Pages of this room inside the vendor's cabinet."""

from django.urls import path

from lms_api import help_views, key_views, vendor_views
from lms_api.kit import KitFile
from lms_api.sandbox import views as sandbox_views

vendor = [
    path("schools/", vendor_views.GrantsPage.as_view(), name="schools"),
    path("submissions/", vendor_views.SubmissionsPage.as_view(), name="submissions"),
    path("submissions/<int:pk>/", vendor_views.SubmissionPage.as_view(), name="submission"),
    path("keys/", key_views.KeysPage.as_view(), name="keys"),
    path("sandbox/", sandbox_views.SandboxPage.as_view(), name="sandbox"),
    path("sandbox/<int:pk>/", sandbox_views.SandboxPushPage.as_view(), name="sandbox-push"),
    path("requests/", help_views.RequestsPage.as_view(), name="requests"),
    path("errors/", help_views.ErrorsPage.as_view(), name="errors"),
    path("docs/", help_views.DocsPage.as_view(), name="docs"),
    path("docs/lms_kit.zip", KitFile.as_view(), name="kit"),
]
