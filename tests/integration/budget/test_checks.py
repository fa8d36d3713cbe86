"""K1 and K3 decide on facts; silence neither passes nor refuses."""

import pytest

from budget.models import FundingApplication
from budget.selectors.applications import (
    SUBJECT_KIND,
    blocking_findings,
    checks_of,
    failed_stop_factors,
)
from budget.services.applying import appeal_refusal, submit_application
from budget.services.checking import check_application, request_checks_again
from budget.services.moderating import (
    approve_application,
    open_by_officer,
    refuse_application,
    return_application,
)
from core.identifiers import Bin
from core.jobs import run_now
from core.models import Job, Transition
from core.workflow import TransitionForbidden, TransitionImpossible
from flk.selectors import findings_of
from integrations.errors import Temporary
from integrations.http import Patience
from integrations.kgd.port import TaxDebtAnswer, TaxDebtFacts, TaxOutcome
from integrations.models import Evidence
from schools.models import PurposeDecision, School
from tests.factories import budget as make
from tests.factories.cast import Cast, cast
from tests.factories.schools import active_school
from tests.fakes.registries import use_fakes

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def _sent(people: Cast, school: School) -> FundingApplication:
    draft = make.filled_application(people, school, make.intake(people))
    return submit_application(application=draft, actor=people.actor("aigerim"))


def _outcomes(application: FundingApplication) -> dict[str, str]:
    return {one.rule_code: one.outcome for one in findings_of(SUBJECT_KIND, application.pk)}


def _said_nothing_definite(bin_: Bin, *, patience: Patience) -> TaxDebtAnswer:
    nothing = TaxDebtFacts(bin_, TaxOutcome.UNKNOWN, None, None, None, None, None, None)
    return TaxDebtAnswer(nothing, b"fake")


def test_clean_answers_lead_to_approval(people: Cast) -> None:
    sent = _sent(people, active_school(people))
    with use_fakes():
        run_now(Job.objects.get(kind="budget.check_application"))

    sent.refresh_from_db()
    assert (sent.status, _outcomes(sent)) == (
        "in_moderation",
        {"FLK-K1": "passed", "FLK-K3": "passed"},
    )
    assert sent.due_on is not None
    assert approve_application(application=sent, actor=people.actor("bolat")).approved_at


def test_a_tax_debt_can_be_refused_but_not_approved(people: Cast) -> None:
    school = active_school(people)
    sent = _sent(people, school)
    with use_fakes() as registries:
        registries.taxes.debts[school.organisation.bin] = 12_345_600
        check_application(application_id=sent.pk)
    sent.refresh_from_db()
    bolat = people.actor("bolat")

    assert [one.rule_code for one in failed_stop_factors(sent)] == ["FLK-K3"]
    with pytest.raises(TransitionImpossible, match="стоп-фактор"):
        approve_application(application=sent, actor=bolat)
    refused = refuse_application(application=sent, reason="Есть долг.", actor=bolat)

    assert refused.status == "refused"
    reason = Transition.objects.get(name="refuse").reason
    assert reason.startswith("Есть долг.\nFLK-K3")
    assert "пункт 10, подпункт 6)" in reason
    assert "123 456,00" in reason.replace("\xa0", " ")


