"""The addresses of a demo: the project's own and the demo's."""

from django.urls import include, path

from ortabilim.urls import urlpatterns as own

urlpatterns = [*own, path("demo/", include("portal.demo.urls"))]
