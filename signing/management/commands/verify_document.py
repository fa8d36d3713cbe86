"""Check a document file and its signatures without trusting the portal's own verdicts."""

import json
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from core import clock
from signing.canonical import digest
from signing.models import Document
from signing.selectors import is_latest, signatures_of
from signing.services import verify_signature
from signing.services.trusting import TrustNotConfigured, configured_trust
from signing.verdicts import Verdict
from signing.verification import verify_detached


class Command(BaseCommand):
    help = (
        "Check a file with signed bytes (or the PDF made of them): is it a document of this "
        "portal, and who signed it. "
        "With --signature, check that CMS over the file. Exit 1 when anything is wrong."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--signature", type=Path, help="detached CMS: DER, base64 or PEM")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: object, **options: object) -> None:
        path, given = options["path"], options["signature"]
        try:
            content = path.read_bytes()  # type: ignore[attr-defined]
            cms = given.read_bytes() if given else None  # type: ignore[attr-defined]
        except OSError as error:
            raise CommandError(str(error)) from error
        report = report_on(content, cms)
        self.stdout.write(
            json.dumps(report, ensure_ascii=False) if options["as_json"] else _in_words(report)
        )
        if not report["valid"]:
            raise SystemExit(1)


def report_on(content: bytes, cms: bytes | None) -> dict[str, object]:
    """Return what is known: ``valid`` only if there is a signature and all of them are good."""
    document = _document_of(content)
    signed = document.content if document else content
    rows = []
    if cms is not None:
        rows.append(_row(_given(signed, cms), moment=clock.now().isoformat()))
    elif document is not None:
        for signature in signatures_of(document).select_related("document"):
            moment = signature.signed_at.isoformat()
            rows.append(_row(verify_signature(signature), moment=moment, side=signature.side))
    return {
        "sha256": digest(content),
        "known": document is not None,
        "code": document.code if document else None,
        "kind": document.kind if document else None,
        "version": document.version if document else None,
        "latest": is_latest(document) if document else None,
        "signatures": rows,
        "valid": bool(rows) and all(row["valid"] for row in rows),
    }


def _document_of(content: bytes) -> Document | None:
    """Find the document by its signed bytes or by its stored PDF."""
    sha256 = digest(content)
    return (
        Document.objects.filter(sha256=sha256).first()
        or Document.objects.filter(pdf__sha256=sha256).first()
    )


def _given(content: bytes, cms: bytes) -> Verdict:
    try:
        trust = configured_trust()
    except TrustNotConfigured as error:
        raise CommandError(str(error)) from error
    return verify_detached(content=content, cms=cms, at=clock.now(), trust=trust)


def _row(verdict: Verdict, *, moment: str, side: str = "") -> dict[str, object]:
    signer = verdict.signer
    return {
        "signer": signer.common_name if signer else None,
        "organisation": signer.organisation if signer else None,
        "bin": signer.bin if signer else None,
        "side": side,
        "judged_for": moment,
        "outcome": str(verdict.outcome),
        "code": verdict.code,
        "valid": verdict.is_valid,
    }


def _in_words(report: dict[str, object]) -> str:
    known = f"document {report['code']} v{report['version']}" if report["known"] else "unknown file"
    lines = [f"{known} sha256 {report['sha256']}"]
    rows = report["signatures"]
    for row in rows if isinstance(rows, list) else []:
        lines.append(f"  {row['outcome']} {row['code']}: {row['signer']} {row['side']}")
    lines.append("valid" if report["valid"] else "NOT VALID")
    return "\n".join(lines)
