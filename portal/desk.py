"""The figures of every desk, what is done lately; the groups of administrator and auditor."""

import datetime as dt
from collections.abc import Callable

from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from acts.models import Act, ActRegister
from budget.models import FinancingPlan, FundingApplication
from contracts.models import Contract
from core import clock
from core.models import DatedSetting, Job, OutboxEvent, SourceStatus
from core.web.desk import Waiting, register_figure, register_work
from core.workflow import Actor
from lms_api.vendor_grants import owed, reached
from payments.models import PaymentOrder
from portal.administration.setting_changes import proposals_waiting_for

_LATELY = dt.timedelta(days=30)


def _late_acts(actor: Actor) -> Waiting:
    rows = Act.objects.visible_to(actor).filter(due_on__lt=clock.today())
    rows = rows.exclude(status__in=("paid", "annulled"))
    return Waiting(rows.count(), overdue=rows.count())


register_work(
    "admin:jobs",
    title=_("Задания, которые не удались"),
    query="view=failed",
    counter=lambda actor: Job.objects.filter(state="failed").count(),
    after=_("данные не обновятся, пока задание не повторят"),
)
register_work(
    "admin:events",
    title=_("События, которые не доставлены"),
    query="view=dead",
    counter=lambda actor: OutboxEvent.objects.filter(dead=True, done_at=None).count(),
    after=_("следующий шаг не начнётся, пока событие не доставят"),
)
register_work(
    "admin:setting-proposals",
    title=_("Новые значения настроек ждут вашего подтверждения"),
    query="view=mine",
    counter=lambda actor: proposals_waiting_for(actor).count(),
    after=_("без второго администратора значение не вступит в силу"),
)
register_work(
    "admin:settings",
    title=_("Предположения: подтвердите источник"),
    query="view=now&status=assumption",
    counter=lambda actor: (
        DatedSetting.objects.filter(status=SourceStatus.ASSUMPTION, since__lte=clock.today())
        .values("key")
        .distinct()
        .count()
    ),
    mine=False,
)
register_figure(
    "admin:people",
    label=_("Действующих ролей"),
    counter=lambda actor: Membership.objects.in_force(clock.today()).count(),
)
register_figure(
    "admin:jobs",
    label=_("Заданий в очереди"),
    query="view=open",
    counter=lambda actor: Job.objects.filter(state__in=("queued", "running")).count(),
)
register_figure(
    "admin:events",
    label=_("Событий ждут доставки"),
    query="view=open",
    counter=lambda actor: OutboxEvent.objects.filter(dead=False, done_at=None).count(),
)
register_work(
    "auditor:acts",
    title=_("Акты без движения дольше срока"),
    query="view=late",
    counter=_late_acts,
)
register_work(
    "auditor:payments",
    title=_("Платежи, отклонённые банком"),
    query="view=rejected",
    counter=lambda actor: PaymentOrder.objects.filter(status="rejected").count(),
)
register_figure(
    "auditor:applications",
    label=_("Заявки"),
    counter=lambda actor: FundingApplication.objects.visible_to(actor).count(),
)
register_figure(
    "auditor:contracts",
    label=_("Действующие договоры"),
    query="view=active",
    counter=lambda actor: Contract.objects.visible_to(actor).filter(status="active").count(),
)
register_figure(
    "auditor:acts",
    label=_("Акты"),
    counter=lambda actor: Act.objects.visible_to(actor).count(),
)
register_figure(
    "auditor:payments",
    label=_("Исполненные поручения"),
    query="view=executed",
    counter=lambda actor: PaymentOrder.objects.filter(status="executed").count(),
)


def _money(rows: QuerySet, field: str = "amount_tiyn") -> Waiting:
    found = rows.order_by().aggregate(count=Count("pk"), tiyn=Sum(field))
    return Waiting(found["count"], found["tiyn"] or 0)


def _acts(*states: str) -> Callable[[Actor], Waiting]:
    return lambda actor: _money(Act.objects.visible_to(actor).filter(status__in=states))


def _paid_lately(actor: Actor) -> Waiting:
    since = clock.today() - _LATELY
    return _money(Act.objects.visible_to(actor).filter(status="paid", paid_on__gte=since))


def _contracts(actor: Actor) -> Waiting:
    return _money(Contract.objects.visible_to(actor).filter(status="active"))


def _contracts_lately(actor: Actor) -> Waiting:
    since = clock.today() - _LATELY
    return _money(
        Contract.objects.visible_to(actor).filter(status="active", active_from__gte=since)
    )


def _plan(actor: Actor) -> Waiting:
    plans = FinancingPlan.objects.visible_to(actor).filter(year=clock.today().year)
    return _money(plans)


def _orders(*states: str) -> Callable[[Actor], Waiting]:
    return lambda actor: _money(PaymentOrder.objects.visible_to(actor).filter(status__in=states))


def _accepted(actor: Actor) -> Waiting:
    registers = ActRegister.objects.visible_to(actor).filter(status="accepted")
    return _money(registers, "total_tiyn")


def _executed_lately(actor: Actor) -> Waiting:
    since = clock.today() - _LATELY
    orders = PaymentOrder.objects.visible_to(actor)
    return _money(orders.filter(status="executed", executed_on__gte=since))


register_figure(
    "school:contracts",
    label=_("По действующим договорам"),
    query="view=active",
    counter=_contracts,
)
register_figure(
    "school:acts",
    label=_("По актам, ещё не оплачено"),
    query="view=unpaid",
    counter=_acts("with_school", "with_department", "signed", "in_register", "payable"),
)
register_figure("school:acts", label=_("Оплачено"), query="view=paid", counter=_acts("paid"))
register_work(
    "school:acts",
    title=_("Акты оплачены"),
    query="view=paid",
    counter=_paid_lately,
    done=True,
)
register_figure("department:plan", label=_("План года"), counter=_plan)
register_figure(
    "department:contracts",
    label=_("По действующим договорам"),
    query="view=active",
    counter=_contracts,
)
register_figure(
    "department:acts",
    label=_("Акты в оплате"),
    query="view=paying",
    counter=_acts("in_register", "payable"),
)
register_figure("department:acts", label=_("Оплачено"), query="view=paid", counter=_acts("paid"))
register_work(
    "department:contracts",
    title=_("Договоры вступили в силу"),
    query="view=active",
    counter=_contracts_lately,
    done=True,
)
register_work(
    "department:acts",
    title=_("Акты оплачены"),
    query="view=paid",
    counter=_paid_lately,
    done=True,
)
register_figure(
    "finance:registers",
    label=_("Приняты к оплате"),
    query="view=accepted",
    counter=_accepted,
)
register_figure(
    "finance:payments",
    label=_("Отправлено в банк"),
    query="view=sent",
    counter=_orders("sent", "sent_unknown"),
)
register_figure(
    "finance:payments",
    label=_("Перечислено"),
    query="view=executed",
    counter=_orders("executed"),
)
register_work(
    "finance:payments",
    title=_("Поручения исполнены"),
    query="view=executed",
    counter=_executed_lately,
    done=True,
)
register_work(
    "vendor:schools",
    title=_("Школы без данных за прошлый месяц"),
    query="view=missing",
    counter=owed,
    after=_("без контингента акт школы не сформируется"),
)
register_figure(
    "vendor:schools",
    label=_("Школы открыли вам доступ"),
    counter=reached,
)
