"""Object identifiers of the national PKI, and which of them a signatory must hold. No Django.

Source: extended key usage of certificates issued by НУЦ РК (role branch 1.2.398.3.3.4.1).
"""

EMAIL_PROTECTION = "1.3.6.1.5.5.7.3.4"
"""Marks a key for signing; the authentication key has CLIENT_AUTHENTICATION instead."""
CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2"

INDIVIDUAL = "1.2.398.3.3.4.1.1"
ORGANISATION = "1.2.398.3.3.4.1.2"
FIRST_HEAD = "1.2.398.3.3.4.1.2.1"
CAN_SIGN = "1.2.398.3.3.4.1.2.2"
CAN_SIGN_FINANCIAL = "1.2.398.3.3.4.1.2.3"
HUMAN_RESOURCES = "1.2.398.3.3.4.1.2.4"
EMPLOYEE = "1.2.398.3.3.4.1.2.5"

POLICY_ORGANISATION_SIGN = "1.2.398.3.3.2.1"
POLICY_ORGANISATION_AUTH = "1.2.398.3.3.2.2"
POLICY_INDIVIDUAL_SIGN = "1.2.398.3.3.2.3"
POLICY_INDIVIDUAL_AUTH = "1.2.398.3.3.2.4"

NATIONAL_GOST_BRANCH = "1.2.398.3.10.1"
"""GOST 34.310 / 34.10-2015 keys, digests and signatures of Kazakhstan start with this."""

RoleRequirement = tuple[frozenset[str], ...]
"""Alternatives: the certificate must hold every OID of at least one of them. Empty: any role."""

ANY_ROLE: RoleRequirement = ()
ANY_EMPLOYEE: RoleRequirement = (frozenset({ORGANISATION}),)
HEAD_ONLY: RoleRequirement = (frozenset({ORGANISATION, FIRST_HEAD}),)
MAY_SIGN: RoleRequirement = (
    frozenset({ORGANISATION, FIRST_HEAD}),
    frozenset({ORGANISATION, CAN_SIGN}),
)
"""Contracts, acts, applications: the first head, or an employee with the right to sign."""
MAY_SIGN_FINANCIAL: RoleRequirement = (
    frozenset({ORGANISATION, FIRST_HEAD}),
    frozenset({ORGANISATION, CAN_SIGN_FINANCIAL}),
)
"""Payment orders."""
