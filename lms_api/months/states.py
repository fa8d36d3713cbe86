"""The state of a pupil's month in one word, and its colour."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from acts.statuses import LineOutcome


class RowState(models.TextChoices):
    """What a row of the contingent comes to, as far as is known today."""

    ACCEPTED = "accepted", _("К оплате")
    PART = "part", _("Часть отложена")
    HELD = "held", _("Отложен")
    WAITING = "waiting", _("Ждёт реестра")
    REFUSED = "refused", _("Не финансируется")
    OVER = "over", _("Сверх лимита")


TONES = {
    RowState.ACCEPTED: "ok",
    RowState.PART: "warn",
    RowState.HELD: "stop",
    RowState.WAITING: "warn",
    RowState.REFUSED: "stop",
    RowState.OVER: "info",
}
_OF_OUTCOMES = {
    LineOutcome.HELD: RowState.HELD,
    LineOutcome.WAITING: RowState.WAITING,
    LineOutcome.REJECTED: RowState.REFUSED,
    LineOutcome.OVER_CAPACITY: RowState.OVER,
    LineOutcome.OVER_CONTRACT: RowState.OVER,
}


def state_of(*, outcome: str, held_tiyn: int) -> RowState:
    """The state of an act line; a payable one may keep a part of its price back."""
    if outcome == LineOutcome.PAYABLE:
        return RowState.PART if held_tiyn else RowState.ACCEPTED
    return _OF_OUTCOMES[LineOutcome(outcome)]
