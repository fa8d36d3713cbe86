"""The kinds of record that are looked for, and in which of their fields. Order of the page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from acts.models import Act, ActRegister
from budget.models import FundingApplication
from contracts.models import Contract
from core.web.templatetags.ortabilim import month, short_date
from payments.models import PaymentOrder
from portal.search.asked import Asked
from schools.models import School


@dataclass(frozen=True)
class Kind:
    """One group of the results.

    ``pages`` are names of record pages with the field that holds the key: the first that the
    cabinet has is linked; in a cabinet that has none the kind is not looked for.
    """

    title: Any
    model: Any
    pages: Sequence[tuple[str, str]]
    list_page: str
    numbers: Sequence[str]
    names: str
    sum_field: str
    details: Callable[[Any], Sequence[Any]]
    related: Sequence[str] = ()

    def find(self, asked: Asked, actor: Any) -> QuerySet[Any]:
        """Records the actor may see in which every word stands, or whose sum it is."""
        rows = self.model.objects.visible_to(actor).select_related(*self.related)
        return rows.filter(self._wanted(asked))

    def _wanted(self, asked: Asked) -> Q:
        wanted = Q(pk__in=())
        if asked.words:
            every = Q()
            for word in asked.words:
                one = Q()
                for field in self.numbers:
                    one |= Q(**{f"{field}__icontains": word.typed})
                if self.names and word.folded:
                    one |= Q(**{f"{self.names}__contains": word.folded})
                every &= one
            wanted |= every
        if asked.tiyn is not None and self.sum_field:
            wanted |= Q(**{self.sum_field: asked.tiyn})
        return wanted


def _of_school(record: Any) -> Sequence[Any]:
    return (record.school.name, f"{_('БИН')} {record.school.organisation.bin}")


KINDS = (
    Kind(
        _("Школы"),
        School,
        pages=(("school", "pk"),),
        list_page="schools",
        numbers=("school_id", "organisation__bin"),
        names="search_key",
        sum_field="",
        details=lambda school: (
            school.school_id or "",
            f"{_('БИН')} {school.organisation.bin}",
            school.address,
        ),
        related=("organisation",),
    ),
    Kind(
        _("Заявки на финансирование"),
        FundingApplication,
        pages=(("application", "pk"),),
        list_page="applications",
        numbers=("number",),
        names="school__search_key",
        sum_field="need_tiyn",
        details=_of_school,
        related=("school__organisation",),
    ),
    Kind(
        _("Договоры"),
        Contract,
        pages=(("contract", "pk"),),
        list_page="contracts",
        numbers=("number",),
        names="school__search_key",
        sum_field="amount_tiyn",
        details=_of_school,
        related=("school__organisation",),
    ),
    Kind(
        _("Акты"),
        Act,
        pages=(("act", "pk"),),
        list_page="acts",
        numbers=("number", "contract__number"),
        names="school__search_key",
        sum_field="amount_tiyn",
        details=lambda act: (month(act.month), *_of_school(act)),
        related=("school__organisation", "contract"),
    ),
    Kind(
        _("Сводные реестры актов для оплаты"),
        ActRegister,
        pages=(("register", "pk"),),
        list_page="",
        numbers=("number",),
        names="",
        sum_field="total_tiyn",
        details=lambda register: (month(register.month), register.region.name),
        related=("region",),
    ),
    Kind(
        _("Платежи"),
        PaymentOrder,
        pages=(("payment", "pk"), ("act", "act_id")),
        list_page="payments",
        numbers=("number", "key", "act__number", "act__contract__number", "register__number"),
        names="act__school__search_key",
        sum_field="amount_tiyn",
        details=lambda order: (
            short_date(order.formed_on),
            order.payee_name,
            f"{_('БИН')} {order.payee_bin}",
        ),
        related=("act",),
    ),
)
