"""Addresses of this room in each cabinet."""

from django.urls import URLPattern, path

from contracts.views import auditor as of_auditor
from contracts.views import lists, record, signing


def _record() -> list[URLPattern]:
    """Pages of a record, made anew for each cabinet: the guard changes patterns in place."""
    return [
        path("contracts/<int:pk>/", record.ContractPage.as_view(), name="contract"),
        path("contracts/<int:pk>/action/", record.ContractAction.as_view(), name="contract-action"),
        path("contracts/<int:pk>/sign/", signing.ContractSigning.as_view(), name="contract-sign"),
    ]


school = [path("contracts/", lists.SchoolContracts.as_view(), name="contracts"), *_record()]
department = [path("contracts/", lists.DepartmentContracts.as_view(), name="contracts"), *_record()]
auditor = [
    path("contracts/", of_auditor.AuditedContracts.as_view(), name="contracts"),
    path("contracts/<int:pk>/", record.ContractPage.as_view(read_only=True), name="contract"),
]
