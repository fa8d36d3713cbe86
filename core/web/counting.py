"""Counting several querysets with one question to the database."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, models


def counts_of(querysets: Sequence[models.QuerySet[Any]]) -> list[int]:
    """The number of rows of each queryset, in their order, by one SELECT of scalar sub-queries."""
    found = [0] * len(querysets)
    asked: list[tuple[int, str]] = []
    params: list[Any] = []
    for place, queryset in enumerate(querysets):
        try:
            sql, given = queryset.order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:
            continue
        asked.append((place, f"(SELECT count(*) FROM ({sql}) counted_{place})"))
        params += given
    if asked:
        with connection.cursor() as cursor:
            cursor.execute("SELECT " + ", ".join(part for _place, part in asked), params)
            row = cursor.fetchone()
        for (place, _part), number in zip(asked, row, strict=True):
            found[place] = number
    return found
