"""Two worlds that must not see each other: every kind of record, in region 79 and in region 61."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.core.files.base import ContentFile

from accounts.models import Membership, Organisation, OrganisationKind
from accounts.roles import Role
from accounts.services.delegation import grant_delegation
from accounts.services.people import find_or_create_person
from acts.models import Act
from budget.distribution import Case, Variant, distribute
from budget.models import DistributionRun, FinancingPlanVersion, FundingApplication, Intake
from core import clock
from core.identifiers import Iin
from core.models import Job, JobState, OutboxEvent
from core.periods import Month
from core.workflow import record_creation
from lms_api.files.models import FileUpload
from payments.services.statements import import_statement
from portal.models import SettingProposal
from schools.models import (
    DuplicateCase,
    DuplicateClaim,
    PassportDocument,
    School,
    StudyProof,
    Submission,
)
from signing.codes import CODE_ALPHABET
from signing.models import Document
from tests.factories.cast import Cast, cast, member, organisation, synthetic_iin
from tests.factories.files import csv_of, table_of, uploaded
from tests.factories.payments import Entry, Paper, accepted_register, sent_batch, statement
from tests.factories.sandbox import sandbox_push
from tests.factories.schools import bind, person, pupil_month
from tests.factories.study_proofs import proof

OCTOBER = dt.date(2025, 10, 1)
BORN = dt.date(2014, 5, 5)


@dataclass(frozen=True)
class World:
    """A region with one school's whole chain, and the people who work there."""

    members: Mapping[Role, Membership]
    keys: Mapping[str, object]
    marks: tuple[str, ...]

    def key(self, kind: str, cabinet: str) -> object:
        """The key of the record of a kind that stands in the addresses of a cabinet."""
        return self.keys.get(f"{kind}@{cabinet}", self.keys.get(kind))


def own_world() -> World:
    """Aigerim's school in Shymkent."""
    return _world(cast("79"), "Достық")


def foreign_world() -> World:
    """Erlan's school in Turkistan region; Aigerim's twin there is Erlan."""
    people = cast("61")
    return _world(replace(people, aigerim=people.erlan), "Болашақ")


def _world(people: Cast, name: str) -> World:
    paper = accepted_register(people)
    vendor = organisation(OrganisationKind.LMS_VENDOR, f"LMS {name}")
    batch = sent_batch(paper)
    imported = import_statement(
        content=statement(
            [Entry(key=f"NOBODY{name.encode().hex()[:8]}", amount_tiyn=1_000_00)],
            identifier=f"ST-{people.bolat.region_id}",
            account="KZ320701020000000001",
        ),
        name="statement.xml",
        actor=people.actor("dana"),
    )
    bank_statement = imported.statements[0]
    keys = _keys_of_chain(paper, vendor) | {
        "batch": batch.pk,
        "statement": bank_statement.pk,
        "statement-line": bank_statement.lines.first().pk,
        "job": _failed_job().pk,
        "proposal": _open_proposal().pk,
        "event": _dead_event().pk,
        "membership": people.bolat.pk,
        "delegation@school": _delegation(people.aigerim, Role.SCHOOL_EMPLOYEE).pk,
        "delegation@department": _delegation(people.gulnar, Role.DEPARTMENT_OFFICER).pk,
        "delegation@finance": _delegation(people.kairat, Role.FINANCE_OPERATOR).pk,
    }
    act = paper.acts[0]
    marks = (act.number, act.contract.number, act.school.name_ru, act.school.school_id)
    return World(_members(people, vendor), keys, (*marks, paper.register.number))


def _keys_of_chain(paper: Paper, vendor: Organisation) -> dict[str, object]:
    act = paper.acts[0]
    contract, school = act.contract, act.school
    binding = bind(school, vendor)
    application = contract.allocation.application
    for status in ("submitted", "checking", "in_moderation"):
        FundingApplication.objects.filter(pk=application.pk).update(status=status)
    other = accepted_register(paper.cast, amounts=(1_000_00,)).acts[0]
    submission = Submission.objects.create(
        school=school,
        vendor=binding.vendor,
        kind="contingent",
        month=OCTOBER,
        revision=1,
        body_sha256="0" * 64,
        received_at=clock.now(),
    )
    case = DuplicateCase.objects.create(
        number=f"ДП-{school.pk}",
        month=OCTOBER,
        person=person(synthetic_iin(dt.date(2014, 5, 5))),
        opened_at=clock.now(),
        due_on=dt.date(2025, 11, 20),
    )
    DuplicateClaim.objects.create(case=case, school=school)
    version = FinancingPlanVersion.objects.create(
        plan=contract.plan, number=7, amount_tiyn=1, created_at=clock.now()
    )
    return {
        "school": school.pk,
        "document": _stored_file(school).pk,
        "binding": binding.pk,
        "pupil": pupil_month(school, person(synthetic_iin(BORN)), OCTOBER).person_id,
        "submission": submission.pk,
        "sandbox-push": sandbox_push(binding.vendor).pk,
        "upload": _checked_file(school, paper.cast.aigerim).pk,
        "duplicate": case.pk,
        "study-proof": _proof(school, paper.cast.aigerim).pk,
        "budget": paper.budget.pk,
        "plan": contract.plan_id,
        "plan-version": version.pk,
        "intake": application.intake_id,
        "application": application.pk,
        "distribution": _calculated_run(application.intake).pk,
        "contract": contract.pk,
        "act": act.pk,
        "register": paper.register.pk,
        "payment": paper.orders[0].pk,
        "other-act": other.pk,
        "code": _unsigned_document(act),
    }


