"""Tables as the rows of a file: the same lines, order and columns as on the page."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.money import tenge_string
from portal.statistics.measures import LABELS
from portal.statistics.tables import OTHERS, SumTable


def tenge(tiyn: int | None) -> Decimal | str:
    """A sum as a number of tenge; what is not shown stays empty."""
    return "" if tiyn is None else Decimal(tenge_string(tiyn))


def few_pupils() -> str:
    """The words in the place of a count that is too small to be shown."""
    return _("менее 5")


def rows_of(table: SumTable, *, heading: Sequence[str], with_key: bool = False) -> list[list[Any]]:
    """Heading and lines; no line of totals, so that adding up a column gives the total."""
    columns = [*heading, *(str(LABELS[measure]) for measure in table.measures), _("Учеников")]
    lines = []
    for row in table.rows:
        key = ["" if row.key == OTHERS else row.key] if with_key else []
        pupils = few_pupils() if row.few else "" if row.pupils is None else row.pupils
        lines.append([*key, str(row.label), *map(tenge, row.sums), pupils])
    return [columns, *lines]
