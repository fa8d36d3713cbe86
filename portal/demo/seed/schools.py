"""Schools with passports and documents, as drafts; their further way is in ``stories``."""

import datetime as dt
import hashlib

from django.core.files.base import ContentFile

from accounts.models import Membership, Organisation
from core import clock
from core.collation import search_key, sort_key
from core.workflow import record_creation
from portal.demo.cast import TOUR_OWNER
from portal.demo.figures import BANKS
from portal.demo.names import school_titles
from portal.demo.people import school_bin, school_id, synthetic_iban
from portal.demo.places import school_address
from portal.demo.plans import SchoolPlan
from portal.demo.seed.foundation import owner_serial
from portal.demo.shapes import Shape
from schools.models import DocumentKind, LmsBinding, Passport, PassportDocument, School
from schools.models.passport import REQUIRED_DOCUMENTS

TOUR_SCHOOL = TOUR_OWNER
TOUR_PLACES = 34
"""The tour's school has fewer places than pupils, so that «сверх мощности» is seen."""


def make_school(plan: SchoolPlan) -> School:
    """A draft with everything filled in; the tour's lacks what its visitor fills in."""
    found = School.objects.filter(
        organisation__bin=school_bin(owner_serial(plan)), passport__cadastral_number=_cadastre(plan)
    ).first()
    if found:
        return found
    owner = Organisation.objects.get(bin=school_bin(owner_serial(plan)))
    head = Membership.objects.filter(organisation=owner, role="school_head").first()
    is_tour = plan.serial == TOUR_SCHOOL
    name_ru, name_kk = school_titles(plan.serial)
    address_ru, address_kk = school_address(region_code=plan.region_code, serial=plan.serial)
    school = School.objects.create(
        organisation=owner,
        region_id=plan.region_code,
        school_id=None if is_tour else school_id(plan.serial),
        name_ru=name_ru,
        name_kk=name_kk,
        locality=plan.locality,
        address_ru=address_ru,
        address_kk=address_kk,
        phone="+77000000000",
        email=f"school-{plan.serial}@example.kz",
        created_at=clock.now(),
    )
    if head:
        record_creation(school, actor=head.as_actor())
    _make_passport(school, plan)
    if head:
        kinds = [*REQUIRED_DOCUMENTS, DocumentKind.SANITARY_PERMIT]
        if is_tour:
            kinds.remove(DocumentKind.PARENTAL_FEE_ORDER)
        for kind in kinds:
            _make_document(school, plan, kind, head)
    LmsBinding.objects.create(
        school=school,
        vendor=Organisation.objects.get(name_ru=_vendor_name(plan)),
        since=dt.date(2025, 9, 1),
        granted_by=head,
    )
    return school


def make_bare_schools(plans: tuple[SchoolPlan, ...]) -> dict[int, School]:
    """Drafts in bulk, without passports or papers, each with its LMS; by serial."""
    owners = dict(Organisation.objects.values_list("bin", "pk"))
    rows = []
    for plan in plans:
        name_ru, name_kk = school_titles(plan.serial)
        rows.append(
            School(
                organisation_id=owners[school_bin(owner_serial(plan))],
                region_id=plan.region_code,
                school_id=school_id(plan.serial),
                name_ru=name_ru,
                name_kk=name_kk,
                sort_key=sort_key(name_ru),
                search_key=search_key(f"{name_ru} {name_kk}"),
                locality=plan.locality,
                created_at=clock.now(),
            )
        )
    made = School.objects.bulk_create(rows)
    vendors = dict(Organisation.objects.values_list("name_ru", "pk"))
    LmsBinding.objects.bulk_create(
        LmsBinding(school=school, vendor_id=vendors[_vendor_name(plan)], since=dt.date(2025, 9, 1))
        for school, plan in zip(made, plans, strict=True)
    )
    return {plan.serial: school for plan, school in zip(plans, made, strict=True)}


def _vendor_name(plan: SchoolPlan) -> str:
    from portal.demo.figures import VENDORS

    return next(vendor.name_ru for vendor in VENDORS if vendor.slug == plan.vendor)


def _cadastre(plan: SchoolPlan) -> str:
    return f"{plan.region_code}:327:015:{plan.serial}"


def _make_passport(school: School, plan: SchoolPlan) -> None:
    is_tour = plan.serial == TOUR_SCHOOL
    bank = BANKS[plan.serial % len(BANKS)]
    banquet = plan.shape is Shape.BANQUET_HALL
    Passport.objects.create(
        school=school,
        licence_number=f"KZ18LAA{plan.serial:08d}",
        licence_issued_on=dt.date(2020, 6, 1),
        licence_annex_number="001",
        teaches_primary=True,
        teaches_basic=True,
        teaches_general=True,
        address_code=f"12016000{plan.serial:08d}",
        cadastral_number=_cadastre(plan),
        declared_purpose="school",
        purpose_as_written="банкетный зал" if banquet else "здание школы",
        right_kind="lease" if banquet else "ownership",
        area_m2=max(plan.design_capacity * 6, 300),
        commissioned_on=dt.date(2019, 8, 20),
        design_capacity=TOUR_PLACES if is_tour else plan.design_capacity,
        sanitary_places=TOUR_PLACES if is_tour else plan.sanitary_permit,
        sanitary_number=f"KZ00VBZ{plan.serial:08d}",
        sanitary_issued_on=dt.date(2021, 8, 10),
        shifts=plan.shifts,
        iban=synthetic_iban(bank_code=bank.code, number=plan.serial),
        bic=bank.bic,
        kbe="17",
        parental_fee_tiyn=None if is_tour else 30_000_000 + plan.serial % 7 * 5_000_000,
        staff_positions=max(plan.pupils // 9, 6),
        staff_filled=max(plan.pupils // 10, 5),
        updated_at=clock.now(),
    )


def _make_document(school: School, plan: SchoolPlan, kind: str, head: Membership) -> None:
    content = sample_pdf(f"{DocumentKind(kind).label} / {school.name_ru} (demo)")
    stored = PassportDocument(
        school=school,
        kind=kind,
        number=f"№ {plan.serial % 90 + 10}",
        issued_on=dt.date(2024, 8, 15),
        original_name=f"{kind}.pdf",
        content_type="application/pdf",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_by=head,
        uploaded_at=clock.now(),
    )
    stored.file.save(f"{kind}.pdf", ContentFile(content), save=True)


def sample_pdf(title: str) -> bytes:
    """A smallest honest PDF of one empty page whose title says what it stands for."""
    info = title.encode("utf-16-be").hex().upper()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        b"<< /Title <FEFF" + info.encode() + b"> >>",
    ]
    body, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    body += b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\n" % (len(objects) + 1)
    return bytes(body + b"startxref\n%d\n%%%%EOF\n" % start)
