"""Between the look at the papers and the signature nobody rejects one of them."""

import threading
from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection, transaction

from acts.selectors.proofs import OutOfStep, out_of_step
from core.regions import write_regions
from core.settings_book import write_missing
from schools.services.study_proofs import reject_proof
from tests.factories.acts import OCTOBER, offered_act, pupil
from tests.factories.cast import Cast, cast
from tests.factories.contracts import active_contract
from tests.factories.schools import pupil_month
from tests.factories.study_proofs import proof, special_norms

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> Iterator[Cast]:
    write_regions()
    write_missing()
    return cast()


@pytest.fixture
def paper_and_act(people):
    contract, child = active_contract(people), pupil()
    special_norms()
    pupil_month(contract.school, child, OCTOBER.first_day, study_type="home")
    paper = proof(contract.school, child, by=people.actor("aigerim"), kind="vkk_conclusion")
    return paper, offered_act(contract)


def rejects_meanwhile(paper, officer) -> BaseException | None:
    """What an officer on another connection hears who does not want to wait."""
    heard: list[BaseException | None] = []

    def reject() -> None:
        try:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL lock_timeout = '300ms'")
                reject_proof(proof=paper, actor=officer, reason="Печать не читается")
            heard.append(None)
        except OperationalError as waited:
            heard.append(waited)
        finally:
            connection.close()

    thread = threading.Thread(target=reject)
    thread.start()
    thread.join()
    return heard[0]


def test_a_rejection_waits_for_the_signature(people, paper_and_act):
    paper, act = paper_and_act
    with transaction.atomic():
        assert out_of_step(act) == OutOfStep(0, 0)
        assert "lock timeout" in str(rejects_meanwhile(paper, people.actor("bolat")))
    assert rejects_meanwhile(paper, people.actor("bolat")) is None
    with transaction.atomic():
        assert out_of_step(act) == OutOfStep(1, 0)


def test_without_the_look_nothing_waits(people, paper_and_act):
    """The control: the rejection goes through beside an open transaction."""
    paper, act = paper_and_act
    with transaction.atomic():
        assert act.lines.count() == 1
        assert rejects_meanwhile(paper, people.actor("bolat")) is None
