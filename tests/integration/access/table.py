"""Who gets what: every address of the project, in the reading order of the menus.

Inside a cabinet other roles get 403 and strangers are asked to sign in; the rows say the rest.
A POST without a body: 400 is a form with its errors, 403 a move that the role or the state does
not offer, 409 a state that forbids it, 302 a move that was made.
"""

from accounts.roles import DEPARTMENT_ROLES, FINANCE_ROLES, SCHOOL_ROLES, Role
from tests.integration.access.rows import Row

PAGE = Row()
FORM = Row(post=400)
ONLY_THE_HEAD_OF_SCHOOL = {Role.SCHOOL_EMPLOYEE: (403, 403)}
ONLY_THE_HEAD_OF_DEPARTMENT = {Role.DEPARTMENT_OFFICER: (403, 403)}
ONLY_THE_SIGNATORY = {Role.FINANCE_OPERATOR: (403, 403)}
SIDES_OF_A_RECORD = dict.fromkeys(SCHOOL_ROLES | DEPARTMENT_ROLES, (405, 302))
NOT_A_PARTY = {
    Role.VENDOR_ENGINEER: (403, 405),
    Role.CITIZEN: (403, 405),
    Role.ADMINISTRATOR: (403, 405),
}


def record(kind: str) -> Row:
    """The page of a record: to be read."""
    return Row(of=kind)


def moves(kind: str) -> Row:
    """Its moves: without the name of one there is none."""
    return Row(get=403, post=403, of=kind)


def press(kind: str, post: int) -> Row:
    """A button without a page."""
    return Row(get=405, post=post, of=kind)


EVERYBODY: dict[str, Row] = {
    # the portal
    "portal:home": PAGE,
    "portal:statistics": PAGE,
    "portal:statistics-school": record("school"),
    "portal:statistics-reserve": PAGE,
    "portal:statistics-registers": PAGE,
    "open-data:money": PAGE,
    "open-data:schools": PAGE,
    "open-data:reserve": PAGE,
    "open-data:registers": PAGE,
    "portal:help": PAGE,
    "flk:rules": PAGE,
    "set_language": Row(get=302, post=302),
    # a document by its code; bytes and PDF of an act for its parties only
    "signing:verify-form": PAGE,
    "signing:verify": record("code"),
    "signing-files:signatures": record("code"),
    "signing-files:bytes": Row(of="code", but=NOT_A_PARTY, stranger=(403, 405)),
    "signing-files:pdf": Row(of="code", but=NOT_A_PARTY, stranger=(403, 405)),
    # one's own account
    "account:sign-in": FORM,
    "account:choose": Row(post=404, stranger=(302, 302)),
    "account:sign-out": Row(get=405, post=302, stranger=(405, 302)),
    "account:profile": Row(post=302, stranger=(302, 302)),
    "account:view-keep": Row(get=405, post=302, stranger=(302, 302)),
    "account:view-forget": Row(get=405, post=404, parts={"pk": "0"}, stranger=(302, 302)),
    "account:view-share": Row(get=405, post=404, parts={"pk": "0"}, stranger=(302, 302)),
    # only the two sides of a record write to each other about it
    "account:comment": Row(
        get=405, post=404, parts={"kind": "acts.act", "pk": "act"}, but=SIDES_OF_A_RECORD
    ),
    "portal:notifications": Row(post=302, stranger=(302, 302)),
    "portal:channels": Row(post=400, stranger=(302, 302)),
    # machines
    "healthz/live": PAGE,
    "healthz/ready": Row(get=503),  # no worker beats here
    "lms-schools": Row(get=401),
    "lms-token": Row(get=405, post=415),
    "lms-subjects": Row(get=401),
    "lms-contingent": Row(get=405, post=401),
    "lms-patch": Row(get=405, post=401),
    "lms-grades": Row(get=405, post=401),
    "lms-teachers": Row(get=405, post=401),
    "lms-submission": Row(get=401, of="submission"),
    "lms-schema": PAGE,
    "lms-docs": PAGE,
    "lms-nowhere": Row(get=401, post=401, parts={"path": "nowhere"}),
}

MONTHS_OF_A_SCHOOL = {
    "months": Row(get=302, of="school"),
    "month-pupils": Row(of="school", parts={"month": "2025-10"}),
    "month-changes": Row(of="school", parts={"month": "2025-10"}),
    "month-teachers": Row(of="school", parts={"month": "2025-10"}),
    "pupil": Row(of="school", parts={"person": "pupil"}),
    "submission": record("submission"),
    "data-errors": PAGE,
}

