"""The project's addresses with the demo's bank among them."""

from django.urls import path

from ortabilim.urls import urlpatterns as project
from portal.demo import bank_views

urlpatterns = [
    path("demo/bank/", bank_views.sent_batches),
    path("demo/bank/<int:pk>/", bank_views.execute),
    *project,
]
