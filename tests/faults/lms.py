"""An LMS that never stops pushing and remembers what was acknowledged."""

import http.client
import json
import threading
import uuid
from dataclasses import dataclass, field
from typing import Any

from core.periods import Month
from portal.demo.people import school_id
from portal.demo.plans import school_plans
from portal.demo.seed.contingent import push_body
from tests.faults.house import House

NOVEMBER = Month(2025, 11)
PLANS = school_plans("small")
SERIALS = (9503, 9505, 9508, 7003)


@dataclass(frozen=True)
class Acknowledged:
    key: str
    body: bytes
    token: str
    submission_id: Any


@dataclass
class Lms:
    """Pushes November of a few schools again and again, each time a few pupils less or more."""

    house: House
    acknowledged: list[Acknowledged] = field(default_factory=list)
    failures: int = 0
    strange: list[str] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(target=self._push, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        assert self._thread is not None
        self._thread.join(timeout=60)

    def _push(self) -> None:
        turn = 0
        tokens = self.tokens()
        while not self._stop.is_set():
            turn += 1
            serial = SERIALS[turn % len(SERIALS)]
            plan = next(one for one in PLANS if one.serial == serial)
            number = school_id(serial)
            body = push_body(number, NOVEMBER, plan, PLANS)
            body["pupils"] = body["pupils"][: len(body["pupils"]) - turn % 4]
            self._one(json.dumps(body).encode(), tokens[number])
            self._stop.wait(0.2)

    def _one(self, body: bytes, token: str) -> None:
        """The same key until somebody answers, as a real client would."""
        key = str(uuid.uuid4())
        while not self._stop.is_set():
            status, answer = self.post(body, key=key, token=token)
            if status == 200:
                submission = answer["submission_id"]
                self.acknowledged.append(Acknowledged(key, body, token, submission))
                return
            self.failures += 1
            if status not in (0, 409, 429, 500, 502, 503, 504):
                self.strange.append(f"{status} {answer}")
                return
            self._stop.wait(0.3)

    def tokens(self) -> dict[str, str]:
        book = json.loads((self.house.home.keys / "lms.json").read_text())
        return {number: one["token"] for one in book for number in one["school_ids"]}

    def post(self, body: bytes, *, key: str, token: str) -> tuple[int, dict[str, Any]]:
        headers = {"Content-Type": "application/json", "Idempotency-Key": key}
        return self._call("POST", "/api/lms/v1/contingent", token, body, headers)

    def get(self, submission: Any, *, token: str) -> tuple[int, dict[str, Any]]:
        return self._call("GET", f"/api/lms/v1/submissions/{submission}", token, None, {})

    def _call(
        self, method: str, path: str, token: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[int, dict[str, Any]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.house.port, timeout=30)
        try:
            connection.request(method, path, body, {"Authorization": f"Bearer {token}", **headers})
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read() or b"{}")
        except (OSError, http.client.HTTPException, ValueError):
            return 0, {}
        finally:
            connection.close()
