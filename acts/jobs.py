"""Long work of this room: forming acts of a region or a school, finding e-invoices."""

from django.db import transaction

from acts.models import Act
from acts.services.forming import form_act, reform_unsigned_act
from acts.services.invoices import acts_without_invoice, find_invoice_of_act
from contracts.models import Contract
from contracts.statuses import ContractStatus
from core.jobs import JobRun, job
from core.periods import Month

CLOSE_MONTH = "acts.close_month"
FORM_ACT = "acts.form_act"
REFORM = "acts.reform"
FIND_INVOICES = "acts.find_invoices"
CHUNK = 10
"""Schools between two checkpoints; each school's act is a transaction of its own."""


def contracts_of_month(*, month: Month, region: str | None = None) -> list[int]:
    """Ids of the active contracts that cover a month, in the order in which acts are formed."""
    found = Contract.objects.filter(
        status=ContractStatus.ACTIVE,
        first_month__lte=month.first_day,
        last_month__gte=month.first_day,
    )
    if region:
        found = found.filter(region_id=region)
    return list(found.order_by("pk").values_list("pk", flat=True))


@job(CLOSE_MONTH)
def close_month(run: JobRun) -> None:
    """Form the acts of every active contract of a region's month.

    ``params``: ``month`` "YYYY-MM", ``region`` (code; empty = the country). The cursor is the last
    contract done; what a killed worker formed since is recognised and not formed again.
    """
    month = Month.parse(run.params["month"])
    everything = contracts_of_month(month=month, region=run.params.get("region"))
    waiting = [pk for pk in everything if pk > (run.cursor or 0)]
    done = len(everything) - len(waiting)
    for start in range(0, len(waiting), CHUNK):
        chunk = waiting[start : start + CHUNK]
        for contract in _contracts(chunk):
            form_act(contract=contract, month=month)
        done += len(chunk)
        run.checkpoint(cursor=chunk[-1], done=done, total=len(everything))


@job(FORM_ACT)
def form_one(run: JobRun) -> None:
    """Form the acts of one school's month. ``params``: ``school_id``, ``month``."""
    month = Month.parse(run.params["month"])
    pks = contracts_of_month(month=month)
    for contract in _contracts(pks).filter(school_id=run.params["school_id"]):
        form_act(contract=contract, month=month)


@job(REFORM)
def reform(run: JobRun) -> None:
    """Form the unsigned acts of some schools' month again, in the given order.

    ``params``: ``school_ids``, ``month``.
    """
    month = Month.parse(run.params["month"])
    for school_id in run.params["school_ids"]:
        reform_unsigned_act(school_id=school_id, month=month)


@job(FIND_INVOICES)
def find_invoices(run: JobRun) -> None:
    """Ask ИС ЭСФ for the invoices of signed acts. ``params``: ``act_id`` or ``region``, or none.

    The network is asked outside of transactions; the cursor is the last act asked for.
    """
    acts = acts_without_invoice()
    if run.params.get("act_id"):
        acts = acts.filter(pk=run.params["act_id"])
    if run.params.get("region"):
        acts = acts.filter(region_id=run.params["region"])
    waiting = list(acts.filter(pk__gt=run.cursor or 0).order_by("pk").values_list("pk", flat=True))
    found = int(run.job.result.get("matched", 0))
    for done, pk in enumerate(waiting, start=1):
        matched = find_invoice_of_act(act=Act.objects.get(pk=pk))
        found += matched is not None and matched.is_matched
        with transaction.atomic():
            run.checkpoint(cursor=pk, done=done, total=len(waiting), matched=found)


def _contracts(pks: list[int]):
    return (
        Contract.objects.filter(pk__in=pks)
        .select_related("school__organisation", "school__region")
        .order_by("pk")
    )
