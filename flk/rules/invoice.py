"""K6: an electronic invoice of the same parties, contract and sum stands behind the act."""

from dataclasses import replace
from datetime import date

from core.money import tenge_string
from flk.facts import InvoiceMatch, InvoiceSeen
from flk.marking import gettext_noop as _
from flk.outcomes import Answer, Outcome, Phase, Severity, Stream, failed, no_data, passed, waiting
from flk.registry import Example, rule

VALID_STATUSES = ("CREATED", "DELIVERED")

_INVOICE = InvoiceSeen(
    registration_number="ESF-180240001238-20251105-00000001",
    seller_bin="180240001238",
    customer_bin="240940000774",
    contract_number="79-2025-17",
    contract_date=date(2025, 9, 1),
    total_tiyn=123_456_700,
    status="DELIVERED",
    turnover_date=date(2025, 10, 31),
)
_ACT = InvoiceMatch(
    seller_bin="180240001238",
    customer_bin="240940000774",
    contract_number="79-2025-17",
    contract_date=date(2025, 9, 1),
    total_tiyn=123_456_700,
    month=date(2025, 10, 1),
    invoices=(_INVOICE,),
)


def _with(**changed: object) -> InvoiceMatch:
    return replace(_ACT, invoices=(replace(_INVOICE, **changed),))  # type: ignore[arg-type]


@rule(
    "FLK-K6",
    on=InvoiceMatch,
    severity=Severity.STOP,
    phase=Phase.ACTIVATION,
    stream=Stream.ALL,
    since=date(2025, 9, 1),
    source=_("Норма уточняется"),
    owner=_("ИС ЭСФ"),
    title=_("Электронная счёт-фактура"),
    ground=_(
        "Не допускается финансирование без электронной счёт-фактуры, выписанной частной "
        "организацией среднего образования в информационной системе электронных счетов-фактур"
    ),
    how_to_fix=_(
        "Выпишите ЭСФ в ИС ЭСФ на сумму акта: покупатель — управление образования, номер и дата "
        "договора — как в договоре. Неверную ЭСФ отзовите и выпишите заново."
    ),
    details={
        "unknown": _("ИС ЭСФ ещё не ответила."),
        "not_issued": _("ЭСФ ещё не выписана."),
        "seller": _("Продавец в ЭСФ %(number)s не совпадает: БИН %(found)s."),
        "customer": _("Покупатель в ЭСФ %(number)s не совпадает: БИН %(found)s."),
        "contract": _("Договор в ЭСФ %(number)s не совпадает: %(found)s."),
        "contract_date": _("Дата договора в ЭСФ %(number)s не совпадает: %(found)s."),
        "sum": _("Сумма в ЭСФ %(number)s — %(found)s ₸, в акте — %(expected)s ₸."),
        "status": _("ЭСФ %(number)s недействительна: статус %(found)s."),
        "superseded": _("ЭСФ %(number)s заменена исправленной."),
    },
    examples=(
        Example(title=_("ЭСФ совпадает с актом"), fact=_ACT, outcome=Outcome.PASSED),
        Example(
            title=_("ЭСФ не выписана"),
            fact=replace(_ACT, invoices=()),
            outcome=Outcome.WAITING,
            detail="not_issued",
        ),
        Example(
            title=_("ИС ЭСФ не ответила"),
            fact=replace(_ACT, invoices=None),
            outcome=Outcome.NO_DATA,
            detail="unknown",
        ),
        Example(
            title=_("Сумма больше на один тиын"),
            fact=_with(total_tiyn=123_456_701),
            outcome=Outcome.FAILED,
            detail="sum",
        ),
        Example(
            title=_("Другой договор"),
            fact=_with(contract_number="79-2025-18"),
            outcome=Outcome.FAILED,
            detail="contract",
        ),
        Example(
            title=_("ЭСФ отозвана"),
            fact=_with(status="REVOKED"),
            outcome=Outcome.FAILED,
            detail="status",
        ),
        Example(
            title=_("ЭСФ заменена исправленной"),
            fact=_with(superseded=True),
            outcome=Outcome.FAILED,
            detail="superseded",
        ),
        Example(
            title=_("Есть только ЭСФ за другой месяц"),
            fact=_with(turnover_date=date(2025, 11, 30)),
            outcome=Outcome.WAITING,
            detail="not_issued",
        ),
        Example(
            title=_("Покупатель — другая организация"),
            fact=_with(customer_bin="201150000110"),
            outcome=Outcome.FAILED,
            detail="customer",
        ),
    ),
)
def act_has_its_invoice(fact: InvoiceMatch) -> Answer:
    """Test that one invoice equals the act in parties, contract and sum and is in force.

    Of several invoices the one that comes nearest is named, so that the school sees one mistake
    to mend and not a list of unrelated invoices of the same parties.
    """
    if fact.invoices is None:
        return no_data("unknown")
    invoices = _of_the_month(fact)
    if not invoices:
        return waiting("not_issued")
    answers = [(_closeness(fact, invoice), _compare(fact, invoice)) for invoice in invoices]
    if any(answer.outcome is Outcome.PASSED for _near, answer in answers):
        return passed()
    return max(answers, key=lambda pair: pair[0])[1]


def matching_invoice(fact: InvoiceMatch) -> InvoiceSeen | None:
    """The invoice that satisfies the rule, for the act to keep its registration number."""
    for invoice in _of_the_month(fact):
        if _compare(fact, invoice).outcome is Outcome.PASSED:
            return invoice
    return None


def _of_the_month(fact: InvoiceMatch) -> list[InvoiceSeen]:
    return [
        invoice
        for invoice in fact.invoices or ()
        if fact.month is None
        or invoice.turnover_date is None
        or invoice.turnover_date.replace(day=1) == fact.month
    ]


def _compare(fact: InvoiceMatch, invoice: InvoiceSeen) -> Answer:
    number = invoice.registration_number
    if invoice.seller_bin != fact.seller_bin:
        return failed("seller", number=number, found=invoice.seller_bin)
    if invoice.customer_bin != fact.customer_bin:
        return failed("customer", number=number, found=invoice.customer_bin)
    if invoice.contract_number != fact.contract_number:
        return failed("contract", number=number, found=invoice.contract_number or "—")
    if invoice.contract_date != fact.contract_date:
        return failed("contract_date", number=number, found=str(invoice.contract_date or "—"))
    if invoice.superseded:
        return failed("superseded", number=number)
    if invoice.status not in VALID_STATUSES:
        return failed("status", number=number, found=invoice.status)
    if invoice.total_tiyn != fact.total_tiyn:
        expected, found = tenge_string(fact.total_tiyn), tenge_string(invoice.total_tiyn)
        return failed("sum", number=number, found=found, expected=expected)
    return passed()


def _closeness(fact: InvoiceMatch, invoice: InvoiceSeen) -> int:
    return sum(
        (
            invoice.seller_bin == fact.seller_bin,
            invoice.customer_bin == fact.customer_bin,
            invoice.contract_number == fact.contract_number,
            invoice.status in VALID_STATUSES and not invoice.superseded,
            invoice.total_tiyn == fact.total_tiyn,
        )
    )
