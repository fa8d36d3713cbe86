"""Whose checks wait for a silent registry: counted within what a member may see."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import DEPARTMENT_ROLES, SCHOOL_ROLES, Role
from acts.models import Act
from acts.services.invoices import SUBJECT as ACT
from budget.models import FundingApplication
from budget.selectors.applications import SUBJECT_KIND as APPLICATION
from core.web.addresses import reverse_or_none
from core.web.templatetags.ortabilim import short_date, whole
from core.workflow import Actor
from integrations.models import Outage
from integrations.outages import kept_waiting, open_outages
from integrations.sources import short_name
from schools.models import PupilMonth, School
from schools.services.checks import SUBJECT_KIND as PERSON


@dataclass(frozen=True)
class Notice:
    """One line above a desk."""

    text: str
    url: str | None


def notices(actor: Actor, *, cabinet: str) -> list[Notice]:
    """Lines for the desk: everything that is silent for those who watch, for a school only what
    keeps its own records waiting. One query where all registries answer.
    """
    if actor.role not in SCHOOL_ROLES | DEPARTMENT_ROLES | {Role.ADMINISTRATOR}:
        return []
    lines = []
    for outage in open_outages():
        waiting = _waiting(outage, actor)
        if waiting or actor.role not in SCHOOL_ROLES:
            url = reverse_or_none(f"{cabinet}:outages")
            lines.append(Notice(_words(outage, waiting), url))
    return lines


def waiting_words(counts: dict[str, int]) -> str:
    """«заявки: 2, ученики и учителя: 14»; empty when nothing waits."""
    names = {
        APPLICATION: _("заявки"),
        ACT: _("акты"),
        PERSON: _("ученики"),
    }
    return ", ".join(
        f"{names.get(kind, kind)}: {whole(count)}" for kind, count in sorted(counts.items())
    )


def _words(outage: Outage, waiting: int) -> str:
    silent = _("%(registry)s не отвечает с %(since)s") % {
        "registry": short_name(outage.source),
        "since": short_date(outage.began_at),
    }
    if not waiting:
        return f"{silent}."
    checks = ngettext("ожидает %(count)s проверка", "ожидают %(count)s проверок", waiting)
    return f"{silent}; {checks % {'count': whole(waiting)}}. " + _(
        "Это не отказ: вопросы повторяются сами, сроки этих дел продлятся на время сбоя."
    )


def _waiting(outage: Outage, actor: Actor) -> int:
    """How many checks of the actor's own records wait; the administrator sees all."""
    if actor.role == Role.ADMINISTRATOR:
        return sum(outage.waiting.values())
    found = 0
    for kind in outage.waiting:
        silenced = kept_waiting(outage, kind)
        if kind == APPLICATION:
            found += FundingApplication.objects.visible_to(actor).filter(pk__in=silenced).count()
        elif kind == ACT:
            found += Act.objects.visible_to(actor).filter(pk__in=silenced).count()
        elif kind == PERSON:
            found += (
                PupilMonth.objects.filter(
                    source__school__in=School.objects.visible_to(actor), person_id__in=silenced
                )
                .values("person_id")
                .distinct()
                .count()
            )
    return found
