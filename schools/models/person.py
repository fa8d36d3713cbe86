"""People of whom schools report: one row each, IIN and name sealed."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from core import vault
from core.identifiers import Iin


class LifeStatus(models.TextChoices):
    """What ГБД ФЛ says of a person; unknown is never a pass and never a refusal."""

    UNKNOWN = "unknown", _("Нет ответа")
    ALIVE = "alive", _("Жив")
    NOT_ALIVE = "not_alive", _("Жизненный статус не соответствует")


def iin_aad(index: bytes) -> str:
    """Name under which a person's IIN is sealed."""
    return f"person.iin|{index.hex()}"


def name_aad(index: bytes) -> str:
    """Name under which a person's name is sealed."""
    return f"person.name|{index.hex()}"


class Person(models.Model):
    """A pupil or teacher. The IIN is found by a keyed hash and read only to ask a registry."""

    iin_index = models.BinaryField(max_length=32, unique=True, editable=False)
    iin_sealed = models.BinaryField(editable=False)
    iin_last4 = models.CharField(max_length=4, editable=False)
    name_sealed = models.BinaryField(null=True, editable=False, help_text="from ГБД ФЛ")
    life_status = models.CharField(max_length=10, choices=LifeStatus, default=LifeStatus.UNKNOWN)
    citizenship = models.CharField(max_length=3, blank=True, help_text="ISO 3166-1 numeric")
    facts_on = models.DateField(null=True, help_text="day of the registry's answer")
    evidence_id = models.BigIntegerField(null=True, help_text="integrations.Evidence")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(life_status__in=LifeStatus.values), name="life_status_legal"
            )
        ]

    def __str__(self) -> str:
        return f"•••• {self.iin_last4}"

    @classmethod
    def sealed(cls, iin: Iin, index: bytes | None = None) -> "Person":
        """A new, unsaved person."""
        index = index or vault.blind_index(iin)
        return cls(
            iin_index=index, iin_sealed=vault.seal(iin, aad=iin_aad(index)), iin_last4=iin[-4:]
        )

    def reveal_iin(self) -> Iin:
        """The full IIN, to ask a registry; never for a page without an access row."""
        return Iin(vault.unseal(self.iin_sealed, aad=iin_aad(bytes(self.iin_index))))

    @property
    def name(self) -> str:
        """«Фамилия Имя Отчество» from ГБД ФЛ, or empty while it has not answered."""
        if not self.name_sealed:
            return ""
        return vault.unseal(self.name_sealed, aad=name_aad(bytes(self.iin_index)))

    def seal_name(self, parts: Iterable[str]) -> None:
        """Store the name that the registry gave."""
        text = " ".join(part for part in parts if part)
        self.name_sealed = vault.seal(text, aad=name_aad(bytes(self.iin_index)))

    @property
    def masked(self) -> str:
        """Four bullets and the last four digits."""
        return f"•••• {self.iin_last4}"
