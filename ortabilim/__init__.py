"""The house: settings, addresses, queue and processes; no domain logic."""

# Whoever loads the settings must have the queue's address, or shared tasks ring a default broker.
from ortabilim.celery import app as celery_app

__all__ = ["celery_app"]
