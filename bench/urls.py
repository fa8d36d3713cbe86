"""The portal's addresses and, only in this process, those of Django's admin."""

from django.urls import path

from bench.change_lists import site
from ortabilim.urls import urlpatterns as portal_urls

urlpatterns = [path("bench-admin/", site.urls), *portal_urls]
