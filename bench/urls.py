"""The portal's addresses and, only in this process, those of Django's admin."""

from django.contrib import admin
from django.urls import path

from ortabilim.urls import urlpatterns as portal_urls

urlpatterns = [path("bench-admin/", admin.site.urls), *portal_urls]