SCHOOL = {
    **MONTHS_OF_A_SCHOOL,
    "desk": PAGE,
    "search": PAGE,
    "schools": PAGE,
    "school-new": FORM,
    "school": record("school"),
    "school-action": moves("school"),
    "school-section": Row(post=400, of="school", parts={"section": "identity"}),
    "school-document-new": Row(post=400, of="school", parts={"kind": "licence_annex"}),
    "school-document": Row(of="school", parts={"document": "document"}),
    "school-lms": Row(post=400, of="school"),
    "school-source": Row(post=400, of="school", but={Role.SCHOOL_EMPLOYEE: (200, 403)}),
    "uploads": PAGE,
    "upload-new": FORM,
    "upload-template": Row(parts={"kind": "pupils", "file_type": "xlsx"}),
    "upload": record("upload"),
    "upload-progress": record("upload"),
    "upload-accept": press("upload", 409),
    "upload-marked": record("upload"),
    "licences": PAGE,
    "attestation": PAGE,
    "accreditation": PAGE,
    "applications": PAGE,
    "application-new": FORM,
    "application": record("application"),
    "application-form": Row(get=302, post=409, of="application"),
    "application-action": moves("application"),
    "application-recheck": press("application", 302),
    "contracts": PAGE,
    "contract": record("contract"),
    "contract-action": moves("contract"),
    "contract-sign": Row(get=409, post=409, of="contract"),
    "acts": PAGE,
    "act": record("act"),
    "act-action": moves("act"),
    "act-sign": Row(get=409, post=409, of="act"),
    "act-form-again": press("act", 409),
    "act-invoice": press("act", 409),
    "payments": PAGE,
    "pupils": PAGE,
    "submission-action": moves("submission"),
    "duplicates": PAGE,
    "duplicate": record("duplicate"),
    "duplicate-action": moves("duplicate"),
    "study-proofs": PAGE,
    "study-proofs-register": PAGE,
    "study-proof-new": Row(post=400, of="school"),
    "study-proof": record("study-proof"),
    "study-proof-action": moves("study-proof"),
    "study-proof-file": record("study-proof"),
    "delegations": PAGE,
    "delegation-new": Row(post=400, but=ONLY_THE_HEAD_OF_SCHOOL),
    "delegation-revoke": Row(post=400, of="delegation", but=ONLY_THE_HEAD_OF_SCHOOL),
}

DEPARTMENT = {
    **MONTHS_OF_A_SCHOOL,
    "delivery": Row(post=403),  # a bulk action without a name
    "desk": PAGE,
    "search": PAGE,
    "outages": PAGE,
    "schools": PAGE,
    "school": record("school"),
    "school-action": moves("school"),
    "school-id": press("school", 409),
    "school-purpose": Row(post=400, of="school"),
    "school-document": Row(of="school", parts={"document": "document"}),
    "delegations": PAGE,
    "delegation-new": Row(post=400, but=ONLY_THE_HEAD_OF_DEPARTMENT),
    "delegation-revoke": Row(post=400, of="delegation", but=ONLY_THE_HEAD_OF_DEPARTMENT),
    "budget": PAGE,
    "applications": PAGE,
    "application": record("application"),
    "application-action": moves("application"),
    "application-recheck": press("application", 302),
    "contracts": PAGE,
    "contract": record("contract"),
    "contract-action": moves("contract"),
    "contract-sign": Row(get=409, post=409, of="contract"),
    "acts": PAGE,
    "acts-form": Row(get=405, post=409),  # which month?
    "act": record("act"),
    "act-action": moves("act"),
    "act-sign": Row(get=409, post=409, of="act"),
    "act-form-again": press("act", 409),
    "act-invoice": press("act", 409),
    "plan": PAGE,
    "plan-draft": FORM,
    "plan-version-action": moves("plan-version"),
    "plan-draft-discard": press("plan-version", 302),
    "intake-new": FORM,
    "intake-action": moves("intake"),
    "intake-reopen": Row(post=400, of="intake"),
    "intake-distribute": press("intake", 409),
    "distribution": record("distribution"),
    "distribution-action": moves("distribution"),
    "distribution-protocol": record("distribution"),
    "registers": PAGE,
    "register-new": Row(post=409),
    "register": record("register"),
    "register-action": moves("register"),
    "register-sign": Row(get=409, post=409, of="register"),
    "register-enlist": Row(get=405, post=409, of="register", parts={"act_pk": "other-act"}),
    "register-delist": Row(get=405, post=409, of="register", parts={"act_pk": "act"}),
    "duplicates": PAGE,
    "duplicate": record("duplicate"),
    "duplicate-action": moves("duplicate"),
    "duplicate-resolve": Row(post=400, of="duplicate"),
    "study-proofs": Row(post=403),  # a bulk action without a name
    "study-proof": record("study-proof"),
    "study-proof-action": moves("study-proof"),
    "study-proof-file": record("study-proof"),
}

