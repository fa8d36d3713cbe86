"""Whether the lines of an act still agree with the papers that prove special types of study."""

from collections.abc import Iterable
from dataclasses import dataclass

from acts.calculations import GENERAL, Reason
from acts.models import Act, ActLine
from acts.statuses import LineOutcome
from budget.selectors.norms import norm_table
from core.periods import Month
from schools.models import StudyProof
from schools.selectors.contingent import cut_off_day
from schools.selectors.study_proofs import Need


@dataclass(frozen=True, slots=True)
class OutOfStep:
    """Pupils whose line and papers disagree."""

    lost: int
    """Paid by the special norm, and no paper in force any more."""
    gained: int
    """Paid by the general norm, and a paper has come."""


def out_of_step(act: Act) -> OutOfStep:
    """Compare the act's lines of special types with the papers of this moment.

    Inside a transaction only: the papers are locked, so that none of them is rejected between this
    look and the signature.
    """
    lines = list(
        act.lines.filter(outcome__in=(LineOutcome.PAYABLE, LineOutcome.HELD)).exclude(
            study_type=GENERAL
        )
    )
    if not lines:
        return OutOfStep(0, 0)
    covered = _covered(act, lines)
    raised = _raised_types(act, lines)
    lost = gained = 0
    for line in lines:
        has_paper = (line.person_id, line.study_type) in covered
        if line.reason == Reason.NO_DOCUMENT:
            gained += has_paper
        elif line.outcome == LineOutcome.PAYABLE and (line.grade, line.study_type) in raised:
            lost += not has_paper
    return OutOfStep(lost, gained)


def _covered(act: Act, lines: Iterable[ActLine]) -> set[Need]:
    papers = (
        StudyProof.objects.in_force(cut_off_day(Month.of(act.month)))
        .filter(school_id=act.school_id, person_id__in=[line.person_id for line in lines])
        .select_for_update(of=("self",), no_key=True)
        .order_by("pk")
    )
    return {(paper.person_id, paper.study_type) for paper in papers}


def _raised_types(act: Act, lines: Iterable[ActLine]) -> set[tuple[int, str]]:
    """Classes and types whose norm is above the general one: those that a paper must carry."""
    month = Month.of(act.month)
    norms = norm_table(on_date=month.first_day, region=act.region_id)
    raised = set()
    for grade, study_type in {(line.grade, line.study_type) for line in lines}:
        own, general = (
            norms.norm(locality=act.school.locality, grade=grade, study_type=one)
            for one in (study_type, GENERAL)
        )
        if own is not None and (general is None or own.amount_tiyn > general.amount_tiyn):
            raised.add((grade, study_type))
    return raised
