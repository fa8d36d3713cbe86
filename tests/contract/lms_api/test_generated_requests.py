"""Whatever is sent, the answer is the one that the description promises."""

import copy

import pytest
from schemathesis.core.failures import FailureGroup

from lms_api.openapi.document import document
from tests.contract.lms_api.generated import bounded, described
from tests.contract.lms_api.worlds import World, personal_traces, world  # noqa: F401  # fixtures

pytestmark = pytest.mark.django_db
# the bound of ten thousand rows is tried in the long run: it costs more than all the rest
schema = described(with_bounds=False)


@schema.parametrize()
@bounded(10)
def test_every_answer_is_as_described(case, world: World):  # noqa: F811
    world.check(case)


def _forgetful(lost: str):
    """The description without one thing that the calls do answer."""
    told = copy.deepcopy(document())
    if lost == "field":
        told["components"]["schemas"]["SchoolPage"]["properties"].pop("next")
        told["components"]["schemas"]["SchoolPage"]["required"].remove("next")
    else:
        shape = told["paths"]["/api/lms/v1/schools"]["get"]["responses"]
        shape["200"]["headers"] = {"X-Never": {"required": True, "schema": {"type": "string"}}}
    return told


@pytest.mark.parametrize("lost", ["field", "header"])
def test_an_answer_that_is_not_as_described_is_noticed(world: World, lost):  # noqa: F811
    """The control: a field too many, a header too few."""
    if world.headers["Authorization"].startswith("Bearer ob_test_"):
        return
    told = described(_forgetful(lost), with_bounds=False)
    case = told["/api/lms/v1/schools"]["GET"].Case(method="GET")
    with pytest.raises(FailureGroup):
        case.call_and_validate(headers=world.headers)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer oblms_nobody"},
        {"Authorization": "Bearer ob_test_nobody"},
        {"Authorization": "Basic b2JjOm9i"},
        {"Authorization": "\x80"},
    ],
    ids=str,
)
def test_without_a_token_every_call_is_401_as_described(db, client, headers):
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            if operation.get("security") == []:
                continue
            answer = client.generic(
                method.upper(),
                path.replace("{id}", "1"),
                b"{}",
                content_type="application/json",
                headers=headers,
            )
            assert answer.status_code == 401, path
            assert answer.headers["Content-Type"] == "application/problem+json"
            assert answer.headers["WWW-Authenticate"].startswith("Bearer ")
            assert answer.json()["code"] == "TOKEN"
