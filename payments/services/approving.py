"""The second person's word on payment orders (I30)."""

from collections.abc import Iterable

from core.workflow import Actor, perform
from payments.models import PaymentOrder
from payments.services.refusals import Done, for_each


def approve_order(*, order: PaymentOrder, actor: Actor) -> PaymentOrder:
    """Approve one order; the person who formed it may not, in whatever membership.

    :raises TransitionImpossible: it is not waiting for approval
    :raises TransitionForbidden: not the signatory, or the same person
    """
    return perform(
        order,
        "approve",
        actor=actor,
        membership_id=actor.membership_id,
        user_id=actor.user_id,
    )


def approve_orders(*, orders: Iterable[PaymentOrder], actor: Actor) -> Done:
    """Approve many, each on its own; what could not be approved is told one by one.

    :raises TransitionForbidden: the actor may approve none of them
    """
    return for_each(orders, lambda order: approve_order(order=order, actor=actor))
