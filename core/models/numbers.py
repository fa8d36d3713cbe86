"""Counters behind human numbers of documents."""

from django.db import models


class NumberSeries(models.Model):
    """The last number given out in a series; taken by one UPDATE, so never twice."""

    name = models.CharField(max_length=60, primary_key=True)
    last = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}: {self.last}"
