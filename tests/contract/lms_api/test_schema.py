"""The published description is valid, whole, and says what the calls say."""

import html
import json
import re

import pytest
from django.test import Client
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from lms_api.openapi.document import document
from lms_api.problem_codes import PROBLEMS
from lms_api.urls import urlpatterns
from schools.contingent_body import MOST_ROWS
from schools.row_texts import TEXTS
from tests.contract.lms_api.closed import closed

pytestmark = pytest.mark.django_db
PUSHES = ("contingent", "contingent/patch", "grades", "teachers")
CYRILLIC = re.compile("[а-яА-ЯёЁәғқңөұүһіӘҒҚҢӨҰҮҺІ]")


@pytest.fixture(scope="module")
def described(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        answer = Client().get("/api/lms/v1/schema", headers={"Accept": "application/json"})
    assert answer.status_code == 200
    return answer.json()


def operations(described):
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield f"{method} {path.removeprefix('/api/lms/v1/')}", operation


def contents(described):
    """Every body and answer that is described: its place and its media object."""
    for name, operation in operations(described):
        for media, content in operation.get("requestBody", {}).get("content", {}).items():
            yield f"{name} {media}", content
        for status, response in operation["responses"].items():
            for media, content in response["content"].items():
                yield f"{name} {status} {media}", content


def words(value):
    """Every description and summary."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in ("description", "summary") and isinstance(inner, str):
                yield inner
            elif name != "examples":
                yield from words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from words(inner)


def test_the_description_is_valid_openapi_3_1_with_a_bearer_token(described):
    assert described["openapi"].startswith("3.1")
    assert list(OpenAPIV31SpecValidator(described).iter_errors()) == []
    assert described["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"
    assert described["security"] == [{"bearer": []}]


def test_every_call_is_described_and_nothing_else(described):
    calls = {
        str(one.pattern).replace("<int:number>", "{id}")
        for one in urlpatterns
        if one.name not in ("lms-schema", "lms-docs", "lms-nowhere")
    }
    assert {path.removeprefix("/api/lms/v1/") for path in described["paths"]} == calls


@pytest.mark.parametrize("call", PUSHES)
def test_the_answers_of_a_push_are_all_described(described, call):
    answers = described["paths"][f"/api/lms/v1/{call}"]["post"]["responses"]
    assert set(answers) == {"200", "400", "401", "404", "405", "409", "413", "415", "422", "429"}
    assert set(answers["422"]["content"]) == {"application/json", "application/problem+json"}
    assert "Retry-After" in answers["429"]["headers"]


def test_every_refusal_is_a_problem_and_every_code_is_told_somewhere(described):
    told = set()
    for place, content in contents(described):
        if "problem+json" in place:
            assert content["schema"]["$ref"].rpartition("/")[2].startswith("Problem"), place
            told |= set(content["examples"])
    assert told == {one.code for one in PROBLEMS}


def test_every_body_and_answer_has_an_example_that_fits_it(described):
    strict = closed(described)
    for place, content in contents(strict):
        assert content["examples"], place
        schema = content["schema"] | {"components": strict["components"]}
        for example in content["examples"].values():
            assert list(Draft202012Validator(schema).iter_errors(example["value"])) == [], place


def test_an_example_that_does_not_fit_is_noticed(described):
    strict = closed(described)
    schema = {"$ref": "#/components/schemas/PushAnswer", "components": strict["components"]}
    example = strict["paths"]["/api/lms/v1/contingent"]["post"]["responses"]["200"]
    value = example["content"]["application/json"]["examples"]["PushAnswer"]["value"]
    for change in ({"more": 1}, {"accepted": "1"}, {"submission_id": 41}, {"state": "lost"}):
        assert list(Draft202012Validator(schema).iter_errors(value | change))


def test_limits_and_codes_are_those_of_the_code(described):
    shapes = described["components"]["schemas"]
    for name, rows in (("Contingent", "pupils"), ("Grades", "pupils"), ("Teachers", "teachers")):
        assert shapes[name]["properties"][rows]["maxItems"] == MOST_ROWS
    assert set(shapes["Finding"]["properties"]["code"]["enum"]) == set(TEXTS)
    assert re.fullmatch(shapes["Iin"]["pattern"], "140512500014")
    assert not re.fullmatch(shapes["Iin"]["pattern"], "14051250001x")


def test_it_is_told_in_english(described):
    said = list(words(described))
    assert len(said) > 80
    assert [one for one in said if CYRILLIC.search(one.replace("«Песочница»", ""))] == []
    assert all(operation["summary"] for _name, operation in operations(described))


def test_the_page_serves_what_the_code_describes(described):
    assert described == document()


@pytest.fixture
def docs():
    page = Client().get("/api/lms/v1/docs")
    assert page.status_code == 200
    return page.content.decode()


def test_the_docs_page_runs_under_a_strict_policy(docs):
    assert "<script>" not in docs
    assert "http://" not in docs.replace("http://www.w3.org", "").replace("http://testserver", "")


def test_the_docs_page_tells_every_call_shape_and_code(described, docs):
    anchors = set(re.findall(r' id="([^"]+)"', docs))
    assert {operation["operationId"] for _name, operation in operations(described)} <= anchors
    assert set(described["components"]["schemas"]) <= anchors
    assert {one.code for one in PROBLEMS} <= anchors  # a problem's type points there


def test_the_docs_page_says_how_to_mend_every_code_of_a_row(docs):
    """A vendor without a cabinet has this page alone."""
    told = html.unescape(docs)
    for code, text in TEXTS.items():
        assert f'<div id="{code}">' in docs
        assert f"{text.message['en']} {text.how_to_fix['en']}" in told


def test_the_docs_page_shows_what_every_call_answers(described, docs):
    blocks = [json.loads(html.unescape(one)) for one in re.findall(r"<pre>(.*?)</pre>", docs, re.S)]
    for name, operation in operations(described):
        [example] = operation["responses"]["200"]["content"]["application/json"][
            "examples"
        ].values()
        assert example["value"] in blocks, name


def test_the_docs_page_writes_values_as_json_does(docs):
    assert "default false" in docs
    assert "default False" not in docs


def test_no_name_of_the_docs_page_is_given_twice(docs):
    names = re.findall(r' id="([^"]+)"', docs)
    assert [name for name in set(names) if names.count(name) > 1] == []


def test_no_link_of_the_docs_page_leads_nowhere(docs):
    anchors = set(re.findall(r' id="([^"]+)"', docs))
    links = re.findall(r'href="#([^"]+)"', docs)
    assert len(links) > 50
    assert [link for link in links if link not in anchors] == []


def test_the_docs_page_names_every_field(described, docs):
    fields = {
        name
        for shape in described["components"]["schemas"].values()
        for name in shape.get("properties", {})
    }
    assert [name for name in fields if f"<code>{name}</code>" not in docs] == []
