"""What waits for whom in this room."""

from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from contracts.permissions import may_sign
from core.web.desk import Waiting, register_work, waiting_in
from core.workflow import Actor


def _in(actor: Actor, *states: str, signs: bool = False) -> Waiting:
    if signs and not may_sign(actor):
        return Waiting(0)
    return waiting_in(
        Contract.objects.visible_to(actor).filter(status__in=states), amount="amount_tiyn"
    )


register_work(
    "school:contracts",
    title=_("Договоры ждут вашей подписи"),
    after=_("без договора акты не формируются"),
    query="view=mine",
    counter=lambda actor: _in(actor, "with_school", signs=True),
)
register_work(
    "school:contracts",
    title=_("Договоры подписывает управление образования"),
    query="view=all&status=with_department",
    counter=lambda actor: _in(actor, "with_department"),
    mine=False,
)
register_work(
    "department:contracts",
    title=_("Договоры ждут вашей подписи"),
    after=_("без договора акты не формируются"),
    query="view=to_sign&status=with_department",
    counter=lambda actor: _in(actor, "with_department", signs=True),
)
register_work(
    "department:contracts",
    title=_("Договоры сформированы: отправьте школам"),
    after=_("без договора акты не формируются"),
    query="view=to_sign&status=formed",
    counter=lambda actor: _in(actor, "formed"),
)
register_work(
    "department:contracts",
    title=_("Договоры отклонены: сформируйте заново"),
    query="view=all&status=declined",
    counter=lambda actor: _in(actor, "declined"),
)
register_work(
    "department:contracts",
    title=_("Договоры на подписи у школ"),
    query="view=to_sign&status=with_school",
    counter=lambda actor: _in(actor, "with_school"),
    mine=False,
)
