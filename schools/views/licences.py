"""«Мои лицензии», «Моя аттестация», «Моя аккредитация»."""

from typing import Any

import django_tables2 as tables
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from core.web.listing import ListPage
from core.web.tables import DateColumn, RecordLinkColumn, Table
from schools.models import Passport, School


class LicenceTable(Table):
    """Licences as the passports name them."""

    school = RecordLinkColumn(
        "school", verbose_name=_("Школа"), order_by="school__sort_key", wraps=True
    )
    licence_number = tables.Column(verbose_name=_("Номер лицензии"))
    licence_issued_on = DateColumn(verbose_name=_("Дата выдачи лицензии"))
    licence_annex_number = tables.Column(verbose_name=_("Номер приложения к лицензии"))
    sanitary_number = tables.Column(verbose_name=_("Номер санитарного заключения"))
    sanitary_issued_on = DateColumn(verbose_name=_("Дата санитарного заключения"))

    class Meta(Table.Meta):
        model = Passport
        fields = (
            "school", "licence_number", "licence_issued_on", "licence_annex_number",
            "sanitary_number", "sanitary_issued_on",
        )  # fmt: skip


class LicencesPage(ListPage):
    """Licences and sanitary permits of own schools."""

    title = _("Мои лицензии")
    intro = _("Лицензии и разрешения, указанные в паспортах школ.")
    table_class = LicenceTable
    export_name = "licences"
    empty_title = _("Лицензий пока нет")
    empty_text = _("Укажите лицензию в паспорте школы.")

    def get_queryset(self) -> models.QuerySet[Passport]:
        """Passports of own schools that name a licence."""
        return (
            Passport.objects.filter(school__in=School.objects.visible_to(self.actor))
            .exclude(licence_number="")
            .select_related("school", "school__organisation")
        )


class ComingPage(TemplateView):
    """A register that the deck marks «в разработке»: said openly."""

    template_name = "schools/coming.html"
    title: Any = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The caption of the menu."""
        return super().get_context_data(title=self.title, **kwargs)
