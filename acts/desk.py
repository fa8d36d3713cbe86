"""What waits for whom in this room."""

from django.utils.translation import gettext_lazy as _

from acts.models import Act, ActRegister
from acts.selectors.special_types import unproven_now
from acts.services.invoices import acts_without_invoice
from contracts.permissions import may_sign
from core.web.desk import Waiting, register_work, waiting_in
from core.workflow import Actor


def _acts(actor: Actor, *states: str, signs: bool = False) -> Waiting:
    if signs and not may_sign(actor):
        return Waiting(0)
    return waiting_in(Act.objects.visible_to(actor).filter(status__in=states), amount="amount_tiyn")


def _without_invoice(actor: Actor) -> Waiting:
    visible = Act.objects.visible_to(actor).values("pk")
    return waiting_in(
        acts_without_invoice().filter(pk__in=visible, amount_tiyn__gt=0), amount="amount_tiyn"
    )


def _ready_for_register(actor: Actor) -> Waiting:
    visible = Act.objects.visible_to(actor).filter(status="signed", amount_tiyn__gt=0)
    return waiting_in(
        visible.exclude(pk__in=acts_without_invoice().values("pk")), amount="amount_tiyn"
    )


def _registers(actor: Actor, *states: str, signs: bool = False) -> Waiting:
    if signs and not may_sign(actor):
        return Waiting(0)
    return waiting_in(
        ActRegister.objects.visible_to(actor).filter(status__in=states), amount="total_tiyn"
    )


def _unproven(actor: Actor) -> Waiting:
    shown = unproven_now(actor)
    return Waiting(len(shown.unproven), shown.held_tiyn) if shown else Waiting(0)


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
    "school:study-proofs",
    title=_("Ученики без документа об особых условиях обучения"),
    after=_("разница между нормативами откладывается"),
    query="view=missing",
    counter=_unproven,
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
    page="department:register-new",
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
