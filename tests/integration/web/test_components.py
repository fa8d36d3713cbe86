"""Components render what they are given, with protection of their forms."""

import pytest
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler

from core.web.forms import ReasonForm, TengeField
from core.workflow import Action

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(rf: RequestFactory) -> HttpRequest:
    return rf.get("/ru/", {"view": "mine", "page": "3"})


def _render(visit: HttpRequest, source: str, **context: object) -> str:
    # the loader compiles component tags; a template from a string needs the same step
    compiled = CottonCompiler().process(source)
    return engines["django"].from_string(compiled).render(context, visit)


def test_an_action_is_a_protected_form_a_reason_or_a_signature_a_link(visit: HttpRequest) -> None:
    actions = [
        Action("accept", "Принять", "primary", needs_reason=False, signs=False),
        Action("send_back", "Вернуть", "quiet", needs_reason=True, signs=False),
        Action("sign", "Подписать", "primary", needs_reason=False, signs=True),
    ]
    html = _render(
        visit,
        '<c-actions :actions="actions" :url="url" :sign-url="sign" />',
        actions=actions,
        url="/x/",
        sign="/s/",
    )
    assert html.count("csrfmiddlewaretoken") == 1
    assert 'name="action" value="accept"' in html
    assert 'href="/x/?action=send_back"' in html
    assert 'href="/s/?action=sign"' in html


def test_next_action_names_deadline_and_what_happens_after(visit: HttpRequest) -> None:
    html = _render(
        visit,
        '<c-next-action title="От вас: подписать" deadline="До 14.11" text="Потом уйдёт выше">'
        '<c-button href="/y/">Подписать 1,00 ₸</c-button></c-next-action>',
    )
    for part in ("От вас: подписать", "До 14.11", "Потом уйдёт выше", 'href="/y/"'):
        assert part in html


def test_values_are_escaped(visit: HttpRequest) -> None:
    evil = "<script>alert(1)</script>"
    html = _render(
        visit,
        '<c-card :title="evil"><c-tag tone="ok">{{ evil }}</c-tag></c-card>'
        '<c-figure :label="evil" :value="evil" /><c-banner :title="evil">{{ evil }}</c-banner>',
        evil=evil,
    )
    assert "<script>" not in html
    assert html.count("&lt;script&gt;") == 6


def test_a_field_ties_label_hint_and_error_to_the_input(visit: HttpRequest) -> None:
    html = _render(visit, "{{ form }}", form=ReasonForm({"reason": ""}))
    assert '<label for="id_reason">' in html
    assert 'aria-describedby="id_reason_helptext id_reason_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'href="#id_reason"' in html
    assert 'id="error-summary"' in html


def test_a_query_keeps_its_other_keys(visit: HttpRequest) -> None:
    assert _render(visit, "{% with_query page=None sort='-x' %}") == "?view=mine&amp;sort=-x"


@pytest.mark.parametrize(
    ("typed", "tiyn"), [("1 234,5", 123450), ("0.01", 1), ("1\u00a0000", 100000), ("", None)]
)
def test_tenge_are_cleaned_to_tiyn(typed: str, tiyn: int | None) -> None:
    assert TengeField(required=False).clean(typed) == tiyn


@pytest.mark.parametrize("typed", ["-1", "1,234", "abc", "1e3", "٣", "9" * 30])
def test_other_texts_are_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        TengeField().clean(typed)
