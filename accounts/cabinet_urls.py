"""Account pages inside the cabinets: the поручения of the organisation."""

from django.urls import path

from accounts.views import delegations


def _delegations() -> list:
    return [
        path("delegations/", delegations.DelegationsPage.as_view(), name="delegations"),
        path("delegations/new/", delegations.GrantDelegationPage.as_view(), name="delegation-new"),
        path(
            "delegations/<int:pk>/revoke/",
            delegations.RevokeDelegationPage.as_view(),
            name="delegation-revoke",
        ),
    ]


# separate lists: each cabinet's guard wraps its own patterns
school = _delegations()
department = _delegations()
finance = _delegations()