def _checked_file(school: School, by: Membership) -> FileUpload:
    """A file with nothing to accept: nobody's press does anything."""
    upload = uploaded(school, by, csv_of(table_of([{"iin": "1"}])))
    FileUpload.objects.filter(pk=upload.pk).update(report={"unreadable": {"code": "NO_ROWS"}})
    return upload


def _proof(school: School, head: Membership) -> StudyProof:
    """A paper of a pupil of November: October is closed by its act."""
    november, child = Month(2025, 11), person(synthetic_iin(dt.date(2014, 5, 5)))
    pupil_month(school, child, november.first_day, study_type="home")
    return proof(school, child, by=head.as_actor(), month=november)


def _calculated_run(intake: Intake) -> DistributionRun:
    protocol = distribute(Case(variant=Variant.T, budget_tiyn=1_000_00, schools=()))
    return DistributionRun.objects.create(
        region_id=intake.region_id,
        intake=intake,
        number=30_000,  # past those of the factory
        variant=Variant.T.value,
        budget_tiyn=protocol.case.budget_tiyn,
        left_tiyn=protocol.left_tiyn,
        protocol=protocol.as_json(),
        sha256=protocol.sha256,
        created_at=clock.now(),
    )


def _open_proposal() -> SettingProposal:
    operator = organisation(OrganisationKind.OPERATOR, "Оператор портала")
    day = clock.today() + dt.timedelta(days=30 + SettingProposal.objects.count())
    author = member("Second", Role.ADMINISTRATOR, operator)
    proposal = SettingProposal.objects.create(
        key="payments.purpose_code",
        value="012",
        since=day,
        source="приказ",
        mark="confirmed",
        proposed_by=author,
        proposed_at=clock.now(),
    )
    record_creation(proposal, actor=author.as_actor())
    return proposal


def _failed_job() -> Job:
    now = clock.now()
    return Job.objects.create(kind="test.gone", state=JobState.FAILED, created_at=now, due_at=now)


def _dead_event() -> OutboxEvent:
    now = clock.now()
    return OutboxEvent.objects.create(
        kind="test.happened", payload={}, created_at=now, due_at=now, dead=True
    )


def _stored_file(school: School) -> PassportDocument:
    document = school.documents.first()
    document.file.storage.save(document.file.name, ContentFile(b"%PDF-1.4"))
    return document


def _unsigned_document(act: Act) -> str:
    canonical = b"{}"
    return Document.objects.create(
        kind="act",
        subject_kind="acts.act",
        subject_id=act.pk,
        version=2,
        code="".join(CODE_ALPHABET[int(digit)] for digit in f"9{act.pk:011d}"),
        region=act.region,
        canonical=canonical,
        sha256=hashlib.sha256(canonical).hexdigest(),
        html="<p>act</p>",
        title_ru=act.number,
        title_kk=act.number,
        title_en=act.number,
        sides=["school", "department"],
        created_at=clock.now(),
    ).code


def _members(people: Cast, vendor: Organisation) -> dict[Role, Membership]:
    region = people.bolat.region_id
    operator = organisation(OrganisationKind.OPERATOR, "Оператор портала")
    return {
        Role.SCHOOL_HEAD: people.aigerim,
        Role.SCHOOL_EMPLOYEE: member(
            f"Employee{region}", Role.SCHOOL_EMPLOYEE, people.aigerim.organisation
        ),
        Role.DEPARTMENT_OFFICER: people.bolat,
        Role.DEPARTMENT_HEAD: people.gulnar,
        Role.FINANCE_OPERATOR: people.dana,
        Role.FINANCE_SIGNATORY: people.kairat,
        Role.AUDITOR: member(
            "Auditor", Role.AUDITOR, organisation(OrganisationKind.AUDIT, "Орган аудита")
        ),
        Role.VENDOR_ENGINEER: member(f"Engineer{region}", Role.VENDOR_ENGINEER, vendor),
        Role.CITIZEN: member("Parent", Role.CITIZEN, operator),
        Role.ADMINISTRATOR: member("Administrator", Role.ADMINISTRATOR, operator),
    }


def _delegation(head: Membership, role: Role):
    delegate = find_or_create_person(
        iin=Iin(synthetic_iin()), surname="Сейтова", given_name=f"Дана{head.pk}"
    )
    return grant_delegation(
        actor=head.as_actor(),
        delegate=delegate,
        role=role,
        may_sign=False,
        valid_from=dt.date(2025, 11, 1),
        valid_to=dt.date(2026, 10, 31),
    )
