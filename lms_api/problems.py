"""Refusals as RFC 9457 problem documents; no answer echoes what a stranger sent."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from core import tracing

_BASE = "/api/lms/v1/docs#"


class Problem(Exception):
    """Stops a call with a problem answer."""

    def __init__(self, status: int, code: str, detail: str, **headers: str) -> None:
        super().__init__(code)
        self.status, self.code, self.detail, self.headers = status, code, detail, headers
        self.extra: dict[str, Any] = {}

    @property
    def type(self) -> str:
        """Where the code is explained."""
        return f"{_BASE}{self.code}"

    def response(self, request: HttpRequest) -> HttpResponse:
        """The answer itself."""
        body = {
            "type": self.type,
            "title": TITLES.get(self.status, "Error"),
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
            "instance": request.path,
            "request_id": tracing.request_id(),
        } | self.extra
        answer = JsonResponse(body, status=self.status, json_dumps_params={"ensure_ascii": False})
        answer["Content-Type"] = "application/problem+json"
        for name, value in self.headers.items():
            answer[name.replace("_", "-")] = value
        return answer


TITLES = {
    400: "The request cannot be read",
    401: "No valid token",
    404: "Not found",
    405: "Method not allowed",
    406: "Not acceptable",
    409: "Conflict",
    413: "Too large",
    415: "Unsupported media type",
    422: "Unprocessable",
    429: "Too many requests",
}
