"""The search box finds what a person may see, by whatever is printed on a paper."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from acts.models import Act, ActRegister
from core.clock import now
from portal.search.asked import read
from portal.search.kinds import KINDS
from portal.search.results import search
from schools.models import School
from tests.factories.cast import Cast
from tests.factories.payments import Paper
from tests.factories.statistics import everybody, paid_region
from tests.integration.web.conftest import signed_in

PLACES = {"school": "aigerim", "department": "bolat", "finance": "dana"}


@pytest.fixture
def paper(db: None) -> Paper:
    return paid_region("79", amounts=(2_418_640_00, 1_000_000_00))


def found(cast: Cast, cabinet: str, text: str) -> dict[str, list[str]]:
    client = signed_in(getattr(cast, PLACES[cabinet]))
    answer = client.get(f"/ru/{cabinet}/search/", {"q": text})
    assert answer.status_code == 200
    return {
        str(group.title): [hit.title for hit in group.hits] for group in answer.context["groups"]
    }


@pytest.mark.parametrize("cabinet", ["school", "department"])
def test_an_act_is_found_by_its_number_and_by_its_contract(paper: Paper, cabinet: str) -> None:
    act = paper.acts[0]
    assert found(paper.cast, cabinet, act.number)["Акты"] == [act.number]
    by_contract = found(paper.cast, cabinet, act.contract.number.lower())
    assert by_contract["Договоры"] == [act.contract.number]
    assert act.number in by_contract["Акты"]


def test_an_application_is_found_by_its_number(paper: Paper) -> None:
    application = paper.acts[0].contract.allocation.application
    assert found(paper.cast, "department", application.number)["Заявки на финансирование"] == [
        application.number
    ]


def test_a_register_and_an_order_are_found_by_their_numbers(paper: Paper) -> None:
    assert found(paper.cast, "department", paper.register.number)[
        "Сводные реестры актов для оплаты"
    ] == [paper.register.number]
    order = paper.orders[0]
    assert found(paper.cast, "finance", order.number)["Платежи"] == [order.number]


def test_a_sum_finds_the_act_and_the_order(paper: Paper) -> None:
    act, order = paper.acts[0], paper.orders[0]
    for text in ("2 418 640,00", "2418640", "2\u00a0418\u00a0640,00 ₸"):
        assert found(paper.cast, "department", text)["Акты"] == [act.number]
        assert found(paper.cast, "finance", text)["Платежи"] == [order.number]


def test_letters_that_people_mix_up_are_alike(paper: Paper) -> None:
    school = paper.acts[0].school
    school.name_ru, school.name_kk = "Школа «Ёлочка»", "«Қазына» мектебі"
    school.save()
    for text in ("ёлочка қазына", "елочка казына", "ЕЛОЧКА ҚАЗЫНА", "Қазына мектеби ёлочка"):
        results = found(paper.cast, "department", text)
        assert results["Школы"] == ["Школа «Ёлочка»"]
        assert results["Акты"] == [
            act.number for act in Act.objects.filter(school=school).order_by("-month", "-id")
        ]
    assert found(paper.cast, "department", "ёлочка другая") == {}


def test_bin_and_school_id_find_the_school(paper: Paper) -> None:
    school = paper.acts[0].school
    assert str(school) in found(paper.cast, "department", school.organisation.bin)["Школы"]
    assert found(paper.cast, "school", school.school_id)["Школы"] == [str(school)]


def test_another_region_is_never_found(paper: Paper) -> None:
    other = paid_region("19", amounts=(3_333_333_00, 1))
    act = other.acts[0]
    strangers = everybody("79")
    assert found(other.cast, "department", act.number) != {}
    for text in (
        act.number,
        act.contract.number,
        other.register.number,
        act.school.school_id,
        "3 333 333,00",
        act.contract.allocation.application.number,
    ):
        assert found(strangers, "department", text) == {}, text


def test_another_organisation_is_never_found(paper: Paper) -> None:
    act = paper.acts[0]
    client = signed_in(paper.cast.erlan)
    for text in (act.number, act.school.school_id, act.contract.number, "2 418 640,00"):
        assert client.get("/ru/school/search/", {"q": text}).context["groups"] == []


def test_the_finance_centre_does_not_see_a_register_before_it_is_sent(paper: Paper) -> None:
    ActRegister.objects.create(
        number="РА-ЧЕРНОВИК", region=paper.register.region, month="2025-10-01", created_at=now()
    )
    assert found(paper.cast, "finance", "РА-ЧЕРНОВИК") == {}
    assert found(paper.cast, "department", "РА-ЧЕРНОВИК") != {}


def test_every_result_opens(paper: Paper) -> None:
    for cabinet, name in PLACES.items():
        client = signed_in(getattr(paper.cast, name))
        answer = client.get(f"/ru/{cabinet}/search/", {"q": "2025"})
        urls = [hit.url for group in answer.context["groups"] for hit in group.hits]
        assert urls
        for url in urls:
            assert client.get(url).status_code == 200, url


def test_a_long_group_is_cut_and_leads_to_the_list(paper: Paper) -> None:
    owner = paper.acts[0].school
    for number in range(12):
        School.objects.create(
            organisation=owner.organisation,
            region=owner.region,
            name_ru=f"Многоликая {number}",
            name_kk="",
            created_at=now(),
        )
    client = signed_in(paper.cast.aigerim)
    answer = client.get("/ru/school/search/", {"q": "многоликая"})
    (group,) = answer.context["groups"]
    assert len(group.hits) == 10
    assert group.is_cut
    assert client.get(group.more_url).status_code == 200


def test_nothing_found_shows_what_may_be_asked(paper: Paper) -> None:
    client = signed_in(paper.cast.aigerim)
    for text in ("", "а", "%%", "__", "' OR 1=1 --", "\x00", "9" * 30, "<b>жирно</b>"):
        page = client.get("/ru/school/search/", {"q": text}).content.decode()
        assert "Что можно искать" in page, text
        assert "22 418 640,00" in page
        assert "<b>жирно" not in page


def test_a_search_asks_one_question_a_kind(paper: Paper) -> None:
    for cabinet, name in PLACES.items():
        actor = paper.cast.actor(name)
        with CaptureQueriesContext(connection) as queries:
            groups = search(asked=read("Школа"), actor=actor, cabinet=cabinet)
        assert len(queries) <= len(KINDS)
        assert groups


def test_the_page_asks_a_handful_of_questions_beside_the_menu(paper: Paper) -> None:
    for cabinet, name in PLACES.items():
        client = signed_in(getattr(paper.cast, name))
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/ru/{cabinet}/search/", {"q": "Школа"})
        with CaptureQueriesContext(connection) as counts:
            badges = client.get(f"/ru/{cabinet}/search/")
            assert badges.status_code == 200
        assert len(queries) - len(counts) <= len(KINDS), cabinet


def test_the_box_stands_in_the_header_of_a_cabinet_only(paper: Paper, client: Client) -> None:
    page = signed_in(paper.cast.aigerim).get("/ru/school/search/", {"q": "Ёлка"}).content.decode()
    assert 'role="search"' in page
    assert 'value="Ёлка"' in page
    assert 'action="/ru/school/search/"' in page
    assert 'role="search"' not in client.get("/ru/").content.decode()
