"""The house: settings, addresses, queue and processes; no domain logic."""

from ortabilim.python_version import must_be_new_enough

# Before anything else is imported: what follows is not even readable to an old Python.
must_be_new_enough()

# Whoever loads the settings must have the queue's address, or shared tasks ring a default broker.
from ortabilim.celery import app as celery_app  # noqa: E402

__all__ = ["celery_app"]
