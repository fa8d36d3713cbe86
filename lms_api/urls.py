"""Addresses of the LMS API; the calls live in this room."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
