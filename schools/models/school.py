"""A school: one building with its own id in the national education database."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from accounts.models import Membership, Organisation
from accounts.roles import DEPARTMENT_ROLES, FINANCE_ROLES
from accounts.scope import scope_of
from core.collation import search_key, sort_key
from core.models import Region
from core.state_guard import guard_states
from core.workflow import Actor
from schools.conditions import (
    nobody_has_looked_at_it,
    passport_is_complete,
    school_id_is_confirmed,
)
from schools.permissions import is_own_department, is_own_school
from schools.statuses import SchoolStatus


class Locality(models.TextChoices):
    """Where the school stands; norms differ."""

    URBAN = "urban", _("Городская")
    RURAL = "rural", _("Сельская")


class SchoolQuerySet(models.QuerySet["School"]):
    """Schools by who sees them."""

    def visible_to(self, actor: Actor | None) -> "SchoolQuerySet":
        """Own schools; a department sees its region's without drafts; finance only active ones."""
        rows = self.filter(scope_of(actor, organisation="organisation_id", region="region_id"))
        if actor and actor.role in DEPARTMENT_ROLES:
            return rows.exclude(status=SchoolStatus.DRAFT)
        if actor and actor.role in FINANCE_ROLES:
            return rows.filter(
                status__in=(SchoolStatus.ACTIVE, SchoolStatus.SUSPENDED, SchoolStatus.CLOSED)
            )
        return rows


@guard_states(initial=[SchoolStatus.DRAFT])
class School(FSMModelMixin, models.Model):
    """A private school on its way from draft to active; its details stand in ``Passport``."""

    id = models.AutoField(primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="schools")
    region = models.ForeignKey(Region, on_delete=models.PROTECT)
    school_id = models.CharField(
        max_length=18, unique=True, null=True, blank=True, help_text="НОБД, 18 digits"
    )
    school_id_confirmed_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name_ru = models.CharField(max_length=250)
    name_kk = models.CharField(max_length=250)
    ownership = models.CharField(max_length=20, default="private")
    locality = models.CharField(max_length=10, choices=Locality, default=Locality.URBAN)
    address_ru = models.CharField(max_length=300, blank=True)
    address_kk = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    status = FSMField(
        max_length=20, choices=SchoolStatus, default=SchoolStatus.DRAFT, protected=True
    )
    submitted_on = models.DateField(null=True, blank=True)
    activated_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True, help_text="term of the side that must move")
    created_at = models.DateTimeField()
    sort_key = models.CharField(max_length=400, blank=True, editable=False)
    search_key = models.CharField(max_length=1000, blank=True, editable=False)

    objects = SchoolQuerySet.as_manager()

    class Meta:
        ordering = ("sort_key", "id")
        indexes = [
            models.Index(fields=("region", "status"), name="school_region_status"),
            models.Index(fields=("sort_key", "id"), name="school_sort"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(school_id__isnull=True) | Q(school_id__regex=r"^[1-9][0-9]{17}$"),
                name="school_id_has_18_digits",
            ),
            models.CheckConstraint(
                condition=~Q(status="active") | Q(school_id__isnull=False),
                name="active_school_has_id",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the keys by which names sort and are found."""
        self.sort_key = sort_key(self.name_ru)
        self.search_key = search_key(
            f"{self.name_ru} {self.name_kk} {self.school_id or ''} {self.organisation.bin}"
        )
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def name(self) -> str:
        """Kazakh name on Kazakh pages, else Russian."""
        return self.name_kk if get_language() == "kk" and self.name_kk else self.name_ru

    @property
    def address(self) -> str:
        """Address in the language of the page."""
        return self.address_kk if get_language() == "kk" and self.address_kk else self.address_ru

    @transition(
        field=status,
        source=[SchoolStatus.DRAFT, SchoolStatus.RETURNED],
        target=SchoolStatus.UNDER_REVIEW,
        conditions=[passport_is_complete],
        permission=is_own_school,
        custom={"label": _("Отправить заявку на оцифровку"), "tone": "primary"},
    )
    def submit(self, *, on_date: dt.date, due_on: dt.date) -> None:
        """Hand the digitisation request to the education department."""
        self.submitted_on, self.due_on = on_date, due_on

    @transition(
        field=status,
        source=SchoolStatus.UNDER_REVIEW,
        target=SchoolStatus.ACTIVE,
        conditions=[passport_is_complete, school_id_is_confirmed],
        permission=is_own_department,
        custom={"label": _("Подтвердить оцифровку"), "tone": "primary"},
    )
    def activate(self, *, on_date: dt.date) -> None:
        """Admit the school to the funding chain."""
        self.activated_on, self.due_on = on_date, None

    @transition(
        field=status,
        source=SchoolStatus.UNDER_REVIEW,
        target=SchoolStatus.RETURNED,
        permission=is_own_department,
        custom={"label": _("Вернуть на доработку"), "tone": "quiet", "reason": True},
    )
    def send_back(self, *, due_on: dt.date) -> None:
        """Ask the school to mend what the reason names."""
        self.due_on = due_on

    @transition(
        field=status,
        source=SchoolStatus.UNDER_REVIEW,
        target=SchoolStatus.REFUSED,
        permission=is_own_department,
        custom={"label": _("Отказать"), "tone": "stop", "reason": True},
    )
    def refuse(self) -> None:
        """Refuse the digitisation with a reason that the school reads."""
        self.due_on = None

    @transition(
        field=status,
        source=SchoolStatus.REFUSED,
        target=SchoolStatus.UNDER_REVIEW,
        permission=is_own_school,
        custom={"label": _("Обжаловать отказ"), "tone": "primary", "reason": True},
    )
    def appeal(self, *, due_on: dt.date) -> None:
        """Ask the department to look at the refusal again."""
        self.due_on = due_on

    @transition(
        field=status,
        source=SchoolStatus.UNDER_REVIEW,
        target=SchoolStatus.DRAFT,
        conditions=[nobody_has_looked_at_it],
        permission=is_own_school,
        custom={"label": _("Отозвать заявку"), "tone": "quiet", "reason": True},
    )
    def withdraw(self) -> None:
        """Take the request back while the department has decided nothing about it."""
        self.due_on = None

    @transition(
        field=status,
        source=SchoolStatus.ACTIVE,
        target=SchoolStatus.SUSPENDED,
        permission=is_own_department,
        custom={"label": _("Приостановить"), "tone": "stop", "reason": True},
    )
    def suspend(self) -> None:
        """Stop new applications and contracts, e.g. while the licence is suspended."""

    @transition(
        field=status,
        source=SchoolStatus.SUSPENDED,
        target=SchoolStatus.ACTIVE,
        permission=is_own_department,
        custom={"label": _("Возобновить"), "tone": "primary", "reason": True},
    )
    def resume(self) -> None:
        """Lift the suspension."""

    @transition(
        field=status,
        source=SchoolStatus.ACTIVE,
        target=SchoolStatus.CLOSED,
        permission=is_own_department,
        custom={"label": _("Закрыть"), "tone": "stop", "reason": True},
    )
    def close(self) -> None:
        """The school ceased; its history stays."""
