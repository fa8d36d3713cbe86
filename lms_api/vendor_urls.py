"""Pages of this room inside the vendor's cabinet."""

from django.urls import path

from lms_api import vendor_views

vendor = [
    path("schools/", vendor_views.GrantsPage.as_view(), name="schools"),
    path("submissions/", vendor_views.SubmissionsPage.as_view(), name="submissions"),
    path("submissions/<int:pk>/", vendor_views.SubmissionPage.as_view(), name="submission"),
]
