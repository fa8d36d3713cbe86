"""What waits for the finance centre in this room."""

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from core import clock
from core.web.desk import Waiting, register_work
from core.workflow import Actor
from payments import selectors
from payments.models import PaymentOrder


def _money(orders: QuerySet[PaymentOrder]) -> Waiting:
    return Waiting(count=orders.count(), tiyn=orders.aggregate(sum=Sum("amount_tiyn"))["sum"] or 0)


def _to_approve(actor: Actor) -> Waiting:
    if actor.role != Role.FINANCE_SIGNATORY:
        return Waiting(0)
    return _money(selectors.awaiting_approval(actor))


register_work(
    "finance:payments",
    title=_("Платёжные поручения ждут вашего утверждения"),
    after=_("без второго человека деньги не уйдут"),
    query="view=approve",
    counter=_to_approve,
)
register_work(
    "finance:payments",
    title=_("Утверждённые поручения: сделайте файл для банка"),
    query="view=send",
    counter=lambda actor: _money(selectors.awaiting_file(actor)),
)
register_work(
    "finance:payments",
    title=_("Отклонено банком: выпустите поручение заново"),
    query="view=rejected",
    counter=lambda actor: _money(selectors.awaiting_reissue(actor)),
)
register_work(
    "finance:payments",
    title=_("Отправлено, но выписки банка нет дольше срока"),
    query="view=sent",
    counter=lambda actor: _money(selectors.late_for_statement(actor, on_date=clock.today())),
)
register_work(
    "finance:registers",
    title=_("Реестры приняты: сформируйте платёжные поручения"),
    counter=lambda actor: selectors.registers_to_order(actor).count(),
)
register_work(
    "finance:statements",
    title=_("Строки выписок ждут разбора"),
    counter=lambda actor: selectors.unresolved_lines().count(),
)
