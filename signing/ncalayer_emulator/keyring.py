"""The keys of the emulator, by person and organisation."""

import re
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.x509.oid import NameOID

from signing.test_pki.keystore import StoredKey, load_key, stored_slugs


@dataclass(frozen=True)
class Wanted:
    """What the page asks of a key; empty means any."""

    iin: str = ""
    bin: str = ""
    serial_number: str = ""
    usages: frozenset[str] = frozenset()


class Keyring:
    """Opens each key file once, and again when it has changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened: dict[str, tuple[int, StoredKey]] = {}

    def all_keys(self) -> list[StoredKey]:
        """Every key of the folder, in the order of slugs."""
        return [self._open(slug) for slug in stored_slugs(self._folder)]

    def find(self, wanted: Wanted) -> StoredKey | None:
        """The first key that fits, or None."""
        return next((each for each in self.all_keys() if _fits(each.certificate, wanted)), None)

    def take_cancel(self) -> bool:
        """Whether somebody asked for the next request to be cancelled; asked once, given once."""
        try:
            (self._folder / "cancel-next").unlink()
        except FileNotFoundError:
            return False
        return True

    def _open(self, slug: str) -> StoredKey:
        stamp = (self._folder / f"{slug}.p12").stat().st_mtime_ns
        known = self._opened.get(slug)
        if known is None or known[0] != stamp:
            known = self._opened[slug] = (stamp, load_key(self._folder, slug))
        return known[1]


def _fits(certificate: x509.Certificate, wanted: Wanted) -> bool:
    if wanted.iin and wanted.iin != _number(certificate, NameOID.SERIAL_NUMBER, "IIN"):
        return False
    if wanted.bin and wanted.bin != _number(certificate, NameOID.ORGANIZATIONAL_UNIT_NAME, "BIN"):
        return False
    serial = f"{certificate.serial_number:x}"
    if wanted.serial_number and wanted.serial_number.lower().lstrip("0") != serial:
        return False
    usages = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    return wanted.usages <= {usage.dotted_string for usage in usages}


def _number(certificate: x509.Certificate, oid: x509.ObjectIdentifier, prefix: str) -> str:
    for attribute in certificate.subject.get_attributes_for_oid(oid):
        match = re.fullmatch(prefix + "([0-9]{12})", str(attribute.value))
        if match:
            return match.group(1)
    return ""
