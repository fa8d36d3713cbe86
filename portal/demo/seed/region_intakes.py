"""The two intakes of Shymkent in full: who applied, what became of it."""

from budget.models import FinancingPlan, FundingApplication, Intake, IntakeKind
from budget.services.applying import appeal_refusal, withdraw_application
from budget.services.intakes import open_intake
from budget.services.moderating import open_by_officer, refuse_application, return_application
from core import clock
from portal.demo.plans import SchoolPlan
from portal.demo.seed import actors, early_steps
from portal.demo.seed.actors import actor
from schools.models import DocumentKind, School
from schools.services.digitisation import decide_purpose, send_back_school

DRAFTS = (9506,)
"""The tour's school: its visitor fills it in."""
UNDER_REVIEW = (9507, 9637)
SENT_BACK = (9636,)
BANQUET, DEBTOR = 9501, 9502
MORE_DEBTORS = frozenset({9632, 9633})
NOT_A_SCHOOL = frozenset({9634, 9635})
WITHDRAWN, RETURNED = (9626, 9627), (9628, 9629, 9630, 9631)
NOT_FUNDED = {BANQUET, DEBTOR, *MORE_DEBTORS, *NOT_A_SCHOOL, *WITHDRAWN, *RETURNED}
_FORECAST = "Прогнозный контингент на 1 сентября не отличается от фактического: уточните."


def main(
    schools: dict[int, School],
    own: list[SchoolPlan],
    plans: tuple[SchoolPlan, ...],
    intake: Intake,
) -> None:
    """Digitise, apply, decide, distribute: 133 applications, 121 shares."""
    for plan in own:
        school = schools[plan.serial]
        if plan.serial in DRAFTS:
            continue
        if plan.serial in {*UNDER_REVIEW, *SENT_BACK}:
            schools[plan.serial] = _not_active(school, sent_back=plan.serial in SENT_BACK)
            continue
        purpose = None if plan.serial in {BANQUET, *NOT_A_SCHOOL} else True
        schools[plan.serial] = early_steps.digitise(school, purpose=purpose)
        application = early_steps.apply(schools[plan.serial], plan, plans, intake)
        if plan.serial in NOT_FUNDED:
            _not_funded(application, plan.serial)
        else:
            early_steps.approve(application)
    early_steps.distribute(intake)


def _not_active(school: School, *, sent_back: bool) -> School:
    school = early_steps.send_for_digitisation(school)
    if not sent_back:
        return school
    with actors.on(10, 31):
        return send_back_school(
            school=school,
            actor=actor(actors.officer(school.region_id)),
            reason="Скан правоустанавливающего документа нечитаем: загрузите заново.",
        )


def _not_funded(application: FundingApplication, serial: int) -> None:
    officer = actor(actors.officer(application.region_id))
    if serial in WITHDRAWN:
        with actors.on(11, 3, 17):
            withdraw_application(
                application=application, actor=actor(actors.head_of(application.school))
            )
        return
    with actors.on(11, 4):
        if serial in NOT_A_SCHOOL:
            school = application.school
            title = school.documents.get(kind=DocumentKind.TITLE_DOCUMENT, is_current=True)
            decide_purpose(school=school, document=title, is_school=False, actor=officer)
        open_by_officer(application=application, actor=officer)
        if serial in RETURNED:
            return_application(application=application, reason=_FORECAST, actor=officer)
        elif serial in {DEBTOR, *MORE_DEBTORS, *NOT_A_SCHOOL}:
            reason = "Отказ по результатам проверок."
            refuse_application(application=application, reason=reason, actor=officer)


def additional(
    schools: dict[int, School],
    by_serial: dict[int, SchoolPlan],
    plans: tuple[SchoolPlan, ...],
    main_intake: Intake,
) -> None:
    """Open the additional intake; those left without a share apply again."""
    with actors.on(11, 6):
        intake = open_intake(
            plan=FinancingPlan.objects.get(pk=main_intake.plan_id),
            first_month=early_steps.MONTHS[0],
            last_month=early_steps.MONTHS[-1],
            opens_on=clock.today(),
            closes_on=clock.today().replace(day=28),
            actor=actor(actors.officer(main_intake.region_id)),
            kind=IntakeKind.ADDITIONAL,
        )
    for serial in sorted(NOT_FUNDED - NOT_A_SCHOOL):
        application = early_steps.apply(schools[serial], by_serial[serial], plans, intake, on_day=7)
        if serial in (9626, 9627):
            early_steps.approve(application, on_day=10)
        elif serial in (BANQUET, 9629, 9630):
            _return(application)
        elif serial in MORE_DEBTORS:
            _refuse(application, appeals=serial == min(MORE_DEBTORS))


def _return(application: FundingApplication) -> None:
    officer = actor(actors.officer(application.region_id))
    reason = (
        "В правоустанавливающем документе указан банкетный зал: приложите акт перевода помещения."
        if application.school.passport.purpose_as_written == "банкетный зал"
        else _FORECAST
    )
    with actors.on(11, 11):
        open_by_officer(application=application, actor=officer)
        return_application(application=application, reason=reason, actor=officer)


def _refuse(application: FundingApplication, *, appeals: bool) -> None:
    officer = actor(actors.officer(application.region_id))
    with actors.on(11, 11):
        open_by_officer(application=application, actor=officer)
        refused = refuse_application(
            application=application, reason="Задолженность по данным КГД.", actor=officer
        )
    if not appeals:
        return
    with actors.on(11, 12):
        appeal_refusal(
            application=refused,
            reason="Задолженность погашена 11 ноября, квитанция приложена.",
            actor=actor(actors.head_of(application.school)),
        )
        early_steps.do_due_jobs("budget.check_application")
