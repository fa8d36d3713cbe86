"""Addresses of delivery and of what keeps money back, by cabinet."""

from django.urls import path

from lms_api.delivery.errors_page import DataErrorsPage
from lms_api.delivery.pages import AuditedDelivery, DeliveryPage
from lms_api.delivery.regions import RegionsDelivery

_ERRORS = "data-errors/"

of_school = [path(_ERRORS, DataErrorsPage.as_view(), name="data-errors")]
of_department = [
    path("delivery/", DeliveryPage.as_view(), name="delivery"),
    path(_ERRORS, DataErrorsPage.as_view(), name="data-errors"),
]
of_auditor = [
    path("delivery/", AuditedDelivery.as_view(), name="delivery"),
    path(_ERRORS, DataErrorsPage.as_view(by_region=True), name="data-errors"),
]
of_finance = [path("delivery/", RegionsDelivery.as_view(), name="delivery")]
