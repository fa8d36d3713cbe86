"""Automatic checks of an application: the tax authority is asked, K1 and K3 decide, a person reads.

A silent registry is neither a pass nor a refusal: the application reaches the officer all the same,
approval waits for the answer, and the question is put again by itself.
"""

import datetime as dt

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.roles import DEPARTMENT_ROLES
from budget import dated_settings
from budget.models import FundingApplication
from budget.permissions import is_department, is_own_school
from budget.selectors.applications import SILENT, SUBJECT_KIND
from budget.services.access import require
from budget.services.applying import CHECK_JOB
from budget.services.terms import working_days_from_today
from core import clock, jobs, settings_book
from core.models import Job, JobState
from core.workflow import SYSTEM, Actor, TransitionImpossible, perform
from flk.engine import Verdict, evaluate
from flk.facts import Fact, PremisesPurpose, TaxStanding
from flk.models import Finding
from flk.outcomes import Phase, SourceState
from flk.registry import rules_for
from flk.services import record_findings
from integrations.kgd.port import SOURCE as KGD
from integrations.selectors import standings
from integrations.services import check_tax_debt
from schools.models import DocumentKind, PurposeDecision

_CHECKED_STATES = ("submitted", "checking", "in_moderation")


def check_application(*, application_id: int) -> list[Finding]:
    """Ask the registries, record the findings and hand the application to the officer.

    Idempotent: run again it asks again and changes only findings that say something new.
    Must not be called inside a transaction.
    """
    application = FundingApplication.objects.select_related("school__organisation").get(
        pk=application_id
    )
    if application.status not in _CHECKED_STATES:
        return []
    if application.status == "submitted":
        application = perform(application, "start_checks", actor=SYSTEM)
    check_tax_debt(
        subject_kind=SUBJECT_KIND,
        subject_id=application.pk,
        bin=application.school.organisation.bin,
    )
    with transaction.atomic():
        application = FundingApplication.objects.select_for_update(of=("self",)).get(
            pk=application.pk
        )
        findings = decide(application=application)
        if application.status == "checking":
            perform(
                application,
                "hand_to_officer",
                actor=SYSTEM,
                due_on=working_days_from_today(dated_settings.MODERATION_DAYS),
            )
        if any(finding.outcome in SILENT for finding in findings):
            _try_again_later(application)
    return findings


def decide(*, application: FundingApplication) -> list[Finding]:
    """Run the rules of this phase on what is known now, without asking anybody."""
    today = clock.today()
    rules = rules_for(on_date=today, phase=Phase.APPLICATION, stream=application.stream)
    facts: list[Fact] = [_purpose(application), _taxes(application, today)]
    # only rules whose facts this room builds; others come with their registries
    known = [rule for rule in rules if any(isinstance(fact, rule.on) for fact in facts)]
    verdicts: list[Verdict] = evaluate(known, facts, today)
    return record_findings(
        subject_kind=SUBJECT_KIND, subject_id=application.pk, verdicts=verdicts, on_date=today
    )


def request_checks_again(*, application: FundingApplication, actor: Actor) -> Job:
    """«Проверить снова»: by the school or by the officer, in a job.

    :raises TransitionForbidden: neither of the two sides
    :raises TransitionImpossible: the application is not being looked at
    """
    side = is_department if actor.role in DEPARTMENT_ROLES else is_own_school
    require(side, application, actor, "check_again")
    if application.status not in _CHECKED_STATES:
        raise TransitionImpossible(_("Проверки повторяются, пока заявка рассматривается."))
    return jobs.enqueue(CHECK_JOB, requested_by=actor.membership_id, application_id=application.pk)


def _try_again_later(application: FundingApplication) -> None:
    """One waiting job an application; the sweeper rings it when its time comes."""
    waiting = Job.objects.filter(
        kind=CHECK_JOB,
        state=JobState.QUEUED,
        due_at__gt=Now(),
        params={"application_id": application.pk},
    )
    if waiting.exists():
        return
    pause = dt.timedelta(minutes=int(settings_book.value(dated_settings.CHECK_RETRY_MINUTES)))
    Job.objects.create(
        kind=CHECK_JOB,
        params={"application_id": application.pk},
        created_at=clock.now(),
        due_at=Now() + pause,
    )


def _purpose(application: FundingApplication) -> PremisesPurpose:
    """K1: what the title document of the passport says, as an officer read it."""
    school = application.school
    passport = school.passport
    title = school.documents.filter(kind=DocumentKind.TITLE_DOCUMENT, is_current=True).first()
    decision = (
        PurposeDecision.objects.filter(school=school, document=title).first() if title else None
    )
    return PremisesPurpose(
        declared_purpose=passport.declared_purpose,
        document_number=title.number if title else "",
        document_date=title.issued_on if title else None,
        confirmed_by_officer=decision.is_school if decision else None,
        confirmed_purpose=(decision.note or passport.purpose_as_written) if decision else "",
    )


def _taxes(application: FundingApplication, today: dt.date) -> TaxStanding:
    """K3: the newest answer of the tax authority about the owner's BIN."""
    standing = standings(SUBJECT_KIND, [application.pk], KGD, today)[application.pk]
    facts = standing.facts
    total, as_of = facts.get("total_tiyn"), facts.get("as_of")
    return TaxStanding(
        source_state=SourceState(standing.freshness.value),
        evidence_id=standing.evidence.pk if standing.evidence else None,
        outcome=str(facts.get("outcome", "unknown")),
        total_tiyn=int(str(total)) if total is not None else None,
        as_of=dt.date.fromisoformat(str(as_of)) if as_of else None,
    )
