"""Commands: keys of the demo are made once; a document is checked from its files."""

import json
from pathlib import Path

import pytest
from cryptography import x509
from django.core.management import CommandError, call_command

from core.workflow import Actor
from signing import oids
from signing.models import Document
from signing.services import attach_signature
from signing.test_pki.keystore import load_key, stored_slugs
from tests.integration.signing.conftest import AIGERIM


def cast() -> list[dict[str, str]]:
    """Stand in for the demo's cast."""
    return [
        {
            "slug": "school-head",
            "name": AIGERIM.name,
            "iin": AIGERIM.iin,
            "bin": AIGERIM.bin,
            "organisation": AIGERIM.organisation,
            "role": "school_head",
        },
        {"slug": "parent", "name": "Иванов Иван", "iin": "100101500121", "role": "citizen"},
    ]


@pytest.fixture
def keys(tmp_path: Path, settings, monkeypatch) -> Path:
    settings.KEYS_DIR = tmp_path / "keys"
    settings.DEMO_CAST = "the.cast"
    monkeypatch.setattr(
        "signing.management.commands.demo_keys.import_string", lambda path: {"the.cast": cast}[path]
    )
    return settings.KEYS_DIR


def test_demo_keys_are_made_once_and_kept(keys: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("demo_keys")
    before = {path.name: path.read_bytes() for path in keys.iterdir() if path.is_file()}
    call_command("demo_keys")

    assert {path.name: path.read_bytes() for path in keys.iterdir() if path.is_file()} == before
    assert set(before) == {
        "README",
        "crl.pem",
        "parent.p12",
        "roots.pem",
        "school-head.p12",
        "shep-client.pem",
        "shep-server.pem",
        "vault.json",
    }
    assert stored_slugs(keys) == ["parent", "school-head"]


def test_vault_keys_have_the_form_that_the_vault_reads(keys: Path) -> None:
    call_command("demo_keys")
    book = json.loads((keys / "vault.json").read_text())

    assert book["current"] == 1
    assert set(book["keys"]["1"]) == {"data", "index"}
    assert book["keys"]["1"]["data"] != book["keys"]["1"]["index"]


def test_role_of_the_cast_decides_the_key(keys: Path) -> None:
    call_command("demo_keys")

    def roles(slug: str) -> set[str]:
        extensions = load_key(keys, slug).certificate.extensions
        usages = extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
        return {usage.dotted_string for usage in usages}

    assert roles("school-head") == {oids.EMAIL_PROTECTION, oids.ORGANISATION, oids.FIRST_HEAD}
    assert roles("parent") == {oids.EMAIL_PROTECTION, oids.INDIVIDUAL}


def test_outside_the_demo_no_keys_are_made(settings) -> None:
    settings.DEMO_CAST = ""
    with pytest.raises(CommandError, match="only in the demo"):
        call_command("demo_keys")


@pytest.fixture
def files(document: Document, head: Actor, sign, tmp_path: Path) -> Path:
    cms = sign(document.content)
    attach_signature(
        document=document,
        cms=cms,
        actor=head,
        side="school",
        expected_iin=AIGERIM.iin,
        expected_bin=AIGERIM.bin,
        required_oids=oids.MAY_SIGN,
    )
    (tmp_path / "bytes.json").write_bytes(document.content)
    (tmp_path / "changed.json").write_bytes(document.content + b" ")
    (tmp_path / "cms.der").write_bytes(cms)
    return tmp_path


def verify(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, dict]:
    capsys.readouterr()
    try:
        call_command("verify_document", *map(str, arguments), "--json")
        status = 0
    except SystemExit as stop:
        status = int(stop.code or 0)
    return status, json.loads(capsys.readouterr().out)


def test_known_document_is_found_with_its_signatures(files: Path, document, capsys) -> None:
    status, report = verify(capsys, files / "bytes.json")

    assert status == 0
    assert (report["known"], report["code"], report["valid"]) == (True, document.code, True)
    assert report["signatures"][0]["signer"] == "САПАРОВА АЙГЕРИМ"
    assert AIGERIM.iin not in json.dumps(report)


def test_signature_is_checked_over_the_given_file(files: Path, capsys) -> None:
    assert verify(capsys, files / "bytes.json", "--signature", files / "cms.der")[0] == 0
    status, report = verify(capsys, files / "changed.json", "--signature", files / "cms.der")

    assert status == 1
    assert not report["known"]
    assert report["signatures"][0]["code"] == "wrong_digest"


def test_unknown_file_without_a_signature_is_not_valid(files: Path, capsys) -> None:
    status, report = verify(capsys, files / "changed.json")

    assert (status, report["valid"], report["signatures"]) == (1, False, [])


def test_missing_file_is_one_clear_line(db: None) -> None:
    with pytest.raises(CommandError, match="No such file"):
        call_command("verify_document", "/nowhere/x")
