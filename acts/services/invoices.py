"""K6: the e-invoice of a signed act, found in ИС ЭСФ and matched."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet

from acts.dated_settings import INVOICE_SEARCH_DAYS
from acts.models import Act, Invoice
from acts.statuses import ActStatus
from contracts.services.documents import department_of
from core import clock, outbox, settings_book
from flk.engine import evaluate
from flk.facts import InvoiceMatch, InvoiceSeen
from flk.registry import rule_of
from flk.rules.invoice import act_has_its_invoice, matching_invoice
from flk.services import record_findings
from integrations import services as registries
from integrations.esf.port import InvoiceFacts
from integrations.http import Patience

SUBJECT = "acts.act"
_LONGEST_QUERY = dt.timedelta(days=90)


def acts_without_invoice() -> QuerySet[Act]:
    """Signed acts of which no matched e-invoice in force is known."""
    matched = Invoice.objects.filter(act=OuterRef("pk"), is_matched=True, revoked_at__isnull=True)
    return Act.objects.filter(~Exists(matched), status=ActStatus.SIGNED)


def find_invoice_of_act(*, act: Act, patience: Patience = Patience.BACKGROUND) -> Invoice | None:
    """Ask ИС ЭСФ for the act's invoice, let K6 decide and store the invoice that comes nearest.

    Network first, rows afterwards: never call it inside a transaction. None while nothing is
    issued or the system is silent; the finding K6 tells which.
    """
    today = clock.today()
    searched = dt.timedelta(days=int(settings_book.value(INVOICE_SEARCH_DAYS, today)))
    date_from = today - min(searched, _LONGEST_QUERY)
    evidence, found = registries.find_invoices(
        subject_kind=SUBJECT,
        subject_id=act.pk,
        seller_bin=act.school.organisation.bin,
        customer_bin=department_of(act.region_id).bin,
        date_from=date_from,
        date_to=today,
        patience=patience,
    )
    fact = invoice_match(act, found, evidence_id=evidence.pk)
    rule = rule_of(act_has_its_invoice.code, on_date=today) or act_has_its_invoice
    verdicts = evaluate([rule], [fact], today)
    with transaction.atomic():
        record_findings(subject_kind=SUBJECT, subject_id=act.pk, verdicts=verdicts, on_date=today)
        return _store(act, fact, found or (), verdicts[0].detail, evidence.pk)


def invoice_match(
    act: Act, found: tuple[InvoiceFacts, ...] | None, *, evidence_id: int | None = None
) -> InvoiceMatch:
    """The fact for K6: what the act expects, and invoices that no other act holds."""
    seen = None
    if found is not None:
        taken = set(
            Invoice.objects.filter(registration_number__in=[i.registration_number for i in found])
            .exclude(act=act)
            .filter(is_matched=True)
            .values_list("registration_number", flat=True)
        )
        seen = tuple(_seen(one) for one in found if one.registration_number not in taken)
    return InvoiceMatch(
        seller_bin=act.school.organisation.bin,
        customer_bin=department_of(act.region_id).bin,
        contract_number=act.contract.number,
        contract_date=act.contract.formed_on,
        total_tiyn=act.amount_tiyn,
        month=act.month,
        invoices=seen,
        evidence_id=evidence_id,
    )


def recheck_invoice(*, act: Act) -> bool:
    """Read the matched invoice again right before money moves (I31); False: no longer in force.

    An invoice that is revoked or superseded is marked so and no longer lets the act through. A
    silent system changes nothing and answers False: nothing is paid on an old word.
    """
    held = act.invoices.filter(is_matched=True, revoked_at__isnull=True).first()
    if held is None:
        return False
    evidence, found = registries.find_invoices(
        subject_kind=SUBJECT,
        subject_id=act.pk,
        seller_bin=act.school.organisation.bin,
        customer_bin=department_of(act.region_id).bin,
        date_from=held.issued_on - dt.timedelta(days=1),
        date_to=min(clock.today(), held.issued_on + _LONGEST_QUERY - dt.timedelta(days=2)),
    )
    if found is None:
        return False
    matched = matching_invoice(invoice_match(act, found, evidence_id=evidence.pk))
    if matched is not None and matched.registration_number == held.registration_number:
        return True
    Invoice.objects.filter(pk=held.pk).update(revoked_at=clock.now())
    return False


def _seen(one: InvoiceFacts) -> InvoiceSeen:
    return InvoiceSeen(
        registration_number=one.registration_number,
        seller_bin=one.seller_bin,
        customer_bin=one.customer_bin,
        contract_number=one.contract_number,
        contract_date=one.contract_date,
        total_tiyn=one.total_tiyn,
        status=one.status,
        turnover_date=one.turnover_date,
        superseded=one.superseded,
    )


def _store(
    act: Act,
    fact: InvoiceMatch,
    found: tuple[InvoiceFacts, ...],
    mismatch: str,
    evidence_id: int,
) -> Invoice | None:
    """Keep the matched invoice, or of the others the newest that names the act's contract."""
    good = matching_invoice(fact)
    if good is not None:
        chosen = next(i for i in found if i.registration_number == good.registration_number)
    else:
        free = {one.registration_number for one in fact.invoices or ()}
        near = [
            one
            for one in found
            if one.registration_number in free
            and one.contract_number == act.contract.number
            and (one.turnover_date is None or one.turnover_date.replace(day=1) == act.month)
        ]
        if not near:
            return None
        chosen = max(near, key=lambda one: (one.invoice_date or dt.date.min, one.invoice_id))
    locked = Act.objects.select_for_update(of=("self",)).get(pk=act.pk)
    if locked.invoices.filter(is_matched=True, revoked_at__isnull=True).exists():
        return locked.invoices.get(is_matched=True, revoked_at__isnull=True)
    try:
        with transaction.atomic():
            stored, _made = Invoice.objects.update_or_create(
                registration_number=chosen.registration_number,
                defaults={
                    "act": act,
                    "issued_on": chosen.invoice_date or chosen.turnover_date or clock.today(),
                    "amount_tiyn": chosen.total_tiyn,
                    "status": chosen.status,
                    "is_matched": good is not None,
                    "mismatch": "" if good is not None else mismatch,
                    "evidence_id": evidence_id,
                    "found_at": clock.now(),
                    "revoked_at": None,
                },
            )
    except IntegrityError:
        # another act took it, or another process matched it, a moment ago
        return None
    if stored.is_matched:
        outbox.emit("acts.invoice_matched", act_id=act.pk)
    return stored
