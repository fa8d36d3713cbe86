"""Tables and filters of schools, shared by the cabinets."""

import django_filters
import django_tables2 as tables
from django.db import models
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.collation import search_key
from core.web.tables import (
    CodeColumn,
    DateColumn,
    MonthColumn,
    RecordLinkColumn,
    StateColumn,
    Table,
)
from schools.models import DuplicateCase, Locality, School

OWNERSHIP = {"private": _("Частная")}


class SchoolTable(Table):
    """The deck's columns, word for word."""

    open = RecordLinkColumn("school", text=_("Открыть"), verbose_name=_("Действия"))
    school_id = CodeColumn(verbose_name=_("Id школы"), default="—")
    name_ru = tables.Column(verbose_name=_("Наименование (рус)"), order_by="sort_key")
    name_kk = tables.Column(verbose_name=_("Наименование (каз)"))
    status = StateColumn()
    ownership = tables.Column(verbose_name=_("Вид собственности"))
    address = tables.Column(verbose_name=_("Адрес"), order_by="address_ru")

    class Meta(Table.Meta):
        model = School
        fields = ("open", "school_id", "name_ru", "name_kk", "status", "ownership", "address")

    def render_ownership(self, value: str) -> str:
        """In words."""
        return str(OWNERSHIP.get(value, value))

    def value_ownership(self, value: str) -> str:
        """The same words."""
        return self.render_ownership(value)


class RegisterTable(SchoolTable):
    """The department's register: term and owner after the deck's columns."""

    due_on = DateColumn(verbose_name=_("Срок"))
    organisation = tables.Column(verbose_name=_("Организация"), order_by="organisation__sort_key")

    class Meta(SchoolTable.Meta):
        fields = (*SchoolTable.Meta.fields, "due_on", "organisation")

    def render_organisation(self, record: School) -> str:
        """Name and BIN."""
        return format_html("{}<small>{}</small>", record.organisation.name, record.organisation.bin)

    def value_organisation(self, record: School) -> str:
        """Name and BIN in one cell."""
        return f"{record.organisation.name}, {record.organisation.bin}"


class SchoolFilters(django_filters.FilterSet):
    """Search by name, id or BIN; place."""

    q = django_filters.CharFilter(label=_("Поиск"), method="search")
    locality = django_filters.ChoiceFilter(label=_("Местность"), choices=Locality.choices)

    class Meta:
        model = School
        fields: tuple[str, ...] = ()

    def search(self, rows: models.QuerySet, _name: str, value: str) -> models.QuerySet:
        """Every word must occur, Ё = Е and Қ = К."""
        for word in search_key(value).split():
            rows = rows.filter(search_key__contains=word)
        return rows


class DuplicateTable(Table):
    """Cases of pupils whom two organisations claim."""

    number = RecordLinkColumn("duplicate", verbose_name=_("Дело"))
    person = tables.Column(verbose_name=_("Ученик"), orderable=False)
    month = MonthColumn(verbose_name=_("Месяц"))
    schools = tables.Column(verbose_name=_("Кто заявил"), empty_values=(), orderable=False)
    status = StateColumn()
    due_on = DateColumn(verbose_name=_("Срок"))

    class Meta(Table.Meta):
        model = DuplicateCase
        fields = ("number", "person", "month", "schools", "status", "due_on")

    def render_person(self, record: DuplicateCase) -> str:
        """Name, if known, and the last digits of the IIN."""
        return format_html("{}<small>{}</small>", record.person.name, record.person.masked)

    def value_person(self, record: DuplicateCase) -> str:
        """The masked IIN only: an export leaves the house."""
        return record.person.masked

    def render_schools(self, record: DuplicateCase) -> str:
        """The claiming schools."""
        return ", ".join(str(claim.school) for claim in record.claims.all())

    def value_schools(self, record: DuplicateCase) -> str:
        """The same."""
        return self.render_schools(record)
