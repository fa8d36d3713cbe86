"""Two months of acts in Shymkent in full: September mostly paid, October at every state.

Acts are told of by the place of their contract; a table says up to which place they came how far.
"""

from collections.abc import Callable, Sequence

from acts.models import Act
from contracts.models import Contract
from core.periods import Month
from portal.demo.plans import TOUR_REGION
from portal.demo.seed import late_steps, ways_back

SEPTEMBER, OCTOBER = Month(2025, 9), Month(2025, 10)
Say = Callable[[str], None]

# September: places below the number came this far.
PAID, SENT, REFUSED, APPROVED, ORDERED = 25, 33, 34, 39, 43
AT_FINANCE, IN_SIGNED, IN_FORMING, INVOICED = 73, 79, 85, 94
SIGNED, AT_DEPARTMENT, AT_SCHOOL, RETURNED = 102, 106, 109, 111
# October.
OCTOBER_ACCEPTED, OCTOBER_SENT, OCTOBER_FORMING, OCTOBER_INVOICED = 5, 12, 16, 24
OCTOBER_SIGNED, OCTOBER_AT_DEPARTMENT, OCTOBER_AT_SCHOOL = 38, 64, 105
HELD_BACK = 6
"""From this place on the first schools (the known shapes) sign October's acts only once asked."""


def september(contracts: Sequence[Contract], say: Say) -> None:
    """Most are signed and in registers, a part is paid."""
    acts = [late_steps.act_of(contract, SEPTEMBER) for contract in contracts]
    say("September: acts formed")
    signed = _signed(acts, by_both=SIGNED, by_school=AT_DEPARTMENT)
    for act in acts[AT_SCHOOL:RETURNED]:
        ways_back.return_act(late_steps.act_signed_by_school(act))
    invoiced = [late_steps.invoice(act) for act in signed[:INVOICED]]
    say("September: acts signed")
    orders = late_steps.accept(late_steps.register(TOUR_REGION, SEPTEMBER, invoiced[:ORDERED]))
    late_steps.bank_answers(late_steps.send_to_bank(orders[:PAID]))
    late_steps.send_to_bank(orders[PAID:SENT])
    late_steps.send_to_bank(orders[SENT:REFUSED])
    for order in orders[SENT:REFUSED]:
        order.refresh_from_db()
        ways_back.refuse_payment(order)
    late_steps.approve(orders[REFUSED:APPROVED])
    late_steps.register(TOUR_REGION, SEPTEMBER, invoiced[ORDERED:AT_FINANCE])
    late_steps.sign_formed(late_steps.form(TOUR_REGION, SEPTEMBER, invoiced[AT_FINANCE:IN_SIGNED]))
    late_steps.form(TOUR_REGION, SEPTEMBER, invoiced[IN_SIGNED:IN_FORMING])
    say("September: registers and payments")


def october(contracts: Sequence[Contract], say: Say) -> None:
    """A few in registers, most between the two signatures.

    The schools of the cast stand first in the list; their acts wait for the cast's signatures.
    """
    turned = [*contracts[HELD_BACK:], *contracts[:HELD_BACK]]
    acts = [late_steps.act_of(contract, OCTOBER) for contract in turned]
    acts = [act for act in acts if act.status == "with_school"]
    signed = _signed(acts, by_both=OCTOBER_SIGNED, by_school=OCTOBER_AT_DEPARTMENT)
    invoiced = [late_steps.invoice(act) for act in signed[:OCTOBER_INVOICED]]
    for act in acts[OCTOBER_AT_DEPARTMENT : OCTOBER_AT_DEPARTMENT + 3]:
        ways_back.return_act(late_steps.act_signed_by_school(act))
    late_steps.accept(late_steps.register(TOUR_REGION, OCTOBER, invoiced[:OCTOBER_ACCEPTED]))
    late_steps.register(TOUR_REGION, OCTOBER, invoiced[OCTOBER_ACCEPTED:OCTOBER_SENT])
    late_steps.form(TOUR_REGION, OCTOBER, invoiced[OCTOBER_SENT:OCTOBER_FORMING])
    say("October: acts at every state")


def _signed(acts: Sequence[Act], *, by_both: int, by_school: int) -> list[Act]:
    """The school's signature up to one place, the department's up to an earlier one."""
    first = [late_steps.act_signed_by_school(act) for act in acts[:by_school]]
    return [late_steps.act_signed_by_department(act) for act in first[:by_both]]
