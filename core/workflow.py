"""The one way a record changes its state.

A move is a real ``@transition`` method of the model; :func:`perform` runs it: row lock, fresh
instance, condition with a reason, role, history row and event in one transaction. No network,
e-mail or PDF happens inside. Views answer 404 through ``visible_to`` before they come here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMFieldMixin
from django_fsm import Transition as Edge

from core import clock, outbox, tracing
from core.models import Transition

_Stateful = TypeVar("_Stateful", bound=models.Model)
_Condition = Callable[[Any], bool]


@dataclass(frozen=True)
class Actor:
    """Who acts: a person in one membership, or the system itself."""

    user_id: int | None
    membership_id: int | None
    role: str
    organisation_id: int | None = None
    region_id: str | None = None
    on_behalf_of_id: int | None = None
    label: str = ""

    @property
    def is_system(self) -> bool:
        """Whether no person stands behind the move."""
        return self.role == "system"


SYSTEM = Actor(user_id=None, membership_id=None, role="system", label="OrtaBilim")


class TransitionImpossible(Exception):
    """The state or a condition forbids the move (409); the text is fit for the user."""

    def __init__(self, message: Any) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class TransitionForbidden(Exception):
    """The actor's role may not make this move (403)."""


@dataclass(frozen=True)
class Action:
    """A move that an actor may make now, as a button."""

    name: str
    label: Any
    tone: str
    needs_reason: bool
    signs: bool


def condition(why_not: Any) -> Callable[[_Condition], _Condition]:
    """Give a condition function the sentence that people read when it does not hold."""

    def named(function: _Condition) -> _Condition:
        function.why_not = why_not  # type: ignore[attr-defined]
        return function

    return named


def state_field(model: type[models.Model]) -> FSMFieldMixin:
    """The field of a model that holds its state."""
    for field in model._meta.concrete_fields:
        if isinstance(field, FSMFieldMixin):
            return field
    raise TypeError(f"{model._meta.label} has no state")


def state_of(instance: models.Model) -> str:
    """The stored code of a record's state."""
    return str(state_field(type(instance)).get_state(instance))


def edges(model: type[models.Model]) -> Mapping[str, list[Edge]]:
    """Transition name → its edges, as declared on the model."""
    found: dict[str, list[Edge]] = {}
    for edge in state_field(model).get_all_transitions(model):
        found.setdefault(edge.name, []).append(edge)
    return found


def available_actions(instance: models.Model, actor: Actor) -> list[Action]:
    """The moves this actor may make from this state; buttons are hints, ``perform`` decides.

    A move whose condition does not hold yet is listed too: pressing it tells why not.
    """
    state = state_of(instance)
    actions = []
    for name, declared in edges(type(instance)).items():
        edge = next((one for one in declared if one.source in (state, "*")), None)
        if edge is None or "label" not in edge.custom or not edge.has_perm(instance, actor):  # type: ignore[arg-type]
            continue
        actions.append(
            Action(
                name=name,
                label=edge.custom["label"],
                tone=edge.custom.get("tone", "quiet"),
                needs_reason=edge.custom.get("reason", False),
                signs=edge.custom.get("signs", False),
            )
        )
    order = {"primary": 0, "quiet": 1, "stop": 2}
    return sorted(actions, key=lambda action: order.get(action.tone, 1))


def perform(
    instance: _Stateful,
    name: str,
    *,
    actor: Actor,
    reason: str = "",
    signature_id: int | None = None,
    details: Mapping[str, Any] | None = None,
    **values: Any,
) -> _Stateful:
    """Make one move and return the fresh instance; the one given stays stale.

    ``values`` go to the transition method. The history row and the event
    ``<label>.<transition>`` commit together with the move.

    :raises TransitionImpossible: another state, a condition that does not hold, a missing reason
    :raises TransitionForbidden: the actor's role may not make the move
    """
    model = type(instance)
    with transaction.atomic():
        fresh = model._base_manager.select_for_update(of=("self",)).get(pk=instance.pk)
        before = state_of(fresh)
        edge = _edge(fresh, name, before)
        _check(fresh, edge, actor, reason)
        getattr(fresh, name)(**values)
        fresh.save()
        Transition.objects.create(
            subject_kind=model._meta.label_lower,
            subject_id=fresh.pk,
            name=name,
            from_state=before,
            to_state=state_of(fresh),
            at=clock.now(),
            actor_id=actor.user_id,
            membership_id=actor.membership_id,
            role=actor.role,
            on_behalf_of_id=actor.on_behalf_of_id,
            actor_label=actor.label,
            reason=reason,
            signature_id=signature_id,
            request_id=tracing.request_id(),
            details=dict(details or {}),
        )
        outbox.emit_if_handled(f"{model._meta.label_lower}.{name}", subject_id=fresh.pk)
    return fresh


def record_creation(instance: models.Model, *, actor: Actor, reason: str = "") -> None:
    """Write the history row with which a record's life begins."""
    _note(instance, "create", before="", actor=actor, reason=reason)


def record_note(
    instance: models.Model, name: str, *, actor: Actor = SYSTEM, reason: str = ""
) -> None:
    """Write a history row of something that is no move: the record stays in its state."""
    _note(instance, name, before=state_of(instance), actor=actor, reason=reason)


def _note(instance: models.Model, name: str, *, before: str, actor: Actor, reason: str) -> None:
    Transition.objects.create(
        subject_kind=instance._meta.label_lower,
        subject_id=instance.pk,
        name=name,
        from_state=before,
        to_state=state_of(instance),
        at=clock.now(),
        actor_id=actor.user_id,
        membership_id=actor.membership_id,
        role=actor.role,
        on_behalf_of_id=actor.on_behalf_of_id,
        actor_label=actor.label,
        reason=reason,
        request_id=tracing.request_id(),
    )


def history_of(instance: models.Model) -> models.QuerySet[Transition]:
    """The record's moves, newest first."""
    return Transition.objects.filter(
        subject_kind=instance._meta.label_lower, subject_id=instance.pk
    ).order_by("-id")


def _edge(instance: models.Model, name: str, state: str) -> Edge:
    declared = edges(type(instance)).get(name)
    if declared is None:
        raise LookupError(f"{instance._meta.label} has no transition {name}")
    for edge in declared:
        if edge.source in (state, "*"):
            return edge
    label = getattr(instance, f"get_{state_field(type(instance)).name}_display")()
    raise TransitionImpossible(
        _("Действие невозможно: сейчас состояние «%(state)s».") % {"state": label}
    )


def _check(instance: models.Model, edge: Edge, actor: Actor, reason: str) -> None:
    for holds in edge.conditions:
        if not holds(instance):
            raise TransitionImpossible(getattr(holds, "why_not", _("Условие не выполнено.")))
    if not edge.has_perm(instance, actor):  # type: ignore[arg-type]
        raise TransitionForbidden(edge.name)
    if edge.custom.get("reason") and not reason.strip():
        raise TransitionImpossible(_("Укажите причину: её увидит другая сторона."))
