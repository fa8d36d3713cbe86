"""Real processes, a real browser: how money reaches a school, and the ways back.

All journeys share one demo and run in this order: those that need the open intake of Shymkent
come before the one that closes it.
"""

from pathlib import Path
from urllib.parse import unquote_plus

import pytest
from playwright.sync_api import Browser

from tests.journeys import tour
from tests.journeys.house import House
from tests.journeys.keyboard import Keys
from tests.journeys.people import Cast
from tests.journeys.steps import (
    act,
    application,
    digitisation,
    files,
    funding,
    payment,
    public,
    sight,
    ways_back,
    without_mouse,
    worker,
)
from tests.personal_traces import personal_numbers
from tests.traces_of_a_house import COMMAND, read_report

pytestmark = pytest.mark.journey

BANQUET, DEBTOR = tour.name_of(9501), tour.name_of(9502)


def test_the_most_opened_pages_are_sound(house: House, chromium: Browser) -> None:
    sight.most_opened_pages_are_sound(house, chromium)


def test_a_school_with_tax_debt_is_refused_with_ground_and_may_appeal(cast: Cast) -> None:
    ways_back.officer_refuses_debtor(cast("department-officer"), DEBTOR)
    ways_back.school_reads_refusal_and_appeals(cast("school-head-debtor"))
    application.officer_opens(cast("department-officer"), DEBTOR)


def test_a_returned_application_is_mended_and_comes_back_marked(cast: Cast) -> None:
    officer, head = cast("department-officer"), cast("school-head-banquet")
    reason = "Прогноз на 1 сентября не отличается от фактического контингента: уточните."
    ways_back.officer_returns_application(officer, BANQUET, reason)
    ways_back.school_mends_and_resubmits(head, reason)
    ways_back.officer_sees_what_changed(officer, BANQUET)


def test_a_returned_act_is_formed_and_signed_anew(cast: Cast) -> None:
    officer, head = cast("turkistan-officer"), cast("turkistan-head")
    school_head, stranger = cast("school-head-turkistan"), cast.stranger()
    reason = "Ученик переведён в другую школу: проверьте контингент."
    number = ways_back.officer_returns_act(officer, reason)
    voided = officer.document_address
    ways_back.school_forms_and_signs_again(school_head, number, reason)
    ways_back.department_signs_act(head, number)
    assert head.document_address != voided
    public.document_is_genuine(stranger, head.document_address)
    public.version_is_replaced(stranger, voided)


def test_a_declined_contract_is_formed_and_offered_anew(cast: Cast) -> None:
    head, officer = cast("turkistan-head"), cast("turkistan-officer")
    reason = "Счёт школы закрыт: уточните ИИК в паспорте."
    contract = ways_back.department_declines_contract(head, tour.name_of(7002), reason)
    ways_back.officer_forms_contract_again(officer, contract)


def test_a_school_goes_from_draft_to_paid(cast: Cast, house: House, tmp_path: Path) -> None:
    head, stranger = cast("school-head"), cast.stranger()
    officer, department_head = cast("department-officer"), cast("department-head")
    operator, signatory = cast("finance-operator"), cast("finance-signatory")

    digitisation.school_fills_its_passport(head)
    digitisation.school_asks_for_digitisation(head)
    digitisation.department_activates_the_school(officer)
    digitisation.school_sees_it_is_digitised(head)

    application.school_applies(head)
    application.officer_approves(officer, tour.NAME)

    run = funding.officer_distributes(officer)
    funding.head_fixes(department_head, run, tmp_path)
    contract = funding.officer_sends_contract(officer)
    funding.both_sign_contract(head, department_head, contract)
    public.document_is_genuine(stranger, department_head.document_address)

    act.lms_reports_october(house)
    number = act.school_waits_for_the_act(head)
    total = act.unpaid_pupils_are_named(head, f"/school/acts/{number}/")
    act.both_sign_act(head, department_head, number)
    assert act.unpaid_pupils_are_named(officer, f"/department/acts/{number}/") == total
    public.document_is_genuine(stranger, head.document_address, total=total)
    act.school_issues_the_invoice(head, number, total)

    register = payment.department_sends_register(officer, department_head, total)
    payment.finance_forms_orders(operator, register, total)
    order = payment.second_person_approves(signatory, total)
    payment.operator_makes_file(operator, total)
    payment.bank_executes(operator, total)
    payment.school_is_paid(head, number, total)
    payment.every_tenge_is_traced(house, order, total, pupils=tour.PLACES - 1)
    house.invariants_hold()


def test_a_school_hands_its_month_in_by_file(cast: Cast, tmp_path: Path) -> None:
    head = cast("school-head-banquet")
    filled = files.template_is_filled(head, tmp_path)
    files.file_is_checked(head, filled)
    files.faults_are_named_by_line(head)
    mended = files.marked_file_is_mended(head, tmp_path)
    files.mended_file_is_accepted(head, mended)


def test_the_main_steps_need_no_mouse(cast: Cast) -> None:
    school, department = Keys(cast.stranger("school-head")), Keys(cast.stranger("turkistan-head"))
    without_mouse.signs_in(school, "school-head")
    without_mouse.changes_organisation(school, tour.OTHER_ORGANISATION)
    without_mouse.opens_from_desk(school, "подпис")
    without_mouse.walks_the_tabs(school)
    without_mouse.signs(school)

    without_mouse.signs_in(department, "turkistan-head")
    without_mouse.opens_from_desk(department, "Акты ждут вашей подписи")
    without_mouse.returns_with_reason(department)
    without_mouse.filters(department)
    without_mouse.switches_language_and_back(department)
    without_mouse.searches(department)
    without_mouse.reads_the_keys(department)
    without_mouse.walks_the_phone_menu(department)


def test_a_focus_that_is_not_seen_would_be_noticed(cast: Cast) -> None:
    keys = Keys(cast.stranger())
    keys.person.opens("/ru/")
    keys.presses("Tab")
    keys.sees_focus()
    keys.person.page.evaluate(without_mouse.NO_RING)
    with pytest.raises(AssertionError, match="the focus is not seen"):
        keys.sees_focus()
    keys.person.page.evaluate("document.activeElement.blur()")
    with pytest.raises(AssertionError, match="the focus is lost"):
        keys.sees_focus()


def test_acts_survive_a_killed_worker_and_are_formed_once(house: House) -> None:
    worker.lms_reports_november(house)
    formed = worker.worker_is_killed_in_the_middle(house)
    worker.another_worker_finishes_once(house, formed)
    house.invariants_hold()


def test_no_number_and_no_name_was_left_behind(house: House) -> None:
    assert len(house.asked) > 100
    told = [address for address in house.asked if personal_numbers(unquote_plus(address))]
    assert told == []
    report = read_report(house.manage("shell", "-c", COMMAND))
    assert report.people > 500
    assert report.names > 100
    assert report.places == []
