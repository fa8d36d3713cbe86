"""Papers of special types of study: some schools have them in order, some not, some partly."""

import datetime as dt
from itertools import chain, cycle

from core import clock
from core.periods import Month
from core.workflow import Actor
from portal.demo.seed import actors
from portal.demo.seed.actors import actor
from schools.models import School, StudyProof, StudyType
from schools.selectors.study_proofs import SpecialPupil, special_pupils
from schools.services.study_proofs import accept_proof, reject_proof, submit_proof

_FIRST = ("accepted", "missing", "rejected", "expiring")
_OTHERS = ("accepted", "submitted", "accepted", "missing")
_END_OF_YEAR, _SOON = dt.date(2026, 5, 25), dt.date(2025, 12, 5)
_ISSUED = dt.date(2025, 8, 22)
_SCAN = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 300]/Contents 4 0 R"
    b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n"
    b"4 0 obj<</Length 56>>stream\nBT /F 18 Tf 60 150 Td (Demo: a scanned conclusion) Tj ET\n"
    b"endstream endobj\ntrailer<</Root 1 0 R>>\n"
)


def hand_in_papers(school: School, month: Month) -> list[StudyProof]:
    """The school hands in papers of the month's pupils and the department looks at them.

    One paper is rejected and one ends soon; the other pupils take the stories in turn.
    """
    head, officer = actor(actors.head_of(school)), actor(actors.officer(school.region_id))
    made = []
    with actors.on(11, 10, 12):
        pupils = special_pupils(schools=[school], month=month, today=clock.today())
        told = list(zip(chain(_FIRST, cycle(_OTHERS)), pupils, strict=False))
        for number, (story, pupil) in enumerate(told, start=1):
            if story != "missing":
                made.append((story, _submit(pupil, month, number, story, head)))
    with actors.on(11, 10, 15):
        for story, proof in made:
            if story in ("accepted", "expiring"):
                accept_proof(proof=proof, actor=officer)
            elif story == "rejected":
                reject_proof(
                    proof=proof, actor=officer, reason="На скане не видна печать: снимите заново."
                )
    return [proof for _story, proof in made]


def _submit(pupil: SpecialPupil, month: Month, number: int, story: str, head: Actor) -> StudyProof:
    at_home = pupil.row.study_type == StudyType.HOME
    return submit_proof(
        school=pupil.school,
        person=pupil.row.person,
        month=month,
        kind="vkk_conclusion" if at_home else "pmpc_conclusion",
        paper_number=f"{number}-{_ISSUED:%Y}",
        issuer="ВКК городской поликлиники № 1" if at_home else "ПМПК № 1",
        issued_on=_ISSUED,
        valid_from=dt.date(2025, 9, 1),
        valid_until=_SOON if story == "expiring" else _END_OF_YEAR,
        content=_SCAN,
        actor=head,
    )
