"""Papers of special types of study: the register, one paper, its scan."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from core import clock
from core.models import Region
from core.web.actions import TransitionView
from core.web.addresses import cabinet_reverse, cabinet_reverse_or_none
from core.web.bulk import BulkAction
from core.web.deadlines import term_words
from core.web.filters import SearchFilter
from core.web.listing import ListPage, Tab
from core.web.record import NextAction, RecordPage
from core.web.tables import (
    DateColumn,
    RecordLinkColumn,
    SelectColumn,
    StateColumn,
    Table,
)
from core.workflow import TransitionImpossible, history_of
from schools.models import SPECIAL_TYPES, ProofKind, School, StudyProof, StudyType
from schools.selectors.study_proofs import expiring
from schools.services.study_proofs import accept_proof, open_file, reject_proof, withdraw_proof
from schools.statuses import StudyProofStatus

_SHORT_KINDS = {
    ProofKind.PMPC_CONCLUSION: gettext_lazy("Заключение консультации (ПМПК)"),
    ProofKind.VKK_CONCLUSION: gettext_lazy("Заключение комиссии (ВКК)"),
    ProofKind.SCHOOL_ORDER: gettext_lazy("Приказ школы"),
}
_TYPES = [(one.value, one.label) for one in StudyType if one in SPECIAL_TYPES]


class ProofTable(Table):
    """The register: whose paper, of which kind, until when."""

    number = RecordLinkColumn("study-proof", verbose_name=gettext_lazy("Документ"))
    person = tables.Column(verbose_name=gettext_lazy("Ученик"), orderable=False)
    school = tables.Column(verbose_name=gettext_lazy("Школа"), order_by="school__sort_key")
    study_type = tables.Column(verbose_name=gettext_lazy("Тип обучения"))
    kind = tables.Column(verbose_name=gettext_lazy("Вид документа"))
    valid_until = DateColumn(verbose_name=gettext_lazy("Действует по"), default="—")
    submitted_at = DateColumn(verbose_name=gettext_lazy("Подан"), days=True)
    status = StateColumn()

    class Meta(Table.Meta):
        model = StudyProof
        fields = (
            "number", "person", "school", "study_type", "kind", "valid_until", "submitted_at",
            "status",
        )  # fmt: skip

    def render_person(self, record: StudyProof) -> str:
        """Name, if known, and the last digits of the IIN."""
        return format_html("{} <small>{}</small>", record.person.name, record.person.masked)

    def value_person(self, record: StudyProof) -> str:
        """The masked IIN only: an export leaves the house."""
        return record.person.masked

    def render_kind(self, record: StudyProof) -> Any:
        """The name as people say it."""
        return _SHORT_KINDS[ProofKind(record.kind)]

    def value_kind(self, record: StudyProof) -> str:
        """The same words."""
        return str(_SHORT_KINDS[ProofKind(record.kind)])

    def render_school(self, record: StudyProof) -> str:
        """The name in the language of the page."""
        return record.school.name


class ReviewTable(ProofTable):
    """The department's: rows to choose, and the term of its look."""

    selected = SelectColumn()
    due_on = DateColumn(verbose_name=gettext_lazy("Срок"), default="—")

    class Meta(ProofTable.Meta):
        fields = (
            "selected", "number", "person", "school", "study_type", "kind", "valid_until",
            "due_on", "status",
        )  # fmt: skip
        exclude = ("submitted_at",)
        sequence = fields


class AuditedTable(ProofTable):
    """An auditor's: no names."""

    class Meta(ProofTable.Meta):
        """The same columns; without it the package's own page would be drawn."""

    def render_person(self, record: StudyProof) -> str:
        """The last digits of the IIN alone."""
        return record.person.masked


class ProofFilters(django_filters.FilterSet):
    """Search by number, school or BIN; type, kind."""

    q = SearchFilter(
        label=gettext_lazy("Поиск: №, школа, БИН"), fields=("number", "school__search_key")
    )
    study_type = django_filters.ChoiceFilter(label=gettext_lazy("Тип обучения"), choices=_TYPES)
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Вид документа"), choices=list(_SHORT_KINDS.items())
    )
    school = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Школа"), queryset=lambda request: _schools(request)
    )

    class Meta:
        model = StudyProof
        fields: tuple[str, ...] = ()


class AuditedFilters(ProofFilters):
    """The region instead of the school: a list of all schools of the country helps nobody."""

    school = None
    region = django_filters.ModelChoiceFilter(
        field_name="school__region", label=gettext_lazy("Регион"), queryset=Region.objects.all()
    )

    class Meta(ProofFilters.Meta):
        """The same."""


def _schools(request: Any) -> models.QuerySet[School]:
    return School.objects.visible_to(getattr(request, "actor", None)).filter(status="active")


def _in(*states: str) -> Any:
    return lambda rows, actor: rows.filter(status__in=states)


def _ending(rows: models.QuerySet[StudyProof], _actor: Any) -> models.QuerySet[StudyProof]:
    return expiring(rows, today=clock.today())


_EXPIRING = Tab("expiring", gettext_lazy("Скоро закончатся"), _ending)
_REJECTED = Tab("rejected", gettext_lazy("Отклонённые"), _in(StudyProofStatus.REJECTED))
_ALL = Tab("all", gettext_lazy("Все"))


