"""People who sign in."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from core import vault
from core.identifiers import Iin


def _aad(index: bytes) -> str:
    return f"user.iin|{index.hex()}"


class UserManager(BaseUserManager["User"]):
    """Makes people with their IIN sealed."""

    def create_user(
        self, username: str, *, iin: str | None = None, password: str | None = None, **fields: Any
    ) -> "User":
        """Create a person; without a password only ЭЦП or the demo lets them in."""
        user = self.model(username=username, **fields)
        if iin:
            user.set_iin(Iin.parse(iin))
        user.set_password(password)
        user.save(using=self._db)
        return user

    def by_iin(self, iin: str) -> models.QuerySet["User"]:
        """People with that IIN (at most one)."""
        return self.filter(iin_index=vault.blind_index(iin))


class User(AbstractBaseUser):
    """A person of the portal. What they may do stands in their memberships, not here."""

    username = models.CharField(max_length=80, unique=True)
    surname = models.CharField(max_length=80, blank=True)
    given_name = models.CharField(max_length=80, blank=True)
    patronymic = models.CharField(max_length=80, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, default="ru")
    keyboard = models.BooleanField(default=True, help_text="one-key shortcuts in lists")
    iin_sealed = models.BinaryField(null=True, editable=False)
    iin_index = models.BinaryField(null=True, unique=True, max_length=32, editable=False)
    iin_last4 = models.CharField(max_length=4, blank=True, editable=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    def __str__(self) -> str:
        return self.full_name or self.username

    def set_iin(self, iin: Iin) -> None:
        """Seal the person's IIN."""
        index = vault.blind_index(iin)
        self.iin_index = index
        self.iin_sealed = vault.seal(iin, aad=_aad(index))
        self.iin_last4 = iin[-4:]

    def reveal_iin(self) -> Iin:
        """The full IIN, for checking a signature; never for a page."""
        if not self.iin_sealed or not self.iin_index:
            raise ValueError("this person has no IIN")
        return Iin(vault.unseal(self.iin_sealed, aad=_aad(bytes(self.iin_index))))

    @property
    def full_name(self) -> str:
        """Surname, name, patronymic."""
        return " ".join(part for part in (self.surname, self.given_name, self.patronymic) if part)

    @property
    def short_name(self) -> str:
        """As in the deck's header: name and the initial of the surname."""
        if not self.given_name:
            return self.username
        return f"{self.given_name} {self.surname[:1]}." if self.surname else self.given_name

    @property
    def masked_iin(self) -> str:
        """Four bullets and the last four digits."""
        return f"•••• {self.iin_last4}" if self.iin_last4 else ""
