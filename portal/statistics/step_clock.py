"""At which step a school's act stands, at whose side and how long. No people are named."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from acts.models import Act, Invoice
from acts.statuses import ActStatus, RegisterStatus
from core.models import Transition
from core.periods import ALMATY, WorkingCalendar
from schools.models import School

_NEXT_MOVES: dict[str, Any] = {
    ActStatus.AWAITING_DATA: _("школа передаст данные LMS"),
    ActStatus.FORMED: _("портал подготовит документ"),
    ActStatus.WITH_SCHOOL: _("школа подпишет акт"),
    ActStatus.WITH_DEPARTMENT: _("управление образования подпишет акт"),
    ActStatus.RETURNED: _("школа исправит данные"),
    ActStatus.SIGNED: _("школа выпишет ЭСФ"),
    ActStatus.IN_REGISTER: _("управление образования направит реестр"),
    ActStatus.PAYABLE: _("Финансовый центр оплатит"),
}
_ENLIST = _("управление образования включит акт в реестр")
_ACCEPT = _("Финансовый центр примет реестр")


@dataclass(frozen=True)
class ActStep:
    """An act of a month: its step, who does what next and since when it stands."""

    number: str
    month: dt.date
    status: str
    step: Any
    next_move: Any
    since: dt.date | None
    working_days: int | None

    @property
    def is_done(self) -> bool:
        """Whether the money has come."""
        return self.status == ActStatus.PAID


def steps_of(school: School, *, year: int, on_date: dt.date) -> list[ActStep]:
    """Acts of the school in a fiscal year, the latest month first; annulled ones are left out.

    :param on_date: the day until which working days are counted
    """
    moves = Transition.objects.filter(subject_kind="acts.act", subject_id=OuterRef("pk"))
    acts = (
        Act.objects.filter(school=school, month__year=year)
        .exclude(status=ActStatus.ANNULLED)
        .select_related("register")
        .annotate(
            moved_at=Subquery(moves.order_by("-id").values("at")[:1]),
            has_invoice=Exists(
                Invoice.objects.filter(act=OuterRef("pk"), is_matched=True, revoked_at=None)
            ),
        )
        .order_by("-month", "-id")
    )
    return [_step(act, on_date) for act in acts]


def _step(act: Any, on_date: dt.date) -> ActStep:
    moved = act.moved_at or act.created_at
    since = moved.astimezone(ALMATY).date() if moved else None
    done = act.status == ActStatus.PAID
    waits = (
        None if done or since is None else WorkingCalendar().working_days_between(since, on_date)
    )
    return ActStep(
        act.number,
        act.month,
        act.status,
        act.get_status_display(),
        _next_move(act),
        act.paid_on or since if done else since,
        waits,
    )


def _next_move(act: Any) -> Any:
    if act.status == ActStatus.SIGNED and act.has_invoice:
        return _ENLIST
    if act.status == ActStatus.IN_REGISTER and act.register.status == RegisterStatus.SENT:
        return _ACCEPT
    return _NEXT_MOVES.get(act.status, "")
