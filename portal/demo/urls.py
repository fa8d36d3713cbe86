"""Addresses under /demo/ (only with ``DEMO=1``), never under a language."""

from django.urls import path

from portal.demo import bank_views, esf_views, lms_views, outbox_views, views

app_name = "demo"
urlpatterns = [
    path("identities", views.identities, name="identities"),
    path("sign-in", views.sign_in, name="sign-in"),
    path("state", views.state, name="state"),
    path("emulator/faults", views.faults, name="faults"),
    path("esf/", esf_views.waiting, name="esf-list"),
    path("esf/<int:act>/", esf_views.issue, name="esf"),
    path("outbox/", outbox_views.sent, name="outbox"),
    path("lms/", lms_views.window, name="lms"),
    path("bank/", bank_views.sent_batches, name="bank"),
    path("bank/<int:pk>/", bank_views.execute, name="bank-execute"),
]
