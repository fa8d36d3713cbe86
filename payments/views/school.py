"""Payments as the school sees them."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.web.listing import ListPage, Tab
from payments.models import PaymentOrder
from payments.statuses import PaymentOrderStatus as Status
from payments.views.tables import SchoolPaymentTable


class SchoolPaymentsPage(ListPage):
    """What is on its way to the school's account and what arrived."""

    title = _("Платежи")
    table_class = SchoolPaymentTable
    total_field = "amount_tiyn"
    export_name = "payments"
    empty_title = _("Платежей пока нет")
    empty_text = _("Поручение появится, когда Финансовый центр примет реестр с вашим актом.")
    tabs = (
        Tab("all", _("Все")),
        Tab(
            "way",
            _("В пути"),
            lambda rows, actor: rows.exclude(status__in=(Status.EXECUTED, Status.REISSUED)),
        ),
        Tab("executed", _("Перечислены"), lambda rows, actor: rows.filter(status=Status.EXECUTED)),
    )

    def get_queryset(self) -> QuerySet[PaymentOrder]:
        """Orders for the acts of the organisation's schools."""
        return PaymentOrder.objects.visible_to(self.actor).select_related("act__school")
