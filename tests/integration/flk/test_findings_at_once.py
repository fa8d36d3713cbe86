"""Several processes judge one record at once."""

import datetime as dt
import threading

import pytest
from django.db import connection

from flk.engine import evaluate
from flk.facts import TaxStanding
from flk.models import Finding
from flk.registry import rules_for
from flk.services import record_findings

TODAY = dt.date(2025, 11, 14)


@pytest.mark.django_db(transaction=True)
def test_first_findings_of_two_writers_leave_one_current_row_and_no_error() -> None:
    start, errors = threading.Barrier(6), []

    def judge(number: int) -> None:
        fact = TaxStanding(outcome="debt", total_tiyn=100 + number)
        verdicts = evaluate(rules_for(on_date=TODAY, on=TaxStanding), [fact], TODAY)
        start.wait()
        try:
            record_findings(subject_kind="budget.application", subject_id=1, verdicts=verdicts)
        except Exception as problem:
            errors.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=judge, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert Finding.objects.filter(superseded_at__isnull=True).count() == 1
    assert Finding.objects.count() == 6
