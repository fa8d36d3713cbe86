"""Rows that are written once: the database refuses to change or remove them."""

import pgtrigger
from django.db import models


class AppendOnlyModel(models.Model):
    """Base of tables without UPDATE, DELETE or TRUNCATE.

    Refused twice: by triggers, and by the app role, from which ``core.db_roles`` takes these
    rights after every migration. A child that defines ``Meta`` inherits ``AppendOnlyModel.Meta``.
    """

    class Meta:
        abstract = True
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="no_truncate",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                func=(
                    "RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;"
                ),
            ),
        ]
