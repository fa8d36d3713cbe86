"""Papers of special types of study: handed in, looked at, taken back. Nothing is ever deleted.

Each change that moves money tells ``schools.study_proofs_changed``: unsigned acts are formed anew.
"""

import base64
import datetime as dt
import hashlib

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core import clock, outbox, settings_book, tracing, vault
from core.numbers import next_number
from core.periods import Month, WorkingCalendar
from core.workflow import (
    Actor,
    TransitionForbidden,
    TransitionImpossible,
    perform,
    record_creation,
)
from schools.dated_settings import (
    DEPARTMENT_DAYS,
    PROOFS_OF_CORRECTION,
    PROOFS_OF_HOME,
    PROOFS_OF_SPECIAL_NEEDS,
    setting,
)
from schools.models import (
    Person,
    ProofKind,
    School,
    StudyProof,
    StudyProofFile,
    StudyProofOpening,
    StudyType,
)
from schools.models.study_proof import kinds_of_setting, paper_index
from schools.permissions import is_own_school
from schools.selectors.study_proofs import special_row
from schools.services.passport import UnfitFile, kind_of_file

MOST_BYTES = 10 * 1024 * 1024
CHANGED = "schools.study_proofs_changed"
_KINDS = {
    StudyType.CORRECTION: PROOFS_OF_CORRECTION,
    StudyType.SPECIAL_NEEDS: PROOFS_OF_SPECIAL_NEEDS,
    StudyType.HOME: PROOFS_OF_HOME,
}


class PaperStandsAlready(TransitionImpossible):
    """The same paper of the same pupil was handed in before and stands."""

    def __init__(self) -> None:
        super().__init__(_("Этот документ ученика уже добавлен: номер и вид совпадают."))


def kinds_that_prove(study_type: str, *, on_date: dt.date) -> list[ProofKind]:
    """Papers that are enough for a type of study on a day (dated setting, an assumption)."""
    return list(kinds_of_setting(setting(_KINDS[StudyType(study_type)], on_date)))


@transaction.atomic
def submit_proof(
    *,
    school: School,
    person: Person,
    month: Month,
    kind: str,
    paper_number: str,
    issuer: str,
    issued_on: dt.date,
    valid_from: dt.date,
    valid_until: dt.date | None,
    content: bytes,
    actor: Actor,
) -> StudyProof:
    """Put a paper into the school's cabinet; it counts from now on, within its dates.

    The type of study is the one that the LMS named in ``month``. A rejected paper of the pupil's
    type is replaced by the new one.

    :raises TransitionForbidden: not the school's own member
    :raises TransitionImpossible: a pupil who needs none, dates or a kind that cannot be
    :raises UnfitFile: empty, over 10 MB, not PDF, JPEG or PNG; judged by the bytes
    """
    if not is_own_school(school, actor):
        raise TransitionForbidden("submit_proof")
    row = special_row(school=school, month=month, person=person)
    if row is None:
        raise TransitionImpossible(
            _("В этом месяце LMS не передавала ученика вашей школы с особым типом обучения.")
        )
    study_type = row.study_type
    _refuse_what_cannot_be(study_type, kind, issued_on, valid_from, valid_until, clock.today())
    content_type = _fit(content)
    standing = StudyProof.objects.standing().filter(school=school, person=person)
    if standing.filter(
        study_type=study_type, kind=kind, paper_number_index=paper_index(paper_number)
    ).exists():
        raise PaperStandsAlready
    proof = StudyProof(
        number=next_number("study_proofs", "ДО-"),
        school=school,
        person=person,
        study_type=study_type,
        kind=kind,
        issuer=issuer,
        issued_on=issued_on,
        valid_from=valid_from,
        valid_until=valid_until,
        replaces=_rejected_before(school, person, study_type),
        submitted_by_id=actor.membership_id,
        submitted_at=clock.now(),
        due_on=_due_on(clock.today()),
    )
    proof.seal_paper_number(paper_number)
    try:
        with transaction.atomic():
            proof.save()
    except IntegrityError as twin:
        # somebody pressed twice: the first press stands
        raise PaperStandsAlready from twin
    StudyProofFile.objects.create(
        proof=proof,
        sealed=vault.seal(base64.b64encode(content).decode("ascii"), aad=_file_aad(proof)),
        content_type=content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    record_creation(proof, actor=actor)
    _tell(proof)
    return proof


@transaction.atomic
def accept_proof(*, proof: StudyProof, actor: Actor) -> StudyProof:
    """An officer found the paper right; the money does not change, it counted before."""
    return perform(proof, "accept", actor=actor)


def reject_proof(*, proof: StudyProof, actor: Actor, reason: str) -> StudyProof:
    """The paper proves nothing: unsigned acts pay the general norm again."""
    return _end(proof, "reject", actor=actor, reason=reason)


def withdraw_proof(*, proof: StudyProof, actor: Actor, reason: str) -> StudyProof:
    """The school takes a wrong paper back; it stays in the register with its reason."""
    return _end(proof, "withdraw", actor=actor, reason=reason)


@transaction.atomic
def open_file(*, proof: StudyProof, actor: Actor) -> tuple[bytes, str]:
    """The scan and its media type; who looked is written down in the same transaction."""
    kept = StudyProofFile.objects.get(proof=proof)
    StudyProofOpening.objects.create(
        proof=proof,
        membership_id=actor.membership_id,
        on_behalf_of_id=actor.on_behalf_of_id,
        request_id=tracing.request_id(),
        at=clock.now(),
    )
    return base64.b64decode(vault.unseal(kept.sealed, aad=_file_aad(proof))), kept.content_type


@transaction.atomic
def _end(proof: StudyProof, name: str, *, actor: Actor, reason: str) -> StudyProof:
    # the lock before the clock: an act that is being signed holds the row until its signature
    StudyProof.objects.select_for_update(of=("self",)).get(pk=proof.pk)
    ended = perform(proof, name, actor=actor, reason=reason, at=clock.now())
    _tell(ended)
    return ended


def _refuse_what_cannot_be(
    study_type: str,
    kind: str,
    issued_on: dt.date,
    valid_from: dt.date,
    valid_until: dt.date | None,
    today: dt.date,
) -> None:
    if kind not in kinds_that_prove(study_type, on_date=today):
        raise TransitionImpossible(_("Этот вид документа не подтверждает тип обучения."))
    if issued_on > today:
        raise TransitionImpossible(_("Дата выдачи ещё не наступила."))
    if valid_from < issued_on:
        raise TransitionImpossible(_("Документ не может действовать раньше дня выдачи."))
    if valid_until is not None and valid_until < valid_from:
        raise TransitionImpossible(_("Срок документа заканчивается раньше, чем начинается."))


def _fit(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise UnfitFile(_("Файл больше 10 МБ: сожмите его или отсканируйте с меньшим качеством."))
    return kind_of_file(content)[0]


def _rejected_before(school: School, person: Person, study_type: str) -> StudyProof | None:
    return (
        StudyProof.objects.filter(
            school=school,
            person=person,
            study_type=study_type,
            status="rejected",
            replaced_by__isnull=True,
        )
        .order_by("-pk")
        .first()
    )


def _tell(proof: StudyProof) -> None:
    outbox.emit(CHANGED, school_id=proof.school_id, proof_id=proof.pk)


def _file_aad(proof: StudyProof) -> str:
    return f"study_proof.file|{proof.number}"


def _due_on(today: dt.date) -> dt.date:
    days = int(settings_book.value(DEPARTMENT_DAYS, today))
    return WorkingCalendar().add_working_days(today, days)
