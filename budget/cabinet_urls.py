"""Addresses of this room in each cabinet."""

from django.urls import path

from budget.views import auditor as of_auditor
from budget.views import check_again, distribution_run, plan
from budget.views import department as department_pages
from budget.views import finance as finance_pages
from budget.views import school as school_pages

school = [
    path("applications/", school_pages.ApplicationsPage.as_view(), name="applications"),
    path("applications/new/", school_pages.StartApplicationPage.as_view(), name="application-new"),
    path(
        "applications/<int:pk>/", school_pages.SchoolApplicationPage.as_view(), name="application"
    ),
    path(
        "applications/<int:pk>/form/",
        school_pages.ApplicationFormPage.as_view(),
        name="application-form",
    ),
    path(
        "applications/<int:pk>/action/",
        school_pages.SchoolApplicationAction.as_view(),
        name="application-action",
    ),
    path(
        "applications/<int:pk>/check/",
        check_again.CheckAgain.as_view(),
        name="application-recheck",
    ),
]

department = [
    path("applications/", department_pages.ApplicationsPage.as_view(), name="applications"),
    path("applications/<int:pk>/", department_pages.ModerationPage.as_view(), name="application"),
    path(
        "applications/<int:pk>/action/",
        department_pages.ModerationAction.as_view(),
        name="application-action",
    ),
    path(
        "applications/<int:pk>/check/",
        check_again.CheckAgain.as_view(),
        name="application-recheck",
    ),
    path("budget/", plan.BudgetPage.as_view(), name="budget"),
    path("plan/", plan.PlanPage.as_view(), name="plan"),
    path("plan/draft/", plan.PlanDraftPage.as_view(), name="plan-draft"),
    path(
        "plan/versions/<int:pk>/action/",
        plan.PlanVersionAction.as_view(),
        name="plan-version-action",
    ),
    path("plan/versions/<int:pk>/discard/", plan.DiscardDraft.as_view(), name="plan-draft-discard"),
    path("plan/intakes/new/", plan.OpenIntakePage.as_view(), name="intake-new"),
    path("plan/intakes/<int:pk>/action/", plan.IntakeAction.as_view(), name="intake-action"),
    path("plan/intakes/<int:pk>/reopen/", plan.ReopenIntakePage.as_view(), name="intake-reopen"),
    path(
        "plan/intakes/<int:pk>/distribute/", plan.CalculatePage.as_view(), name="intake-distribute"
    ),
    path(
        "distributions/<int:pk>/", distribution_run.DistributionPage.as_view(), name="distribution"
    ),
    path(
        "distributions/<int:pk>/action/",
        distribution_run.DistributionAction.as_view(),
        name="distribution-action",
    ),
    path(
        "distributions/<int:pk>/protocol.json",
        distribution_run.ProtocolFile.as_view(),
        name="distribution-protocol",
    ),
]

finance = [
    path("departments/", finance_pages.DepartmentsPage.as_view(), name="departments"),
    path("plans/", finance_pages.PlansPage.as_view(), name="plans"),
    path("plans/<int:pk>/", finance_pages.PlanPage.as_view(), name="plan"),
    path(
        "budgets/<int:pk>/tranches/new/",
        finance_pages.RecordTranchePage.as_view(),
        name="tranche-new",
    ),
]

auditor = [
    path("applications/", of_auditor.AuditedApplications.as_view(), name="applications"),
    path(
        "applications/<int:pk>/",
        department_pages.ModerationPage.as_view(read_only=True),
        name="application",
    ),
]
