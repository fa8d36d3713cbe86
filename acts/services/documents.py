"""The bytes of an act: parties, contract, sums, counts by outcome and the digest of its lines."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from accounts.models import Organisation
from acts.models import Act, ActLine
from acts.statuses import LineOutcome
from budget.selectors.norms import norm_table
from contracts.services.documents import department_of
from core.periods import Month
from schools.models import StudyType
from signing.facts import party
from signing.models import Document
from signing.services import prepare_document
from signing.sides import Side

KIND = "act"
SUBJECT = "acts.act"


def prepare_act_document(*, act: Act) -> Document:
    """Make the document of an act's present lines and put it on the act.

    Call it on a locked act of state ``formed``.
    """
    lines = list(act.lines.select_related("person").order_by("place_in_order"))
    customer = department_of(act.region_id)
    norms = norm_sources(act)
    document = prepare_document(
        kind=KIND,
        subject_kind=SUBJECT,
        subject_id=act.pk,
        region_id=act.region_id,
        payload=act_payload(act, customer, lines, norms),
        template="documents/act.html",
        context={
            "act": act,
            "contract": act.contract,
            "school": act.school,
            "owner": act.school.organisation,
            "customer": customer,
            "counts": counts_by_outcome(lines),
            "classes": counts_by_class(lines),
            "unpaid": [line for line in lines if line.outcome != LineOutcome.PAYABLE],
            "part_held": [
                line for line in lines if line.outcome == LineOutcome.PAYABLE and line.held_tiyn
            ],
            "norms": norms,
        },
        titles={
            "ru": f"Акт оказанных услуг № {act.number}",
            "kk": f"№ {act.number} көрсетілген қызметтер актісі",
            "en": f"Act of rendered services No. {act.number}",
        },
        public_facts={
            "number": act.number,
            "amount_tiyn": str(act.amount_tiyn),
            "month": str(Month.of(act.month)),
            "parties": [
                party(customer),
                party(act.school.organisation),
            ],
        },
        sides=(Side.SCHOOL, Side.DEPARTMENT),
    )
    Act.objects.filter(pk=act.pk).update(document=document)
    act.document = document
    return document


def act_payload(
    act: Act, customer: Organisation, lines: Sequence[ActLine], norms: list[dict[str, str]]
) -> dict[str, Any]:
    """What both sides sign. No pupils: the digest of the lines stands for them (I21)."""
    owner = act.school.organisation
    return {
        "number": act.number,
        "kind": act.kind,
        "stream": act.stream,
        "month": str(Month.of(act.month)),
        "forming": act.forming,
        "revision": act.revision,
        "contract": {
            "number": act.contract.number,
            "date": act.contract.formed_on.isoformat(),
            "amount_tiyn": str(act.contract.amount_tiyn),
        },
        "customer": {"bin": customer.bin, "name_ru": customer.name_ru, "name_kk": customer.name_kk},
        "contractor": {"bin": owner.bin, "name_ru": owner.name_ru, "name_kk": owner.name_kk},
        "school": {"school_id": act.school.school_id or "", "name_ru": act.school.name_ru},
        "total_places": act.contract.total_places,
        "pupils": act.pupils_count,
        "outcomes": {
            row["outcome"]: {
                "pupils": row["pupils"],
                "amount_tiyn": str(row["amount_tiyn"]),
                "held_tiyn": str(row["held_tiyn"]),
            }
            for row in counts_by_outcome(lines)
        },
        "amount_tiyn": str(act.amount_tiyn),
        "held_tiyn": str(act.held_tiyn),
        "unpaid_tiyn": str(act.unpaid_tiyn),
        "lines_sha256": act.snapshot_sha256,
        "norms": norms,
    }


def norm_sources(act: Act) -> list[dict[str, str]]:
    """Sources of the norms by which the month was priced, with the mark of each."""
    table = norm_table(on_date=act.month, region=act.region_id)
    pairs = {
        (norm.source, norm.source_status)
        for (locality, _level, _type), norm in table.norms.items()
        if locality == act.school.locality
    }
    return [{"source": source, "status": status} for source, status in sorted(pairs)]


def counts_by_outcome(lines: Sequence[ActLine]) -> list[dict[str, Any]]:
    """Pupils and sums of each outcome that occurs, in the order of outcomes."""
    found = []
    for outcome in LineOutcome:
        own = [line for line in lines if line.outcome == outcome]
        if own:
            found.append(
                {
                    "outcome": outcome.value,
                    "label": outcome.label,
                    "pupils": len(own),
                    "amount_tiyn": sum(line.amount_tiyn for line in own),
                    "held_tiyn": sum(line.held_tiyn for line in own),
                }
            )
    return found


def counts_by_class(lines: Sequence[ActLine]) -> list[dict[str, Any]]:
    """Payable pupils and their sum by class and type of study."""
    pupils: Counter[tuple[int, str]] = Counter()
    sums: Counter[tuple[int, str]] = Counter()
    for line in lines:
        if line.outcome == LineOutcome.PAYABLE:
            pupils[line.grade, line.study_type] += 1
            sums[line.grade, line.study_type] += line.amount_tiyn
    return [
        {
            "grade": grade,
            "study_type": study,
            "label": StudyType(study).label,
            "pupils": count,
            "amount_tiyn": sums[grade, study],
        }
        for (grade, study), count in sorted(pupils.items())
    ]
