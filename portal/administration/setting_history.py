"""Who proposed and who confirmed each value of a setting, in the words of the page."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from core.models import Transition
from core.workflow import Action, Actor, available_actions
from portal.models import ProposalStatus, SettingProposal

_KIND = "portal.settingproposal"


@dataclass(frozen=True)
class Hand:
    """One person's part: the name as shown then, the moment, the reason if any."""

    who: str
    at: dt.datetime
    reason: str = ""


@dataclass(frozen=True)
class ProposalShown:
    """A proposal with everybody's part in it and what the reader may do."""

    proposal: SettingProposal
    proposed: Hand
    decided: Hand | None
    actions: list[Action]


def proposals_of(key: str, *, actor: Actor) -> list[ProposalShown]:
    """All proposals of a setting, newest first: two queries."""
    rows = list(SettingProposal.objects.filter(key=key).select_related("proposed_by"))
    moves: dict[int, dict[str, Hand]] = defaultdict(dict)
    for move in Transition.objects.filter(
        subject_kind=_KIND, subject_id__in=[row.pk for row in rows]
    ).order_by("id"):
        moves[move.subject_id][move.name] = Hand(move.actor_label, move.at, move.reason)
    return [
        ProposalShown(
            proposal=row,
            proposed=moves[row.pk]["create"],
            decided=next((hand for name, hand in moves[row.pk].items() if name != "create"), None),
            actions=available_actions(row, actor),
        )
        for row in rows
    ]


def hands_by_day(shown: list[ProposalShown]) -> dict[dt.date, ProposalShown]:
    """The confirmed proposal behind each day's value."""
    return {
        one.proposal.since: one for one in shown if one.proposal.status == ProposalStatus.CONFIRMED
    }
