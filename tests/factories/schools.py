"""Schools by state, with everything that a state implies."""

import datetime as dt
import hashlib
from itertools import count

from accounts.models import Membership, Organisation, OrganisationKind
from core import clock
from core.models import Region
from core.workflow import SYSTEM
from schools.models import (
    ContingentSource,
    DocumentKind,
    LmsBinding,
    Passport,
    PassportDocument,
    Person,
    PupilMonth,
    PurposeDecision,
    School,
    StudyType,
)
from schools.models.passport import REQUIRED_DOCUMENTS
from tests.factories.cast import Cast, organisation

_number = count(1)


def draft_school(
    cast: Cast, *, owner: Membership | None = None, region: Region | None = None
) -> School:
    """A school with a complete passport that nobody has sent yet."""
    owner = owner or cast.aigerim
    serial = next(_number)
    school = School.objects.create(
        organisation=owner.organisation,
        region=region or cast.bolat.region,
        school_id=f"31011863972{serial:07d}",
        name_ru=f"Школа №{serial}",
        name_kk=f"№{serial} мектеп",
        address_ru="ул. Сынақ, 1",
        address_kk="Сынақ көшесі, 1",
        phone="+77010000000",
        email="school@example.kz",
        created_at=clock.now(),
    )
    Passport.objects.create(
        school=school,
        licence_number="KZ18LAA00000001",
        licence_issued_on=dt.date(2020, 5, 5),
        licence_annex_number="001",
        teaches_primary=True,
        teaches_basic=True,
        teaches_general=True,
        address_code="1201600004500077",
        cadastral_number="22:327:015:1001",
        declared_purpose="school",
        purpose_as_written="здание школы",
        right_kind="ownership",
        area_m2="3200.0",
        commissioned_on=dt.date(2019, 8, 20),
        design_capacity=482,
        sanitary_places=442,
        sanitary_number="KZ00VBZ00000001",
        sanitary_issued_on=dt.date(2021, 8, 1),
        shifts=1,
        iban="KZ506011110000000001",
        bic="HSBKKZKX",
        kbe="17",
        parental_fee_tiyn=60_000_000,
        staff_positions=40,
        staff_filled=38,
    )
    for kind in (*REQUIRED_DOCUMENTS, DocumentKind.SANITARY_PERMIT):
        document(school, kind, by=owner)
    return school


def document(school: School, kind: str, *, by: Membership) -> PassportDocument:
    """A stored document of the passport."""
    content = f"%PDF-1.4 {kind} {school.pk}".encode()
    return PassportDocument.objects.create(
        school=school,
        kind=kind,
        number="№ 1",
        issued_on=dt.date(2024, 1, 10),
        file=f"passport/test/{school.pk}-{kind}.pdf",
        original_name=f"{kind}.pdf",
        content_type="application/pdf",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_by=by,
        uploaded_at=clock.now(),
    )


def active_school(
    cast: Cast, *, owner: Membership | None = None, confirmed_purpose: bool | None = True
) -> School:
    """A digitised school whose purpose an officer has confirmed (or, with None, not yet)."""
    school = draft_school(cast, owner=owner)
    School.objects.filter(pk=school.pk).update(
        status="under_review", school_id_confirmed_by=cast.bolat
    )
    School.objects.filter(pk=school.pk).update(status="active", activated_on=clock.today())
    if confirmed_purpose is not None:
        title = school.documents.get(kind=DocumentKind.TITLE_DOCUMENT)
        PurposeDecision.objects.create(
            school=school,
            document=title,
            is_school=confirmed_purpose,
            decided_by=cast.bolat,
            decided_at=clock.now(),
        )
    return School.objects.get(pk=school.pk)


def lms_vendor(name: str = "Kundelik demo") -> Organisation:
    """An LMS vendor."""
    return organisation(OrganisationKind.LMS_VENDOR, name)


def bind(school: School, vendor: Organisation | None = None) -> LmsBinding:
    """The school's primary vendor since the start of the school year."""
    return LmsBinding.objects.create(
        school=school, vendor=vendor or lms_vendor(), since=dt.date(2025, 9, 1)
    )


def person(iin: str, *, alive: bool | None = True, citizenship: str = "398") -> Person:
    """A person; with ``alive`` None the registry has not answered."""
    from core.identifiers import Iin

    made = Person.sealed(Iin.parse(iin))
    if alive is not None:
        made.life_status = "alive" if alive else "not_alive"
        made.citizenship = citizenship
        made.facts_on = clock.today()
        made.evidence_id = 1
        made.seal_name(("Сынақов", "Бала", "Тестович"))
    made.save()
    return made


def pupil_month(
    school: School,
    pupil: Person,
    month: dt.date,
    *,
    grade: int = 5,
    study_type: str = StudyType.GENERAL,
    enrolled_on: dt.date | None = dt.date(2025, 9, 1),
) -> PupilMonth:
    """What the school's primary vendor said of a pupil in a month."""
    from core.partitions import ensure_month
    from core.periods import Month

    ensure_month(Month.of(month))
    vendor = school.lms_bindings.get(is_primary=True, until__isnull=True).vendor
    source, _made = ContingentSource.objects.get_or_create(school=school, vendor=vendor)
    return PupilMonth.objects.create(
        month=month,
        source=source,
        person=pupil,
        grade=grade,
        study_type=study_type,
        enrolled_on=enrolled_on,
        first_seen_on=dt.date(2025, 9, 1),
    )


__all__ = [
    "SYSTEM",
    "active_school",
    "bind",
    "document",
    "draft_school",
    "lms_vendor",
    "person",
    "pupil_month",
]
