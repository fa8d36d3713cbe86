"""The Celery application: a doorbell in front of tables that hold the truth (see core.jobs)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ortabilim.settings")

app = Celery("ortabilim")
app.config_from_object("ortabilim.celery_config")
app.autodiscover_tasks()
app.autodiscover_tasks(["ortabilim"])
