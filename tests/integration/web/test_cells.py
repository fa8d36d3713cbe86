"""Cells of a list: escaped, in words, localised, empty as a dash, with their column's class."""

import datetime as dt
from types import SimpleNamespace

import django_tables2 as tables
import pytest
from django.utils import translation
from django.utils.html import format_html

from accounts.models import Organisation, OrganisationKind
from core.web import cells
from core.web.tables import MoneyColumn, Table


class OrganisationTable(Table):
    bin = tables.Column()
    name_ru = tables.Column()
    kind = tables.Column()
    region__code = tables.Column(accessor="region__code", verbose_name="A<b")
    amount = MoneyColumn(accessor="amount")
    linked = tables.Column(accessor="pk")
    pupils = tables.Column(accessor="pupils")
    on = tables.Column(accessor="on")

    def render_linked(self, record: Organisation, **others: object) -> str:
        assert set(others) >= {"value", "column", "bound_row", "table"}
        return format_html("<a>{}</a>", record.bin)

    class Meta(Table.Meta):
        model = Organisation
        fields = ("bin",)


def shown(**values: object) -> dict[str, str]:
    one = Organisation(pk=1, kind=OrganisationKind.LMS_VENDOR, bin="120740915014")
    for name, value in {"amount": None, "pupils": None, "on": None, **values}.items():
        setattr(one, name, value)
    table = OrganisationTable([one])
    table.page = SimpleNamespace(object_list=table.rows)
    (row,) = cells.rows_of(table)
    return dict(zip((column.name for column in table.columns), map(str, row), strict=True))


def test_text_is_escaped_and_markup_of_a_column_is_not():
    row = shown(name_ru="<script>")
    assert ">&lt;script&gt;</td>" in row["name_ru"]
    assert "<a>120740915014</a></td>" in row["linked"]
    assert 'data-label="A&lt;b"' in row["region__code"]


def test_a_choice_stands_in_its_words_in_the_language_of_the_page():
    field = Organisation._meta.get_field("kind")
    label = dict(field.flatchoices)[OrganisationKind.LMS_VENDOR]
    for language in ("ru", "kk"):
        with translation.override(language):
            assert f">{label}</td>" in shown()["kind"]


def test_nothing_and_a_way_that_breaks_off_are_a_dash():
    row = shown()
    assert all(row[name].endswith(">—</td>") for name in ("region__code", "amount", "pupils"))


def test_a_column_keeps_its_class_and_numbers_and_days_their_language():
    row = shown(amount=123_456_78, pupils=7, on=dt.date(2025, 11, 14))
    assert row["amount"].startswith('<td role="cell" data-label="Amount" class="num">')
    assert "123 456,78" in row["amount"].replace("\xa0", " ").replace("\u202f", " ")
    assert row["on"].endswith(">14 ноября 2025 г.</td>")


@pytest.mark.parametrize("value", [0, False])
def test_zero_is_not_nothing(value: object):
    assert shown(pupils=value)["pupils"].endswith(f">{value}</td>")
