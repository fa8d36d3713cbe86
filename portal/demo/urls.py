"""Addresses under /demo/ (only with ``DEMO=1``), never under a language."""

from django.urls import path

from portal.demo import esf_views, views

app_name = "demo"
urlpatterns = [
    path("identities", views.identities, name="identities"),
    path("sign-in", views.sign_in, name="sign-in"),
    path("state", views.state, name="state"),
    path("emulator/faults", views.faults, name="faults"),
    path("esf/<int:act>/", esf_views.issue, name="esf"),
]