FINANCE = {
    "delivery": PAGE,
    "desk": PAGE,
    "search": PAGE,
    "departments": PAGE,
    "delegations": PAGE,
    "delegation-new": Row(post=400, but=ONLY_THE_SIGNATORY),
    "delegation-revoke": Row(post=400, of="delegation", but=ONLY_THE_SIGNATORY),
    "plans": PAGE,
    "plan": record("plan"),
    "tranche-new": Row(post=400, of="budget"),
    "registers": Row(post=403),  # a bulk action without a name
    "register": record("register"),
    "register-action": moves("register"),
    "form-orders": Row(post=302, of="register"),
    # the signatory approves many at once; the operator has nothing to press there
    "payments": Row(but={Role.FINANCE_SIGNATORY: (200, 403)}),
    "payment": record("payment"),
    "payment-action": moves("payment"),
    "batch": record("batch"),
    "statements": PAGE,
    "statement-new": FORM,
    "statement": record("statement"),
    "statement-progress": record("statement"),
    "statement-line": Row(post=400, of="statement-line"),
}

VENDOR = {
    "desk": PAGE,
    "schools": PAGE,
    "submissions": PAGE,
    "submission": record("submission"),
    "keys": Row(post=404),
    "sandbox": Row(post=302),
    "sandbox-push": record("sandbox-push"),
    "requests": PAGE,
    "errors": PAGE,
    "docs": PAGE,
    "kit": PAGE,
}

AUDITOR = {
    "delivery": PAGE,
    "data-errors": PAGE,
    "desk": PAGE,
    "search": PAGE,
    "study-proofs": PAGE,
    "study-proof": record("study-proof"),  # without its scan
    "schools": PAGE,
    "school": record("school"),
    "school-document": Row(of="school", parts={"document": "document"}),
    "applications": PAGE,
    "application": record("application"),
    "contracts": PAGE,
    "contract": record("contract"),
    "acts": PAGE,
    "act": record("act"),
    "registers": PAGE,
    "register": record("register"),
    "payments": PAGE,
    "payment": record("payment"),
}

ADMINISTRATOR = {
    "desk": PAGE,
    "settings": PAGE,
    "setting-proposals": PAGE,
    "setting-proposal-action": moves("proposal"),
    "setting": Row(post=400, parts={"key": "payments.purpose_code"}),
    "people": PAGE,
    "membership-end": Row(post=400, of="membership"),
    "jobs": PAGE,
    "job-again": press("job", 302),
    "events": PAGE,
    "event-again": press("event", 302),
    "integrations": PAGE,
    "outages": PAGE,
}

CABINETS: dict[str, dict[str, Row]] = {
    "school": SCHOOL,
    "department": DEPARTMENT,
    "finance": FINANCE,
    "vendor": VENDOR,
    "auditor": AUDITOR,
    "citizen": {"desk": PAGE},
    "admin": ADMINISTRATOR,
}


# addresses of a demo and the roles that play there (none named: everybody); elsewhere none exists
DEMO: dict[str, frozenset[Role]] = {
    "demo:identities": frozenset(),
    "demo:sign-in": frozenset(),
    "demo:state": frozenset(),
    "demo:faults": frozenset(),
    "demo:esf-list": SCHOOL_ROLES,
    "demo:esf": SCHOOL_ROLES,
    "demo:outbox": frozenset(Role),
    "demo:lms": frozenset({Role.VENDOR_ENGINEER}),
    "demo:bank": FINANCE_ROLES,
    "demo:bank-execute": FINANCE_ROLES,
}


def lines() -> dict[str, tuple[str, Row]]:
    """Address → its cabinet (empty: everybody's) and row."""
    table = {name: ("", row) for name, row in EVERYBODY.items()}
    for cabinet, rows in CABINETS.items():
        table |= {f"{cabinet}:{name}": (cabinet, row) for name, row in rows.items()}
    return table
