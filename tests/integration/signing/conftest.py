"""A school's act, a test PKI written to files, and the people who sign."""

from pathlib import Path

import pytest

from core.models import Region
from core.workflow import Actor
from signing.models import Document
from signing.services import prepare_document
from signing.test_pki import keystore
from signing.test_pki.cms import sign_cms
from signing.test_pki.people import KeyHolder, Profile

AIGERIM = KeyHolder(
    slug="school-head",
    name="Сапарова Айгерим Кайратовна",
    iin="901203300562",
    bin="180240001238",
    organisation="ТОО «Школа-лицей Достық»",
    profile=Profile.FIRST_HEAD,
)
BOLAT = KeyHolder(
    slug="department-officer",
    name="Ахметов Болат",
    iin="100101500121",
    bin="201150000110",
    organisation="Управление образования",
    profile=Profile.CAN_SIGN,
)


@pytest.fixture(scope="session")
def keys_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keys")
    keystore.make_keys(folder, [AIGERIM, BOLAT])
    return folder


@pytest.fixture(autouse=True)
def _trusted(keys_folder: Path, settings: object) -> None:
    settings.SIGNING_TRUST_ROOTS = str(keys_folder / "roots.pem")  # type: ignore[attr-defined]
    settings.SIGNING_CRL = str(keys_folder / "crl.pem")  # type: ignore[attr-defined]


@pytest.fixture
def region(db: None) -> Region:
    return Region.objects.get_or_create(
        code="79", defaults={"name_ru": "Шымкент", "name_kk": "Шымкент", "name_en": "Shymkent"}
    )[0]


@pytest.fixture
def make_document(region: Region) -> object:
    def make(**changes: object) -> Document:
        asked: dict[str, object] = {
            "kind": "act",
            "subject_kind": "acts.act",
            "subject_id": 117,
            "region_id": region.code,
            "payload": {"number": "ША-2025-10-0117", "total_tiyn": "2241864000"},
            "template": "documents/base.html",
            "context": {},
            "titles": {"ru": "Акт № 117", "kk": "№ 117 акт", "en": "Act No. 117"},
            "public_facts": {
                "number": "ША-2025-10-0117",
                "amount_tiyn": "2241864000",
                "month": "2025-10",
                "parties": [{"name": AIGERIM.organisation, "bin": AIGERIM.bin}],
                "pupils": ["must not be shown"],
            },
            "sides": ["school", "department"],
        }
        return prepare_document(**{**asked, **changes})  # type: ignore[arg-type]

    return make


@pytest.fixture
def document(make_document: object) -> Document:
    return make_document()  # type: ignore[operator]


@pytest.fixture
def head() -> Actor:
    return Actor(user_id=1, membership_id=11, role="school_head", label="Сапарова, Достық")


@pytest.fixture
def officer() -> Actor:
    return Actor(user_id=2, membership_id=12, role="department_officer", label="Ахметов, УО")


@pytest.fixture
def sign(keys_folder: Path) -> object:
    def with_key(content: bytes, slug: str = AIGERIM.slug) -> bytes:
        stored = keystore.load_key(keys_folder, slug)
        return sign_cms(content, certificate=stored.certificate, key=stored.key)

    return with_key