class ProofsPage(ListPage):
    """Papers that the member may see."""

    title = gettext_lazy("Поданные документы об особых условиях обучения")
    table_class: type[Table] = ProofTable
    filterset_class = ProofFilters
    export_name = "study-proofs"
    tabs = (
        _ALL,
        Tab("review", gettext_lazy("На проверке"), _in(StudyProofStatus.SUBMITTED)),
        _EXPIRING,
        _REJECTED,
    )
    empty_title = gettext_lazy("Документов пока нет")

    def get_queryset(self) -> models.QuerySet[StudyProof]:
        """Own, of the region, or all."""
        return StudyProof.objects.visible_to(self.actor).select_related(
            "school__organisation", "person"
        )


class ReviewPage(ProofsPage):
    """The department's queue first; many read papers are accepted at once."""

    title = gettext_lazy("Документы об особых условиях обучения")
    intro = gettext_lazy(
        "Поданный документ сразу засчитывается в акте; отклонённый — нет. "
        "Откройте документ, прочитайте файл и примите решение."
    )
    table_class = ReviewTable
    tabs = (
        Tab("review", gettext_lazy("Ждут проверки"), _in(StudyProofStatus.SUBMITTED)),
        _EXPIRING,
        _REJECTED,
        _ALL,
    )
    bulk_actions = (BulkAction("accept", gettext_lazy("Принять документы")),)

    def perform_one(self, record: StudyProof, name: str, *, reason: str) -> None:
        """Accept one."""
        accept_proof(proof=record, actor=self.actor)


class AuditedProofs(ProofsPage):
    """Every paper of the country, without names."""

    title = gettext_lazy("Документы об особых условиях обучения")
    table_class = AuditedTable
    filterset_class = AuditedFilters


class ProofPage(RecordPage):
    """One paper: what it says, its scan, who opened it, what was decided."""

    template_name = "schools/study_proof.html"
    list_url_name = "study-proofs"
    list_label = gettext_lazy("К документам")
    actions_url_name = "study-proof-action"

    def get_queryset(self) -> models.QuerySet[StudyProof]:
        """Papers the member may see."""
        return StudyProof.objects.visible_to(self.actor).select_related(
            "school__organisation", "school__region", "person", "file", "replaces"
        )

    def get_title(self) -> str:
        """Our number of the paper."""
        return _("Документ %(number)s") % {"number": self.object.number}

    def get_subtitle(self) -> str:
        """School, owner, region."""
        school = self.object.school
        return " · ".join((school.name, school.organisation.name, str(school.region)))

    def get_next_action(self) -> NextAction | None:
        """Who must move, and what it means for the money."""
        proof, of_school = self.object, self.actor.role.startswith("school_")
        if proof.status == StudyProofStatus.SUBMITTED:
            due = term_words(proof.due_on)
            if of_school or self.read_only:
                text = _("Документ уже засчитывается: акты считают норматив его типа обучения.")
                return NextAction(
                    _("Документ проверяет управление образования"), text, due, tone="wait"
                )
            text = _("Прочитайте файл. Пока решения нет, документ засчитывается.")
            return NextAction(_("Примите или отклоните документ"), text, due)
        if proof.status == StudyProofStatus.REJECTED and of_school:
            if proof.replaced_by.exists():
                return NextAction(_("Документ заменён новым"), tone="done")
            last = history_of(proof).first()
            text = _("До замены оплачивается общий норматив, разница откладывается.")
            why = last.reason if last else ""
            return NextAction(
                _("Документ отклонён: замените его"), f"{why} {text}".strip(), tone="stop"
            )
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The scan's address where the member may open it."""
        proof = self.object
        following = proof.replaced_by.order_by("pk").first()
        openings = proof.openings.select_related("membership__user", "membership__organisation")
        return super().get_context_data(
            names=not self.read_only,
            file_url=cabinet_reverse_or_none(self.request, "study-proof-file", proof.pk),
            new_url=self._new_url(),
            openings=openings[:20],
            replaces_url=self._url_of(proof.replaces_id),
            following=following,
            following_url=self._url_of(following.pk if following else None),
            expired=proof.valid_until is not None and proof.valid_until < clock.today(),
            **kwargs,
        )

    def _url_of(self, pk: int | None) -> str:
        return cabinet_reverse(self.request, "study-proof", pk) if pk else ""

    def _new_url(self) -> str:
        proof = self.object
        if proof.status != StudyProofStatus.REJECTED or proof.replaced_by.exists():
            return ""
        url = cabinet_reverse_or_none(self.request, "study-proof-new", proof.school_id)
        return f"{url}?pupil={proof.person_id}" if url else ""


class ProofAction(TransitionView):
    """Accept, reject, withdraw."""

    record_url_name = "study-proof"

    def get_queryset(self) -> models.QuerySet[StudyProof]:
        """Papers the member may see."""
        return StudyProof.objects.visible_to(self.request.actor).select_related("school")

    def perform(self, record: StudyProof, name: str, *, reason: str) -> StudyProof:
        """Through the services that know the money."""
        actor = self.request.actor
        if name == "accept":
            return accept_proof(proof=record, actor=actor)
        if name == "reject":
            return reject_proof(proof=record, actor=actor, reason=reason)
        if name == "withdraw":
            return withdraw_proof(proof=record, actor=actor, reason=reason)
        raise TransitionImpossible(_("Такого действия нет."))


class ProofFile(View):
    """The scan, shown by the browser itself; every look is written down."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The bytes, kept by no cache and run by no page."""
        proof = get_object_or_404(StudyProof.objects.visible_to(request.actor), pk=pk)
        content, content_type = open_file(proof=proof, actor=request.actor)
        suffix = content_type.rpartition("/")[2].replace("jpeg", "jpg")
        answer = HttpResponse(content, content_type=content_type)
        answer["Content-Disposition"] = f'inline; filename="study-proof-{proof.pk}.{suffix}"'
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Cache-Control"] = "private, no-store"
        return answer
