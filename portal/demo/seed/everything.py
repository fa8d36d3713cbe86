"""A whole seeding, from organisations to payments; the caller gives the transaction."""

from collections.abc import Callable

from portal.demo.plans import Scale, SchoolPlan, grouped_by_region
from portal.demo.seed import actors, contacts, foundation, stories


def seed(scale: Scale, plans: tuple[SchoolPlan, ...], say: Callable[[str], None]) -> None:
    """Fill an empty database with these schools, told as the scale's stories."""
    with actors.on(10, 15):
        foundation.make_bodies()
        foundation.make_owners(plans)
        foundation.make_people(plans)
        foundation.make_norms()
        for region, own in grouped_by_region(plans):
            foundation.make_budget(region, own)
    say("organisations, people, norms, budgets")
    stories.tell(scale, plans, say)
    # last: the messages of the demo's own past would otherwise leave at the first start
    contacts.make_contacts()
