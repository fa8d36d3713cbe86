"""All addresses: pages under a language, machines' addresses without one."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from ortabilim import healthz
from ortabilim.cabinets import cabinet_patterns

urlpatterns = [
    path("healthz/live", healthz.live),
    path("healthz/ready", healthz.ready),
    path("i18n/", include("django.conf.urls.i18n")),
    path("api/lms/v1/", include("lms_api.urls")),
    path("verify/", include("signing.urls_files")),
    path("statistics/open-data/", include("portal.statistics.open_data_urls")),
]
if settings.DEMO:
    urlpatterns += [path("demo/", include("portal.demo.urls"))]
urlpatterns += i18n_patterns(
    path("", include("portal.urls")),
    path("verify/", include("signing.urls")),
    path("rules/", include("flk.urls")),
    path("account/", include("accounts.urls")),
    *cabinet_patterns(),
)
