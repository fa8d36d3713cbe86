"""Contracts by state, made through the services; keys of a test PKI for whoever signs."""

import datetime as dt
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import override_settings

from accounts.models import Membership
from budget.models import DistributionRun, FinancingPlan, Intake
from contracts.models import Contract
from contracts.services import form_contracts_of_run, send_contract_to_school, sign_contract
from schools.models import School
from signing.models import Document
from signing.test_pki import authority as issuing
from signing.test_pki import keystore
from signing.test_pki.cms import sign_cms
from signing.test_pki.people import KeyHolder, Profile
from tests.factories import budget as money
from tests.factories.cast import Cast
from tests.factories.schools import active_school, bind

OCTOBER = dt.date(2025, 10, 1)


@cache
def _keys_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="ortabilim-test-pki-"))
    keystore.make_keys(folder, [])
    return folder


@cache
def _key() -> rsa.RSAPrivateKey:
    """One key pair for all certificates: making keys is the slow part."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@contextmanager
def trusted_keys() -> Iterator[None]:
    """Settings under which signatures made here are believed."""
    folder = _keys_folder()
    with override_settings(
        SIGNING_TRUST_ROOTS=str(folder / "roots.pem"), SIGNING_CRL=str(folder / "crl.pem")
    ):
        yield


def cms_of(member: Membership, document: Document, profile: Profile = Profile.FIRST_HEAD) -> bytes:
    """What a member's NCALayer answers for a document."""
    holder = KeyHolder(
        slug=member.user.username,
        name=f"{member.user.surname} {member.user.given_name}",
        iin=str(member.user.reveal_iin()),
        bin=member.organisation.bin,
        organisation=member.organisation.name_ru,
        profile=profile,
    )
    issuer = keystore._authorities(_keys_folder())
    certificate, key = issuing.issue_signing_key(issuer, holder, key=_key())
    return sign_cms(document.content, certificate=certificate, key=key)


def contract_of(run: DistributionRun, school: School) -> Contract:
    """The contract that a fixed run gave a school."""
    return Contract.objects.get(allocation__run=run, school=school)


def formed_contracts(
    cast: Cast,
    schools: dict[School, int],
    *,
    intake: Intake | None = None,
    plan: FinancingPlan | None = None,
) -> list[Contract]:
    """Contracts of schools with so many pupils applied, after the distribution was fixed."""
    intake = intake or money.intake(cast, of=plan)
    owners = {cast.aigerim.organisation_id: "aigerim", cast.erlan.organisation_id: "erlan"}
    for school, pupils in schools.items():
        money.approved_application(
            cast, school, intake, pupils=pupils, by=owners[school.organisation_id]
        )
    run = money.fixed_run(cast, intake)
    form_contracts_of_run(run_id=run.pk)
    return [contract_of(run, school) for school in schools]


def signed_by_school(cast: Cast, contract: Contract) -> Contract:
    """Sent by Bolat and signed by the head of the school."""
    sent = send_contract_to_school(contract=contract, actor=cast.actor("bolat"))
    head = head_of(cast, contract.school)
    return sign_contract(
        contract=sent, actor=head.as_actor(), side="school", cms=cms_of(head, sent.document)
    )


def in_force(cast: Cast, contract: Contract) -> Contract:
    """Signed by both sides."""
    signed = signed_by_school(cast, contract)
    return sign_contract(
        contract=signed,
        actor=cast.actor("gulnar"),
        side="department",
        cms=cms_of(cast.gulnar, signed.document),
    )


def head_of(cast: Cast, school: School) -> Membership:
    """Aigerim or Erlan."""
    return cast.aigerim if school.organisation_id == cast.aigerim.organisation_id else cast.erlan


def active_contract(cast: Cast, *, pupils: int = 100, owner: Membership | None = None) -> Contract:
    """A school with an LMS and a contract in force for September–December."""
    school = active_school(cast, owner=owner)
    bind(school)
    return in_force(cast, formed_contracts(cast, {school: pupils})[0])


def places(contract: Contract, total: int) -> Contract:
    """The same contract with fewer places, as if it had been formed so."""
    Contract.objects.filter(pk=contract.pk).update(
        total_places=total, first_shift_places=min(total, contract.first_shift_places)
    )
    return Contract.objects.get(pk=contract.pk)
