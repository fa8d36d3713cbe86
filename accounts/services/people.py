"""Finding a person by IIN, or opening the account they will sign in to with their own key."""

import secrets

from django.db import transaction

from accounts.models import User
from core.identifiers import Iin


@transaction.atomic
def find_or_create_person(*, iin: Iin, surname: str, given_name: str) -> User:
    """Return the person with that IIN; a new one gets an account without a password.

    The names of a known person are not changed by what somebody else typed.
    """
    known = User.objects.by_iin(iin).first()
    if known is not None:
        return known
    return User.objects.create_user(
        f"person-{secrets.token_hex(8)}", iin=iin, surname=surname, given_name=given_name
    )
