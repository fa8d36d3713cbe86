"""What waits for whom in this room."""

from django.db.models import Count, Min, QuerySet
from django.utils.translation import gettext_lazy as _

from core import clock
from core.web.desk import Waiting, register_work, waiting_in
from core.workflow import Actor
from schools.models import DuplicateCase, School, StudyProof, Submission
from schools.selectors.appeals import appealed
from schools.selectors.study_proofs import expiring
from schools.statuses import (
    DuplicateCaseStatus,
    SchoolStatus,
    StudyProofStatus,
    SubmissionStatus,
)


def _schools(*statuses: str):
    def count(actor: Actor) -> Waiting:
        rows = School.objects.visible_to(actor).filter(status__in=statuses)
        return waiting_in(rows)

    return count


def _under_review(actor: Actor) -> QuerySet[School]:
    return School.objects.visible_to(actor).filter(status=SchoolStatus.UNDER_REVIEW)


def _appeals(actor: Actor) -> Waiting:
    """Refusals that schools do not accept: the appeal is the last move."""
    return waiting_in(appealed(_under_review(actor)))


def _first_reviews(actor: Actor) -> Waiting:
    rows = _under_review(actor)
    return waiting_in(rows.exclude(pk__in=appealed(rows).values("pk")))


def _quarantined(actor: Actor) -> int:
    rows = Submission.objects.visible_to(actor)
    return rows.filter(status=SubmissionStatus.QUARANTINED).count()


def _open_cases(actor: Actor) -> Waiting:
    visible = DuplicateCase.objects.visible_to(actor).exclude(status=DuplicateCaseStatus.RESOLVED)
    return waiting_in(DuplicateCase.objects.filter(pk__in=visible.values("pk")))


def _submitted_proofs(actor: Actor) -> Waiting:
    rows = StudyProof.objects.visible_to(actor).filter(status=StudyProofStatus.SUBMITTED)
    return waiting_in(rows)


def _expiring_proofs(actor: Actor) -> Waiting:
    rows = expiring(StudyProof.objects.visible_to(actor), today=clock.today()).order_by()
    found = rows.aggregate(count=Count("pk"), nearest=Min("valid_until"))
    return Waiting(found["count"], deadline=found["nearest"])


register_work(
    "school:schools",
    title=_("Школы: заполните паспорт и отправьте"),
    query="view=mine",
    counter=_schools(SchoolStatus.DRAFT, SchoolStatus.RETURNED),
)
register_work(
    "school:schools",
    title=_("Школы на проверке у управления"),
    query="view=review",
    counter=_schools(SchoolStatus.UNDER_REVIEW),
    mine=False,
)
register_work(
    "school:pupils",
    title=_("Подтвердите данные LMS: число учеников резко изменилось"),
    query="view=waiting",
    counter=_quarantined,
)
register_work(
    "school:duplicates",
    title=_("Ученики, заявленные двумя организациями"),
    counter=_open_cases,
    mine=False,
)
register_work(
    "school:study-proofs",
    title=_("Документы об особых условиях обучения скоро закончатся"),
    after=_("после срока оплачивается общий норматив"),
    query="view=expiring",
    counter=_expiring_proofs,
)
register_work(
    "school:study-proofs-register",
    title=_("Документы об особых условиях обучения проверяет управление"),
    query="view=review",
    counter=_submitted_proofs,
    mine=False,
)
register_work(
    "department:study-proofs",
    title=_("Документы об особых условиях обучения ждут проверки"),
    after=_("непроверенный документ засчитывается в актах"),
    query="view=review",
    counter=_submitted_proofs,
)
register_work(
    "department:schools",
    title=_("Школы обжалуют отказ в оцифровке"),
    after=_("без ответа школа не может ни исправить, ни подать заявку"),
    query="view=review",
    counter=_appeals,
)
register_work(
    "department:schools",
    title=_("Школы ждут проверки"),
    after=_("без оцифровки школа не может подать заявку"),
    query="view=review",
    counter=_first_reviews,
)
register_work(
    "department:duplicates",
    title=_("Решите, за какой школой остаётся ученик"),
    after=_("до решения оплата за ученика удержана"),
    counter=_open_cases,
)
