"""Two people upload the same statement at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from payments.services.statements import StatementRepeated, import_statement
from tests.factories.cast import cast
from tests.factories.payments import accepted_register, entry_of, sent_batch, statement


@pytest.mark.django_db(transaction=True)
def test_one_of_many_uploads_is_counted():
    paper = accepted_register(cast())
    sent_batch(paper)
    content = statement([entry_of(order) for order in paper.orders])
    barrier = Barrier(5)

    def upload(number: int) -> str:
        try:
            barrier.wait(20)
            import_statement(content=content, name=f"{number}.xml", actor=paper.cast.actor("dana"))
        except StatementRepeated:
            return "repeated"
        finally:
            connection.close()
        return "imported"

    with ThreadPoolExecutor(5) as pool:
        answers = sorted(pool.map(upload, range(5)))
    assert answers == ["imported"] + ["repeated"] * 4
    assert [act.paid_tiyn for act in paper.acts] == [2_241_864_00, 1_000_000_00]
