"""What the school's page and the department's page of a school share."""

from typing import Any

from django.db import models
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views import View

from core.periods import Month
from core.web.actions import TransitionView
from core.web.addresses import cabinet_reverse, reverse_or_none
from core.web.record import RecordPage, RecordTab, Step, money_steps
from core.workflow import TransitionImpossible
from schools.models import PassportDocument, School, Submission
from schools.sections import standings
from schools.selectors.passport import passport_of, places_of, purpose_decision
from schools.selectors.passport_view import document_slots, passport_lines
from schools.selectors.pupils import months_of, pupil_page, waiting_submissions
from schools.selectors.teaching import marks_delivered, teacher_page, teaching_months
from schools.services import digitisation
from schools.services.quarantine import confirm_submission, reject_submission
from schools.statuses import SchoolStatus


class BaseSchoolPage(RecordPage):
    """Tabs, places and passport of a school."""

    template_name = "schools/school.html"
    list_url_name = "schools"
    actions_url_name = "school-action"
    tabs = (
        RecordTab("passport", _("Паспорт школы"), "schools/_passport.html"),
        RecordTab("pupils", _("Ученики"), "schools/_pupils.html"),
        RecordTab("teachers", _("Преподаватели"), "schools/_teachers.html"),
        RecordTab("applications", _("Заявки на финансирование (ГОЗ)"), "schools/_downstream.html"),
        RecordTab("contracts", _("Договоры"), "schools/_downstream.html"),
        RecordTab("acts", _("Акты"), "schools/_downstream.html"),
        RecordTab("history", _("История"), "schools/_history.html"),
    )

    def get_queryset(self) -> models.QuerySet[School]:
        """Schools the member may see."""
        return School.objects.visible_to(self.actor).select_related("organisation", "region")

    def get_title(self) -> str:
        """The school's name."""
        return self.object.name

    def get_subtitle(self) -> str:
        """Id, owner and region."""
        parts = (self.object.school_id, self.object.organisation.name, self.object.region.name)
        return " · ".join(str(part) for part in parts if part)

    def get_steps(self) -> Any:
        """Digitisation is the second of the eight."""
        done = self.object.status in (SchoolStatus.ACTIVE, SchoolStatus.SUSPENDED)
        stopped = self.object.status in (SchoolStatus.REFUSED, SchoolStatus.CLOSED)
        state = "done" if done else "stopped" if stopped else "now"
        return money_steps(Step.DIGITISATION, state=state)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The parts of the chosen tab."""
        wanted = self.request.GET.get("tab", "passport")
        parts = self._pupils() if wanted == "pupils" else {}
        if wanted == "teachers":
            parts = self._teachers()
        if wanted in ("applications", "contracts", "acts"):
            name = f"{self.request.resolver_match.namespace}:{wanted}"
            parts = {"downstream_url": reverse_or_none(name)}
        return super().get_context_data(
            passport=passport_of(self.object),
            lines=passport_lines(self.object),
            sections=standings(self.object),
            slots=document_slots(self.object),
            places=places_of(self.object),
            purpose=purpose_decision(self.object),
            **parts,
            **kwargs,
        )

    def _shown(self, months: list[Month]) -> Month | None:
        """The month of the URL, or the newest with data."""
        try:
            return Month.parse(self.request.GET.get("month", ""))
        except ValueError:
            return months[0] if months else None

    def _teachers(self) -> dict[str, Any]:
        months = teaching_months(self.object)
        month, page = self._shown(months), None
        if month is not None:
            number = self.request.GET.get("page", "1")
            page = teacher_page(school=self.object, month=month, number=number)
        return {
            "teaching_months": months,
            "shown_month": month,
            "teachers": page,
            "marks_delivered": marks_delivered(self.object),
        }

    def _pupils(self) -> dict[str, Any]:
        months = months_of(self.object)
        month = self._shown(months)
        page = None
        if month is not None:
            number = self.request.GET.get("page", "1")
            page = pupil_page(school=self.object, month=month, number=number)
        return {
            "months": months,
            "shown_month": month,
            "pupils": page,
            "waiting": waiting_submissions(self.object),
        }


class BaseSchoolAction(TransitionView):
    """Moves of a school, through the services that know their terms."""

    record_url_name = "school"

    def get_queryset(self) -> models.QuerySet[School]:
        """Schools the member may see."""
        return School.objects.visible_to(self.request.actor)

    def perform(self, record: School, name: str, *, reason: str) -> School:
        """Send, activate, send back or appeal with the term; other moves as they are."""
        actor = self.request.actor
        if name == "submit":
            return digitisation.submit_school(school=record, actor=actor)
        if name == "activate":
            return digitisation.activate_school(school=record, actor=actor)
        if name == "send_back":
            return digitisation.send_back_school(school=record, actor=actor, reason=reason)
        if name == "appeal":
            return digitisation.appeal_refusal(school=record, actor=actor, reason=reason)
        return super().perform(record, name, reason=reason)


class DocumentFile(View):
    """Hand over a document: as an attachment, by those who may see the school."""

    def get(self, request: HttpRequest, pk: int, document: int) -> HttpResponseBase:
        """The file, never run by the browser."""
        school = get_object_or_404(School.objects.visible_to(request.actor), pk=pk)
        found = get_object_or_404(PassportDocument, pk=document, school=school)
        try:
            content = found.file.open("rb")
        except FileNotFoundError as missing:
            raise Http404 from missing
        suffix = found.file.name.rpartition(".")[2]
        answer = FileResponse(
            content,
            as_attachment=True,
            filename=f"{found.kind}-{found.pk}.{suffix}",
            content_type=found.content_type,
        )
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Cache-Control"] = "private, no-store"
        return answer


class SubmissionAction(TransitionView):
    """The school's word about quarantined data."""

    record_url_name = "school"

    def get_queryset(self) -> models.QuerySet[Submission]:
        """Pushes the member may see."""
        return Submission.objects.visible_to(self.request.actor).select_related("school", "vendor")

    def get_record_url(self, record: Submission) -> str:
        """Back to the pupils of the school."""
        return f"{cabinet_reverse(self.request, 'school', record.school_id)}?tab=pupils"

    def perform(self, record: Submission, name: str, *, reason: str) -> Submission:
        """Confirm writes the rows; reject leaves them."""

        if name == "confirm":
            return confirm_submission(submission=record, actor=self.request.actor)
        if name == "reject":
            return reject_submission(submission=record, actor=self.request.actor, reason=reason)
        raise TransitionImpossible(_("Такого действия нет."))
