"""What waits for the administrator, and what an auditor looks at first."""

from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from acts.models import Act
from budget.models import FundingApplication
from contracts.models import Contract
from core import clock
from core.models import DatedSetting, Job, OutboxEvent, SourceStatus
from core.web.desk import Waiting, register_figure, register_work
from core.workflow import Actor
from payments.models import PaymentOrder


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
