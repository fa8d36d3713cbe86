"""Pages of this room inside the cabinets."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from schools.views import (
    act_source,
    duplicates,
    licences,
    pages,
    passport,
    study_proof_new,
    study_proofs,
)
from schools.views import auditor as of_auditor
from schools.views import department as of_department
from schools.views import school as of_school

_FILE = "schools/<int:pk>/files/<int:document>/"


def _duplicates() -> list:
    return [
        path("duplicates/", duplicates.DuplicatesPage.as_view(), name="duplicates"),
        path("duplicates/<int:pk>/", duplicates.DuplicatePage.as_view(), name="duplicate"),
        path(
            "duplicates/<int:pk>/action/",
            duplicates.DuplicateAction.as_view(),
            name="duplicate-action",
        ),
    ]


def _study_proofs() -> list:
    return [
        path("study-proofs/<int:pk>/", study_proofs.ProofPage.as_view(), name="study-proof"),
        path(
            "study-proofs/<int:pk>/action/",
            study_proofs.ProofAction.as_view(),
            name="study-proof-action",
        ),
        path(
            "study-proofs/<int:pk>/file/",
            study_proofs.ProofFile.as_view(),
            name="study-proof-file",
        ),
    ]


school = [
    path("schools/", of_school.SchoolsPage.as_view(), name="schools"),
    path("schools/new/", of_school.AddSchoolPage.as_view(), name="school-new"),
    path("schools/<int:pk>/", of_school.SchoolPage.as_view(), name="school"),
    path("schools/<int:pk>/action/", pages.BaseSchoolAction.as_view(), name="school-action"),
    path(
        "schools/<int:pk>/passport/<slug:section>/",
        passport.SectionPage.as_view(),
        name="school-section",
    ),
    path(
        "schools/<int:pk>/documents/<slug:kind>/",
        passport.DocumentPage.as_view(),
        name="school-document-new",
    ),
    path(_FILE, pages.DocumentFile.as_view(), name="school-document"),
    path("schools/<int:pk>/lms/", passport.LmsPage.as_view(), name="school-lms"),
    path("schools/<int:pk>/source/", act_source.ActSourcePage.as_view(), name="school-source"),
    path("licences/", licences.LicencesPage.as_view(), name="licences"),
    path(
        "attestation/",
        licences.ComingPage.as_view(title=_("Моя аттестация")),
        name="attestation",
    ),
    path(
        "accreditation/",
        licences.ComingPage.as_view(title=_("Моя аккредитация")),
        name="accreditation",
    ),
    path("pupils/", of_school.PupilsPage.as_view(), name="pupils"),
    path(
        "submissions/<int:pk>/action/",
        pages.SubmissionAction.as_view(),
        name="submission-action",
    ),
    *_duplicates(),
    path("study-proofs/register/", study_proofs.ProofsPage.as_view(), name="study-proofs-register"),
    path(
        "study-proofs/new/<int:pk>/",
        study_proof_new.NewProofPage.as_view(),
        name="study-proof-new",
    ),
    *_study_proofs(),
]
department = [
    path("schools/", of_department.RegisterPage.as_view(), name="schools"),
    path("schools/<int:pk>/", of_department.ModerationPage.as_view(), name="school"),
    path("schools/<int:pk>/action/", pages.BaseSchoolAction.as_view(), name="school-action"),
    path("schools/<int:pk>/school-id/", of_department.ConfirmSchoolId.as_view(), name="school-id"),
    path("schools/<int:pk>/purpose/", of_department.PurposePage.as_view(), name="school-purpose"),
    path(_FILE, pages.DocumentFile.as_view(), name="school-document"),
    *_duplicates(),
    path(
        "duplicates/<int:pk>/resolve/", duplicates.ResolvePage.as_view(), name="duplicate-resolve"
    ),
    path("study-proofs/", study_proofs.ReviewPage.as_view(), name="study-proofs"),
    *_study_proofs(),
]
auditor = [
    path("schools/", of_auditor.AuditedSchools.as_view(), name="schools"),
    path("schools/<int:pk>/", of_auditor.AuditedSchool.as_view(), name="school"),
    path(_FILE, pages.DocumentFile.as_view(), name="school-document"),
    # the facts without names; the scan is not for an auditor
    path("study-proofs/", study_proofs.AuditedProofs.as_view(), name="study-proofs"),
    path(
        "study-proofs/<int:pk>/",
        study_proofs.ProofPage.as_view(read_only=True),
        name="study-proof",
    ),
]
