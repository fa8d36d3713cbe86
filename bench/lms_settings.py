"""The product's settings with the baselines mounted and without a limit of calls."""

from ortabilim.settings import *  # noqa: F403
from ortabilim.settings import DATABASES, INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "bench.plain_way"]
ROOT_URLCONF = "bench.lms_urls"
LMS_CALLS_A_MINUTE = 10**9
# as in production: a process keeps its connection
DATABASES["default"]["CONN_MAX_AGE"] = 60
