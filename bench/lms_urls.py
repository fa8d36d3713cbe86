"""The product's addresses and, beside them, the baselines."""

from django.urls import path

from bench.plain_way import views
from ortabilim.urls import urlpatterns as of_the_product

urlpatterns = [
    path("bench/plain", views.PlainPush.as_view()),
    path("bench/floor", views.floor),
    path("bench/empty", views.empty),
    *of_the_product,
]
