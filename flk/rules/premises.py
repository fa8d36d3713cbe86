"""K1: the building is used for what its title document says."""

from datetime import date

from flk.facts import PremisesPurpose
from flk.marking import gettext_noop as _
from flk.outcomes import Answer, Outcome, Phase, Severity, Stream, failed, passed, waiting
from flk.registry import Example, rule

SCHOOL = "school"


@rule(
    "FLK-K1",
    on=PremisesPurpose,
    severity=Severity.STOP,
    phase=Phase.APPLICATION,
    stream=Stream.ALL,
    since=date(2025, 9, 1),
    source=_(
        "Санитарные правила «Санитарно-эпидемиологические требования к объектам образования», "
        "приказ Министра здравоохранения РК от 05.08.2021 № ҚР ДСМ-76, пункт 22"
    ),
    owner=_("Управление образования"),
    title=_("Целевое назначение здания школы"),
    ground=_("Несоответствие целевому назначению"),
    how_to_fix=_(
        "Измените целевое назначение здания в правоустанавливающем документе или перенесите "
        "обучение в здание школы, обновите паспорт школы и подайте заявку повторно."
    ),
    details={
        "no_document": _("В паспорте школы нет номера и даты правоустанавливающего документа."),
        "purpose_declared": _("В паспорте школы указано другое назначение здания: %(purpose)s."),
        "not_confirmed_yet": _("Сотрудник управления ещё не сверил назначение с документом."),
        "purpose_refused": _("По документу здание не предназначено для школы: %(purpose)s."),
    },
    examples=(
        Example(
            title=_("Назначение «школа» подтверждено сотрудником по документу"),
            fact=PremisesPurpose(
                declared_purpose=SCHOOL,
                document_number="1024-7",
                document_date=date(2023, 5, 12),
                confirmed_by_officer=True,
            ),
            outcome=Outcome.PASSED,
        ),
        Example(
            title=_("Банкетный зал объявлен школой: сотрудник прочёл документ иначе"),
            fact=PremisesPurpose(
                declared_purpose=SCHOOL,
                document_number="88-2",
                document_date=date(2021, 3, 1),
                confirmed_by_officer=False,
                confirmed_purpose="банкетный зал",
            ),
            outcome=Outcome.FAILED,
            detail="purpose_refused",
        ),
        Example(
            title=_("В паспорте указан торговый центр"),
            fact=PremisesPurpose(
                declared_purpose="other",
                declared_in_words="торговый центр",
                document_number="5",
                document_date=date(2020, 1, 9),
            ),
            outcome=Outcome.FAILED,
            detail="purpose_declared",
        ),
        Example(
            title=_("Документ ещё не сверен"),
            fact=PremisesPurpose(
                declared_purpose=SCHOOL, document_number="7", document_date=date(2024, 2, 2)
            ),
            outcome=Outcome.WAITING,
            detail="not_confirmed_yet",
        ),
        Example(
            title=_("Документа в паспорте нет"),
            fact=PremisesPurpose(declared_purpose=SCHOOL),
            outcome=Outcome.WAITING,
            detail="no_document",
        ),
    ),
)
def building_is_meant_for_a_school(fact: PremisesPurpose) -> Answer:
    """Test that the officer read "school" as the purpose in the title document.

    The school's own declaration never passes the rule, but it can fail it.
    """
    if fact.declared_purpose and fact.declared_purpose != SCHOOL:
        return failed("purpose_declared", purpose=fact.declared_in_words or fact.declared_purpose)
    if fact.confirmed_by_officer is False:
        return failed("purpose_refused", purpose=fact.confirmed_purpose or "—")
    if not fact.document_number or fact.document_date is None:
        return waiting("no_document")
    if fact.confirmed_by_officer is None or not fact.declared_purpose:
        return waiting("not_confirmed_yet")
    return passed()
