"""Portal pages inside the cabinets: the desk, and the administrator's pages."""

from django.urls import path

from portal.administration import people, proposals, registries, settings_pages, work
from portal.outages.pages import OutagesPage
from portal.search.views import SearchPage
from portal.views.desk import DeskPage


def _desk() -> list:
    return [path("", DeskPage.as_view(), name="desk")]


def _search() -> list:
    return [path("search/", SearchPage.as_view(), name="search")]


def _outages() -> list:
    return [path("outages/", OutagesPage.as_view(), name="outages")]


# separate lists: each cabinet's guard wraps its own patterns
school = [*_desk(), *_search()]
department = [*_desk(), *_search(), *_outages()]
finance = [*_desk(), *_search()]
auditor = [*_desk(), *_search()]
vendor = _desk()
citizen = _desk()
admin = [
    *_desk(),
    path("settings/", settings_pages.SettingsPage.as_view(), name="settings"),
    path("settings/proposals/", proposals.ProposalsPage.as_view(), name="setting-proposals"),
    path(
        "settings/proposals/<int:pk>/",
        proposals.ProposalAction.as_view(),
        name="setting-proposal-action",
    ),
    path("settings/<str:key>/", settings_pages.SettingPage.as_view(), name="setting"),
    path("people/", people.PeoplePage.as_view(), name="people"),
    path("people/<int:pk>/end/", people.EndMembershipPage.as_view(), name="membership-end"),
    path("jobs/", work.JobsPage.as_view(), name="jobs"),
    path("jobs/<uuid:pk>/again/", work.RunJobAgain.as_view(), name="job-again"),
    path("events/", work.EventsPage.as_view(), name="events"),
    path("events/<int:pk>/again/", work.DeliverAgain.as_view(), name="event-again"),
    path("integrations/", registries.RegistriesPage.as_view(), name="integrations"),
    *_outages(),
]
