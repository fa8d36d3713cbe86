"""Requests and answers of NCALayer: modules ``basics`` and ``commonUtils``."""

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone

from cryptography.hazmat.primitives.serialization import Encoding

from signing import oids
from signing.ncalayer_emulator.keyring import Keyring, Wanted
from signing.test_pki.cms import sign_cms
from signing.test_pki.keystore import StoredKey

GREETING = json.dumps({"result": {"version": "1.4"}})
HEARTBEAT = "--heartbeat--"
BASICS = "kz.gov.pki.knca.basics"
COMMON_UTILS = "kz.gov.pki.knca.commonUtils"
_ALMATY = timezone(timedelta(hours=5))

Answer = dict[str, object]


class Session:
    """Answers the requests of one browser page, one at a time."""

    def __init__(self, keyring: Keyring, *, always_cancel: bool = False) -> None:
        self._keyring = keyring
        self._always_cancel = always_cancel

    def answer(self, message: str) -> str | None:
        """Return the answer to a text frame, or None where NCALayer keeps silent."""
        if message == HEARTBEAT:
            return None
        try:
            request = json.loads(message)
        except json.JSONDecodeError:
            request = {}
        answer = self._dispatch(request if isinstance(request, dict) else {})
        return None if answer is None else json.dumps(answer)

    def _dispatch(self, request: Mapping[str, object]) -> Answer | None:
        module, method = request.get("module"), request.get("method")
        if module == BASICS and method == "sign":
            return self._sign(request.get("args"))
        if module == COMMON_UTILS:
            return self._common_utils(str(method), request.get("args"))
        return {"success": False, "errorCode": "MODULE_NOT_FOUND"}

    def _cancelled(self) -> bool:
        return self._keyring.take_cancel() or self._always_cancel

    # --- kz.gov.pki.knca.basics ---------------------------------------------------------------

    def _sign(self, args: object) -> Answer:
        if not isinstance(args, dict) or args.get("format") != "cms":
            return _failure("INVALID_SIGNING_PARAMS", "only the format cms is emulated")
        parameters = args.get("signingParams") or {}
        data = args.get("data")
        documents = data if isinstance(data, list) else [data]
        if parameters.get("digested") or not all(isinstance(each, str) for each in documents):
            return _failure("INVALID_SIGNING_PARAMS", "data must be base64, not a digest")
        try:
            contents = [base64.b64decode(str(each), validate=True) for each in documents]
        except (binascii.Error, ValueError):
            return _failure("INVALID_SIGNING_PARAMS", "data is not base64")
        if self._cancelled():
            return {"status": True, "body": {}}
        key = self._keyring.find(_wanted(args.get("signerParams") or {}))
        if key is None:
            return _failure("SIGNING_FAILURE", "no key fits", details="KEY_NOT_FOUND")
        attach = bool(parameters.get("encapsulate"))
        signed = [_base64_cms(content, key, attach=attach) for content in contents]
        return {"status": True, "body": {"result": signed if isinstance(data, list) else signed[0]}}

    # --- kz.gov.pki.knca.commonUtils ----------------------------------------------------------

    def _common_utils(self, method: str, args: object) -> Answer | None:
        if method == "changeLocale":
            return None
        answers: dict[str, Callable[[list[object]], Answer]] = {
            "getActiveTokens": lambda _: _done([]),
            "getKeyInfo": self._key_info,
            "createCAdESFromBase64": self._legacy_sign,
            "createCMSSignatureFromBase64": self._legacy_sign,
        }
        if method not in answers:
            return {"code": "500", "message": f"java.lang.NoSuchMethodException: {method}"}
        return answers[method](args if isinstance(args, list) else [])

    def _key_info(self, _: list[object]) -> Answer:
        keys = self._keyring.all_keys()
        if self._cancelled() or not keys:
            return {"code": "500", "message": "action.canceled"}
        return _done(_described(keys[0]))

    def _legacy_sign(self, args: list[object]) -> Answer:
        """Take (storage, key type, base64, attach); the first key signs: nothing pins who."""
        key = self._keyring.find(Wanted(usages=frozenset({oids.EMAIL_PROTECTION})))
        if self._cancelled() or key is None:
            return {"code": "500", "message": "action.canceled"}
        try:
            content = base64.b64decode(str(args[2]), validate=True)
        except (IndexError, binascii.Error, ValueError):
            return {"code": "500", "message": "java.lang.IllegalArgumentException"}
        return _done(_base64_cms(content, key, attach=len(args) > 3 and args[3] is True))


def _wanted(signer: Mapping[str, object]) -> Wanted:
    usages = signer.get("extKeyUsageOids") or []
    return Wanted(
        iin=str(signer.get("iin") or ""),
        bin=str(signer.get("bin") or ""),
        serial_number=str(signer.get("serialNumber") or ""),
        usages=frozenset(map(str, usages)) if isinstance(usages, list) else frozenset(),
    )


def _base64_cms(content: bytes, key: StoredKey, *, attach: bool) -> str:
    signed = sign_cms(
        content,
        certificate=key.certificate,
        key=key.key,
        encapsulate=attach,
        # The clock of the person's computer: the portal keeps its own time of signing.
        signing_time=datetime.now(UTC),
    )
    return base64.b64encode(signed).decode()


def _described(key: StoredKey) -> Answer:
    certificate = key.certificate

    def moment(value: datetime) -> str:
        return value.astimezone(_ALMATY).strftime("%d.%m.%Y %H:%M:%S")

    return {
        "alias": key.slug,
        "keyId": f"{certificate.serial_number:x}",
        "algorithm": "RSA",
        "subjectCn": key.slug,
        "subjectDn": certificate.subject.rfc4514_string(),
        "issuerDn": certificate.issuer.rfc4514_string(),
        "serialNumber": f"{certificate.serial_number:x}",
        "certNotBefore": moment(certificate.not_valid_before_utc),
        "certNotAfter": moment(certificate.not_valid_after_utc),
        "pem": certificate.public_bytes(Encoding.PEM).decode(),
    }


def _done(value: object) -> Answer:
    return {"code": "200", "responseObject": value}


def _failure(code: str, message: str, *, details: str = "") -> Answer:
    return {"status": False, "code": code, "message": message, "details": details}
