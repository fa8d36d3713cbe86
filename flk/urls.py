"""Addresses of the public rule book, mounted at ``/rules/``."""

from django.urls import path

from flk import views

app_name = "flk"
urlpatterns = [path("", views.rules, name="rules")]