@pytest.mark.parametrize("silence", ["down", "unknown"])
def test_a_silent_registry_neither_passes_nor_refuses(
    people: Cast, silence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    school = active_school(people)
    sent = _sent(people, school)
    with use_fakes() as registries:
        if silence == "down":
            registries.taxes.error = Temporary("silent")
        else:
            monkeypatch.setattr(registries.taxes, "tax_debt", _said_nothing_definite)
        check_application(application_id=sent.pk)
    sent.refresh_from_db()
    bolat = people.actor("bolat")

    assert sent.status == "in_moderation"
    with pytest.raises(TransitionImpossible):
        approve_application(application=sent, actor=bolat)
    with pytest.raises(TransitionImpossible, match="подтверждённому стоп-фактору"):
        refuse_application(application=sent, reason="Молчит", actor=bolat)
    assert any(check.retry_at for check in checks_of(sent))


def test_the_question_is_put_again_by_itself_and_by_a_button(people: Cast) -> None:
    sent = _sent(people, active_school(people))
    with use_fakes() as registries:
        registries.taxes.error = Temporary("silent")
        check_application(application_id=sent.pk)
        check_application(application_id=sent.pk)
    later = Job.objects.filter(kind="budget.check_application", params={"application_id": sent.pk})
    assert later.count() == 2, "the first one and one later, however often it is silent"
    sent.refresh_from_db()

    again = request_checks_again(application=sent, actor=people.actor("bolat"))
    with use_fakes():
        run_now(again)

    assert blocking_findings(sent) == []
    assert Evidence.objects.filter(source="kgd").count() == 3


def test_checking_again_is_for_the_two_sides_only(people: Cast) -> None:
    waiting = make.moderated_application(people, active_school(people), make.intake(people))

    for name in ("erlan", "dana"):
        with pytest.raises(TransitionForbidden):
            request_checks_again(application=waiting, actor=people.actor(name))
    approved = approve_application(application=waiting, actor=people.actor("bolat"))
    with pytest.raises(TransitionImpossible):
        request_checks_again(application=approved, actor=people.actor("bolat"))


def test_a_purpose_that_nobody_read_waits_and_the_decision_counts_at_approval(
    people: Cast,
) -> None:
    school = active_school(people, confirmed_purpose=None)
    sent = _sent(people, school)
    with use_fakes():
        check_application(application_id=sent.pk)
    sent.refresh_from_db()
    assert _outcomes(sent)["FLK-K1"] == "waiting"
    with pytest.raises(TransitionImpossible):
        approve_application(application=sent, actor=people.actor("bolat"))

    PurposeDecision.objects.create(
        school=school,
        document=school.documents.get(kind="title_document"),
        is_school=True,
        decided_by=people.bolat,
        decided_at=sent.submitted_at,
    )

    open_by_officer(application=sent, actor=people.actor("bolat"))
    assert _outcomes(sent)["FLK-K1"] == "passed", "the moderation page shows it at once"
    assert approve_application(application=sent, actor=people.actor("bolat")).status == "approved"


def test_a_banquet_hall_that_declares_itself_a_school_does_not_pass(people: Cast) -> None:
    sent = _sent(people, active_school(people, confirmed_purpose=False))
    with use_fakes():
        check_application(application_id=sent.pk)

    assert [one.rule_code for one in failed_stop_factors(sent)] == ["FLK-K1"]


def test_an_appeal_brings_the_case_back_and_asks_anew(people: Cast) -> None:
    school = active_school(people)
    sent = _sent(people, school)
    with use_fakes() as registries:
        registries.taxes.debts[school.organisation.bin] = 1
        check_application(application_id=sent.pk)
    sent.refresh_from_db()
    refused = refuse_application(application=sent, reason="Долг", actor=people.actor("bolat"))

    appealed = appeal_refusal(
        application=refused, reason="Долг погашен", actor=people.actor("aigerim")
    )
    with use_fakes():
        run_now(Job.objects.filter(kind="budget.check_application").latest("created_at", "due_at"))

    assert appealed.status == "in_moderation"
    assert approve_application(application=appealed, actor=people.actor("bolat")).approved_at


def test_two_officers_deciding_at_once_the_second_is_told(people: Cast) -> None:
    waiting = make.moderated_application(people, active_school(people), make.intake(people))
    approve_application(application=waiting, actor=people.actor("bolat"))

    with pytest.raises(TransitionImpossible, match="Одобрена"):
        return_application(application=waiting, reason="поздно", actor=people.actor("gulnar"))


@pytest.mark.parametrize("name", ["aigerim", "dana", "erlan"])
def test_only_the_department_decides(people: Cast, name: str) -> None:
    waiting = make.moderated_application(people, active_school(people), make.intake(people))

    with pytest.raises(TransitionForbidden):
        approve_application(application=waiting, actor=people.actor(name))
