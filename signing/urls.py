"""Pages with a language prefix, mounted under ``verify/``."""

from django.urls import path

from signing.views.verify import verify_form, verify_page

app_name = "signing"
urlpatterns = [
    path("", verify_form, name="verify-form"),
    path("<str:code>/", verify_page, name="verify"),
]
