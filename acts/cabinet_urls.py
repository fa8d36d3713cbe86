"""Addresses of this room in each cabinet."""

from django.urls import URLPattern, path

from acts.views import auditor as of_auditor
from acts.views import lists, moves, record, registers, signing, special_types


def _act_pages() -> list[URLPattern]:
    """Pages of an act, made anew for each cabinet: the guard changes patterns in place."""
    return [
        path("acts/<int:pk>/", record.ActPage.as_view(), name="act"),
        path("acts/<int:pk>/action/", record.ActAction.as_view(), name="act-action"),
        path("acts/<int:pk>/sign/", signing.ActSigning.as_view(), name="act-sign"),
        path("acts/<int:pk>/form-again/", moves.FormAgain.as_view(), name="act-form-again"),
        path("acts/<int:pk>/invoice/", moves.AskForInvoice.as_view(), name="act-invoice"),
    ]


def _register_pages() -> list[URLPattern]:
    return [
        path("registers/<int:pk>/", registers.RegisterPage.as_view(), name="register"),
        path(
            "registers/<int:pk>/action/", registers.RegisterAction.as_view(), name="register-action"
        ),
    ]


school = [
    path("acts/", lists.SchoolActs.as_view(), name="acts"),
    *_act_pages(),
    path("study-proofs/", special_types.SpecialTypesPage.as_view(), name="study-proofs"),
]
department = [
    path("acts/", lists.DepartmentActs.as_view(), name="acts"),
    path("acts/form/", moves.FormMonth.as_view(), name="acts-form"),
    *_act_pages(),
    path("registers/", registers.DepartmentRegisters.as_view(), name="registers"),
    path("registers/new/", registers.NewRegister.as_view(), name="register-new"),
    *_register_pages(),
    path("registers/<int:pk>/sign/", signing.RegisterSigning.as_view(), name="register-sign"),
    path(
        "registers/<int:pk>/enlist/<int:act_pk>/",
        registers.ChangeList.as_view(enlist=True),
        name="register-enlist",
    ),
    path(
        "registers/<int:pk>/delist/<int:act_pk>/",
        registers.ChangeList.as_view(enlist=False),
        name="register-delist",
    ),
]
finance = [
    path("registers/", registers.FinanceRegisters.as_view(), name="registers"),
    *_register_pages(),
]
auditor = [
    path("acts/", of_auditor.AuditedActs.as_view(), name="acts"),
    path("acts/<int:pk>/", record.ActPage.as_view(read_only=True), name="act"),
    path("registers/", of_auditor.AuditedRegisters.as_view(), name="registers"),
    path("registers/<int:pk>/", registers.RegisterPage.as_view(read_only=True), name="register"),
]
