"""The emulator speaks as the desktop program does."""

import base64
import json
from pathlib import Path

import pytest

from signing import oids
from signing.ncalayer_emulator.keyring import Keyring
from signing.ncalayer_emulator.protocol import GREETING, HEARTBEAT, Session
from signing.test_pki import keystore
from signing.test_pki.people import KeyHolder, Profile
from signing.trust import load_trust_store
from signing.verification import verify_detached
from tests.unit.signing.pki import AIGERIM, CONTENT, MOMENT

BOLAT = KeyHolder(
    slug="department-officer",
    name="Ахметов Болат",
    iin="100101500121",
    bin="201150000110",
    organisation="УО",
    profile=Profile.CAN_SIGN,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("emulator-keys")
    keystore.make_keys(made, [AIGERIM, BOLAT])
    return made


def ask(folder: Path, request: object, **options: bool) -> dict[str, object]:
    answer = Session(Keyring(folder), **options).answer(json.dumps(request))
    assert answer is not None
    return json.loads(answer)


def sign_request(data: object = None, **changes: object) -> dict[str, object]:
    args = {
        "allowedStorages": None,
        "format": "cms",
        "data": base64.b64encode(CONTENT).decode() if data is None else data,
        "signingParams": {
            "decode": True,
            "encapsulate": False,
            "digested": False,
            "tsaProfile": {},
        },
        "signerParams": {
            "extKeyUsageOids": [oids.EMAIL_PROTECTION],
            "chain": [],
            "iin": AIGERIM.iin,
            "bin": AIGERIM.bin,
        },
        "locale": "ru",
    }
    return {"module": "kz.gov.pki.knca.basics", "method": "sign", "args": {**args, **changes}}


def result(answer: dict[str, object]) -> object:
    assert answer["status"] is True
    return answer["body"]["result"]


def test_greeting_and_heartbeat(folder: Path) -> None:
    assert json.loads(GREETING) == {"result": {"version": "1.4"}}
    assert Session(Keyring(folder)).answer(HEARTBEAT) is None


def test_pinned_person_signs_and_the_portal_accepts(folder: Path) -> None:
    cms = base64.b64decode(result(ask(folder, sign_request())))
    trust = load_trust_store(roots=folder / "roots.pem", revocation_lists=[folder / "crl.pem"])

    verdict = verify_detached(
        content=CONTENT,
        cms=cms,
        at=MOMENT,
        trust=trust,
        expected_iin=AIGERIM.iin,
        expected_bin=AIGERIM.bin,
        required_oids=oids.HEAD_ONLY,
    )
    assert verdict.code == "valid"


def test_organisation_pins_the_key_too(folder: Path) -> None:
    answer = ask(folder, sign_request(signerParams={"bin": BOLAT.bin}))

    assert b"IIN" + BOLAT.iin.encode() in base64.b64decode(result(answer))


def test_array_in_array_out(folder: Path) -> None:
    documents = [base64.b64encode(text).decode() for text in (b"one", b"two")]

    assert len(result(ask(folder, sign_request(documents)))) == 2


def test_attached_signature_carries_its_content(folder: Path) -> None:
    answer = ask(folder, sign_request(signingParams={"decode": True, "encapsulate": True}))

    assert CONTENT in base64.b64decode(result(answer))


def test_no_fitting_key_is_an_error(folder: Path) -> None:
    answer = ask(folder, sign_request(signerParams={"iin": AIGERIM.iin, "bin": BOLAT.bin}))

    assert (answer["status"], answer["code"]) == (False, "SIGNING_FAILURE")
    assert answer["details"] == "KEY_NOT_FOUND"


@pytest.mark.parametrize(
    "changes", [{"data": "это не base64"}, {"data": 5}, {"format": "xml"}, {"args": None}]
)
def test_wrong_parameters_are_named(folder: Path, changes: dict[str, object]) -> None:
    request = sign_request(**changes) if "args" not in changes else {**sign_request(), **changes}

    assert ask(folder, request)["code"] == "INVALID_SIGNING_PARAMS"


def test_cancel_has_no_result(folder: Path) -> None:
    assert ask(folder, sign_request(), always_cancel=True) == {"status": True, "body": {}}


def test_cancel_next_works_once(folder: Path) -> None:
    (folder / "cancel-next").touch()

    assert "result" not in ask(folder, sign_request())["body"]
    assert "result" in ask(folder, sign_request())["body"]


@pytest.mark.parametrize("request_", [{"module": "kz.digiflow.mobile.extensions"}, [], "x"])
def test_unknown_module_is_not_found(folder: Path, request_: object) -> None:
    assert ask(folder, request_) == {"success": False, "errorCode": "MODULE_NOT_FOUND"}


def legacy(folder: Path, method: str, *args: object) -> dict[str, object]:
    request = {"module": "kz.gov.pki.knca.commonUtils", "method": method, "args": list(args)}
    return ask(folder, request)


def test_old_module_answers_with_codes(folder: Path) -> None:
    assert legacy(folder, "getActiveTokens") == {"code": "200", "responseObject": []}
    info = legacy(folder, "getKeyInfo", "PKCS12")["responseObject"]
    assert info["certNotBefore"] == "01.01.2024 05:00:00"
    encoded = base64.b64encode(CONTENT).decode()
    signed = legacy(folder, "createCAdESFromBase64", "PKCS12", "SIGNATURE", encoded, False)
    assert signed["code"] == "200"
    assert legacy(folder, "noSuchMethod")["code"] == "500"
