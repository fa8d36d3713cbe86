"""What waits for whom in this room."""

from django.db.models import Count, Min, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from acts.models import Act, ActRegister
from acts.services.invoices import acts_without_invoice
from contracts.permissions import may_sign
from core import clock
from core.web.desk import Waiting, register_work
from core.workflow import Actor


def _waiting(rows: QuerySet, amount: str = "amount_tiyn") -> Waiting:
    found = rows.order_by().aggregate(
        count=Count("pk"),
        tiyn=Sum(amount),
        deadline=Min("due_on"),
        overdue=Count("pk", filter=Q(due_on__lt=clock.today())),
    )
    return Waiting(found["count"], found["tiyn"], found["deadline"], found["overdue"])


def _acts(actor: Actor, *states: str, signs: bool = False) -> Waiting:
    if signs and not may_sign(actor):
        return Waiting(0)
    return _waiting(Act.objects.visible_to(actor).filter(status__in=states))


def _without_invoice(actor: Actor) -> Waiting:
    visible = Act.objects.visible_to(actor).values("pk")
    return _waiting(acts_without_invoice().filter(pk__in=visible, amount_tiyn__gt=0))


def _ready_for_register(actor: Actor) -> Waiting:
    visible = Act.objects.visible_to(actor).filter(status="signed", amount_tiyn__gt=0)
    return _waiting(visible.exclude(pk__in=acts_without_invoice().values("pk")))


def _registers(actor: Actor, *states: str, signs: bool = False) -> Waiting:
    if signs and not may_sign(actor):
        return Waiting(0)
    return _waiting(ActRegister.objects.visible_to(actor).filter(status__in=states), "total_tiyn")


register_work(
    "school:acts",
    title=_("Акты ждут вашей подписи"),
    after=_("без подписи деньги за месяц не придут"),
    query="view=mine&status=with_school",
    counter=lambda actor: _acts(actor, "with_school", signs=True),
)
register_work(
    "school:acts",
    title=_("Выпишите ЭСФ по подписанным актам"),
    after=_("без ЭСФ акт не войдёт в реестр на оплату"),
    query="view=mine&status=signed",
    counter=_without_invoice,
)
register_work(
    "school:acts",
    title=_("Акты возвращены: исправьте данные"),
    after=_("пока данные не исправлены, месяц не оплачивается"),
    query="view=mine&status=returned",
    counter=lambda actor: _acts(actor, "returned"),
)
register_work(
    "school:acts",
    title=_("Акты ждут данных вашей LMS"),
    after=_("без данных акт за месяц не сформируется"),
    query="view=all&status=awaiting_data",
    counter=lambda actor: _acts(actor, "awaiting_data"),
)
register_work(
    "school:acts",
    title=_("Акты подписывает управление образования"),
    query="view=all&status=with_department",
    counter=lambda actor: _acts(actor, "with_department"),
    mine=False,
)
register_work(
    "department:acts",
    title=_("Акты ждут вашей подписи"),
    after=_("без подписи деньги за месяц не придут"),
    query="view=mine",
    counter=lambda actor: _acts(actor, "with_department", signs=True),
)
register_work(
    "department:acts",
    title=_("Акты у школ: подпись, данные или ЭСФ"),
    query="view=school",
    counter=lambda actor: _acts(actor, "awaiting_data", "with_school", "returned"),
    mine=False,
)
register_work(
    "department:registers",
    title=_("Акты с ЭСФ готовы: сформируйте реестр"),
    after=_("вне реестра школы не получат оплату"),
    counter=_ready_for_register,
)
register_work(
    "department:registers",
    title=_("Реестры ждут подписи"),
    query="view=mine&status=forming",
    counter=lambda actor: _registers(actor, "forming", signs=True),
)
register_work(
    "department:registers",
    title=_("Реестры подписаны: направьте в Финансовый центр"),
    query="view=mine&status=signed",
    counter=lambda actor: _registers(actor, "signed"),
)
register_work(
    "department:registers",
    title=_("Реестры возвращены с замечаниями"),
    query="view=mine&status=returned",
    counter=lambda actor: _registers(actor, "returned"),
)
register_work(
    "finance:registers",
    title=_("Реестры ждут проверки"),
    after=_("школы региона ждут оплату"),
    query="view=mine",
    counter=lambda actor: _registers(actor, "sent"),
)
