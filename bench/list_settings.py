"""The product's settings with Django's admin, which is only the baseline, and counts kept."""

from ortabilim.settings import *  # noqa: F403
from ortabilim.settings import CACHES, INSTALLED_APPS, LOGGING, REDIS_URL

INSTALLED_APPS = [*dict.fromkeys([*INSTALLED_APPS, "django.contrib.admin"])]
ROOT_URLCONF = "bench.urls"
# as in production: the first page counts what the menu shows, the next ones within seconds do not
CACHES["counts"] = {
    "BACKEND": "django.core.cache.backends.redis.RedisCache",
    "LOCATION": REDIS_URL,
    "KEY_PREFIX": "ortabilim-bench",
}
LOGGING["root"]["level"] = "WARNING"
ALLOWED_HOSTS = ["testserver"]
