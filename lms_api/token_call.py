"""``POST token``: client credentials for a token of an hour (RFC 6749 §4.4)."""

import base64
import binascii
import json
from urllib.parse import parse_qs, unquote

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from lms_api.calls import check_method, json_answer
from lms_api.clients import TOKEN_LIFE, client_of, token_for
from lms_api.limits import count_call
from lms_api.problems import Problem

_MOST = 4096
_ATTEMPTS_A_MINUTE = 30
_FORM = "application/x-www-form-urlencoded"


@csrf_exempt
def token(request: HttpRequest) -> HttpResponse:
    """Give a token; form or JSON, the secret in the body or as Basic."""
    try:
        check_method(request, "POST")
        given = _given(request)
        count_call(f"token:{request.META.get('REMOTE_ADDR', '')}", most=_ATTEMPTS_A_MINUTE * 10)
        count_call(f"client:{given['client_id'][:64]!r}", most=_ATTEMPTS_A_MINUTE)
        if given["grant_type"] != "client_credentials":
            raise Problem(400, "GRANT_TYPE", "grant_type is client_credentials.")
        client = client_of(client_id=given["client_id"], secret=given["client_secret"])
        if client is None:
            raise Problem(
                401,
                "CLIENT",
                "No such client, or another secret.",
                WWW_Authenticate='Basic realm="OrtaBilim LMS API"',
            )
    except Problem as problem:
        return problem.response(request)
    _row, secret = token_for(client)
    return json_answer(
        {
            "access_token": secret,
            "token_type": "Bearer",
            "expires_in": int(TOKEN_LIFE.total_seconds()),
        }
    )


def _given(request: HttpRequest) -> dict[str, str]:
    raw = request.read(_MOST + 1)
    if len(raw) > _MOST:
        raise Problem(413, "BODY_TOO_LARGE", "Credentials are short.")
    media = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    try:
        if media == "application/json":
            body = json.loads(raw)
        elif media == _FORM:
            pairs = parse_qs(raw.decode(), max_num_fields=20)
            body = {name: values[-1] for name, values in pairs.items()}
        else:
            raise Problem(415, "MEDIA_TYPE", f"Send {_FORM} or application/json.")
    except (ValueError, RecursionError) as unreadable:
        raise Problem(400, "BODY", "The body cannot be read.") from unreadable
    if not isinstance(body, dict):
        raise Problem(400, "BODY", "The body is not an object.")
    body |= _basic(request.headers.get("Authorization", ""))
    fields = {name: body.get(name) for name in ("grant_type", "client_id", "client_secret")}
    if not all(isinstance(one, str) and _is_clean(one) for one in fields.values()):
        raise Problem(400, "BODY", "Send grant_type, client_id and client_secret as strings.")
    return fields  # type: ignore[return-value]


def _basic(header: str) -> dict[str, str]:
    scheme, _space, packed = header.partition(" ")
    if scheme.lower() != "basic":
        return {}
    try:
        client_id, _colon, secret = base64.b64decode(packed, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError) as broken:
        raise Problem(400, "BODY", "The Basic header cannot be read.") from broken
    return {"client_id": unquote(client_id), "client_secret": unquote(secret)}


def _is_clean(text: str) -> bool:
    """Printable ASCII, as all our credentials are: anything else cannot name a client."""
    return text.isascii() and text.isprintable() and len(text) <= 200
