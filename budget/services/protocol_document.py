"""The public protocol of a fixed distribution: its bytes and PDF are open to everybody."""

from django.utils.translation import override

from budget.models import DistributionRun
from budget.selectors.distribution import REASON_WORDS
from core.money import format_tenge
from signing.models import Document
from signing.services import prepare_document

KIND = "distribution_protocol"
SUBJECT_KIND = "budget.distributionrun"


def publish_protocol(run: DistributionRun) -> Document:
    """Make the document whose payload is the protocol itself, so that anybody may recompute it."""
    region, intake = run.region, run.intake
    with override("ru"):  # the table is in one language; the reader's does not matter
        words = {code: str(text) for code, text in REASON_WORDS.items()}
    months = f"{intake.first_month:%m.%Y} – {intake.last_month:%m.%Y}"
    rows = run.allocations.select_related("application__school").order_by(
        "application__school__sort_key", "pk"
    )
    return prepare_document(
        kind=KIND,
        subject_kind=SUBJECT_KIND,
        subject_id=run.pk,
        region_id=run.region_id,
        payload=run.protocol,
        template="budget/protocol_document.html",
        context={
            "region": region,
            "run": run,
            "months": months,
            "rows": [
                {
                    "school_id": row.application.school.school_id,
                    "name_ru": row.application.school.name_ru,
                    "name_kk": row.application.school.name_kk,
                    "contingent": row.contingent,
                    "first_shift_places": row.first_shift_places,
                    "total_places": row.total_places,
                    "first": format_tenge(row.first_tiyn),
                    "second": format_tenge(row.second_tiyn),
                    "total": format_tenge(row.total_tiyn),
                    "unfunded": row.unfunded_pupils,
                    "reason": words[row.reason],
                }
                for row in rows
            ],
            "budget": format_tenge(run.budget_tiyn),
            "given": format_tenge(run.budget_tiyn - run.left_tiyn),
            "left": format_tenge(run.left_tiyn),
        },
        titles={
            "ru": f"Протокол распределения бюджета: {region.name_ru}, {months}",
            "kk": f"Бюджетті бөлу хаттамасы: {region.name_kk}, {months}",
            "en": f"Protocol of budget distribution: {region.name_en}, {months}",
        },
        public_facts={
            "region": region.name_ru,
            "months": months,
            "variant": run.variant,
            "schools": len(run.protocol["schools"]),
            "total_tiyn": str(run.budget_tiyn),
            "left_tiyn": str(run.left_tiyn),
            "protocol_sha256": run.sha256,
        },
        public_bytes=True,
    )
