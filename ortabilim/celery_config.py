"""Settings of Celery, read when the queue is first needed. Times are seconds.

A message may be lost or come twice; nothing here is relied on for correctness. The broker gives
back the task of a killed worker only after an hour, so the sweeper rings again by lease instead.
"""

from django.conf import settings
from kombu import Queue

HEARTBEAT_EVERY = 10.0
SWEEP_EVERY = 15.0
INVOICES_EVERY = 120.0
HOURLY = 3600.0
DAILY = 24 * HOURLY


def broker_address(redis_url: str) -> str:
    """Translate an address of the Redis client into Celery's spelling of unix sockets."""
    if redis_url.startswith("unix://"):
        return "redis+socket://" + redis_url.removeprefix("unix://")
    return redis_url


broker_url = broker_address(settings.REDIS_URL)
broker_connection_retry_on_startup = True
broker_transport_options = {
    "visibility_timeout": 3600,
    "socket_connect_timeout": 3,
    "socket_keepalive": True,
    "max_retries": 1,  # a web request that rings must not hang on an absent broker
}

accept_content = ["json"]
task_serializer = "json"
result_backend = None
task_ignore_result = True

task_acks_late = True
task_reject_on_worker_lost = True
worker_prefetch_multiplier = 1
worker_max_tasks_per_child = 500
task_soft_time_limit = 600
task_time_limit = 660
# Times come from core.clock inside tasks; the message headers stay in UTC.
enable_utc = True
timezone = "UTC"

task_default_queue = "celery"
task_queues = [Queue(name) for name in ("celery", "money", "push", "registry", "report")]

# A beat that was away must not pour out old rings: each expires before the next is due.
beat_schedule = {
    "worker-heartbeat": {
        "task": "ortabilim.tasks.heartbeat",
        "schedule": HEARTBEAT_EVERY,
        "options": {"expires": HEARTBEAT_EVERY},
    },
    "relay-outbox": {
        "task": "core.tasks.relay_outbox",
        "schedule": SWEEP_EVERY,
        "options": {"expires": SWEEP_EVERY},
    },
    "sweep-jobs": {
        "task": "core.tasks.sweep_jobs",
        "schedule": SWEEP_EVERY,
        "options": {"expires": SWEEP_EVERY},
    },
    "send-deliveries": {
        "task": "portal.tasks.send_deliveries",
        "schedule": SWEEP_EVERY,
        "options": {"expires": SWEEP_EVERY},
    },
    "sweep-invoices": {
        "task": "acts.tasks.sweep_invoices",
        "schedule": INVOICES_EVERY,
        "options": {"expires": INVOICES_EVERY},
    },
    "form-acts-of-ended-months": {
        "task": "acts.tasks.form_ended_month",
        "schedule": HOURLY,
        "options": {"expires": HOURLY},
    },
    "forget-old-files": {
        "task": "lms_api.tasks.forget_old_files",
        "schedule": DAILY,
        "options": {"expires": DAILY},
    },
    "drop-old-request-log": {
        "task": "lms_api.tasks.drop_old_log_lines",
        "schedule": DAILY,
        "options": {"expires": DAILY},
    },
    "erase-old-bodies": {
        "task": "schools.tasks.erase_old_bodies",
        "schedule": DAILY,
        "options": {"expires": DAILY},
    },
    "warn-of-expiring-papers": {
        "task": "schools.tasks.warn_of_expiring_proofs",
        "schedule": HOURLY,
        "options": {"expires": HOURLY},
    },
    "make-partitions": {
        "task": "core.tasks.make_partitions",
        "schedule": DAILY,
        "options": {"expires": DAILY},
    },
    "recheck-signatures": {
        "task": "signing.tasks.recheck_signatures",
        "schedule": DAILY,
        "options": {"expires": DAILY},
    },
}
