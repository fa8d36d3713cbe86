"""The bytes of a register: its acts and their total."""

from typing import Any

from acts.models import ActRegister
from contracts.services.documents import department_of
from core.periods import Month
from signing import selectors as signing
from signing.facts import party
from signing.models import Document
from signing.services import prepare_document
from signing.sides import Side

KIND = "act_register"
SUBJECT = "acts.actregister"


def prepare_register_document(*, register: ActRegister) -> Document:
    """Make the document of a register's present list and put it on the register."""
    department = department_of(register.region_id)
    acts = list(
        register.acts.select_related("school__organisation", "contract").order_by(
            "school__sort_key", "pk"
        )
    )
    document = prepare_document(
        kind=KIND,
        subject_kind=SUBJECT,
        subject_id=register.pk,
        region_id=register.region_id,
        payload={
            "number": register.number,
            "month": str(Month.of(register.month)),
            "stream": register.stream,
            "department": {"bin": department.bin, "name_ru": department.name_ru},
            "acts": [_act(act) for act in acts],
            "acts_count": len(acts),
            "total_tiyn": str(register.total_tiyn),
        },
        template="documents/act_register.html",
        context={"register": register, "department": department, "acts": acts},
        titles={
            "ru": f"Сводный реестр актов № {register.number}",
            "kk": f"№ {register.number} актілердің жиынтық тізілімі",
            "en": f"Consolidated register of acts No. {register.number}",
        },
        public_facts={
            "number": register.number,
            "amount_tiyn": str(register.total_tiyn),
            "month": str(Month.of(register.month)),
            "parties": [party(department)],
        },
        public_bytes=True,
        sides=(Side.DEPARTMENT,),
        anew=_was_signed_before(register),
    )
    ActRegister.objects.filter(pk=register.pk).update(document=document)
    register.document = document
    return document


def _was_signed_before(register: ActRegister) -> bool:
    """A returned register is signed again even when its list is the same."""
    earlier = signing.document_of(SUBJECT, register.pk)
    return earlier is not None and signing.is_signed_by(earlier, Side.DEPARTMENT)


def _act(act: Any) -> dict[str, str]:
    return {
        "number": act.number,
        "contract": act.contract.number,
        "bin": act.school.organisation.bin,
        "school_id": act.school.school_id or "",
        "lines_sha256": act.snapshot_sha256,
        "amount_tiyn": str(act.amount_tiyn),
    }
