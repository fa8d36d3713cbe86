"""Pages of the school's cabinet: hand in a file, see what it would do, accept it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import TemplateView

from core import clock
from core.periods import Month
from core.web.actions import impossible
from core.web.addresses import cabinet_reverse
from core.workflow import TransitionForbidden, TransitionImpossible
from lms_api.files import blank, services
from lms_api.files.content import MOST_BYTES
from lms_api.files.forms import SENDING, UploadForm, sentence
from lms_api.files.kinds import FileKind, FileType
from lms_api.files.marking import marked_file
from lms_api.files.models import FileContent, FileUpload
from lms_api.files.report import feeds_act, findings_of
from lms_api.files.sheet import Unreadable
from lms_api.files.shown import (
    ROWS_LABELS,
    done_text,
    finding_page,
    general_findings,
    names_of,
    next_text,
    period_words,
    sources_of,
    stage_of,
)
from lms_api.files.texts import said
from lms_api.forecast import money_effect
from schools.models import School
from schools.selectors.contingent import cut_off_day, primary_vendor
from schools.services.act_source import may_choose_source

_MEDIA = {
    FileType.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileType.CSV: "text/csv; charset=utf-8",
}


class NewUploadPage(View):
    """«Загрузить файлом»: template, school, period, file."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The empty form; ``school`` and ``month`` of the address are chosen already."""
        kind = self._kind(request.GET.get("kind", FileKind.PUPILS))
        given = {name: request.GET[name] for name in ("school", "month") if name in request.GET}
        return self._page(kind, UploadForm(initial=given, actor=request.actor, kind=kind))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the file and open its page, where it is being checked."""
        kind = self._kind(request.GET.get("kind", FileKind.PUPILS))
        form = UploadForm(request.POST, request.FILES, actor=request.actor, kind=kind)
        if not form.is_valid():
            return self._page(kind, form)
        given = form.cleaned_data["file"]
        try:
            upload = services.receive_file(
                school=form.cleaned_data["school"],
                actor=request.actor,
                kind=kind,
                month=Month.parse(form.cleaned_data["month"]),
                content=given.read(MOST_BYTES + 1),
                name=given.name,
                is_strict=form.cleaned_data["is_strict"],
            )
        except Unreadable as refusal:
            form.add_error("file", sentence(refusal))
            return self._page(kind, form)
        except TransitionForbidden as error:
            raise PermissionDenied from error
        except TransitionImpossible as refusal:
            return impossible(request, refusal, back_url=cabinet_reverse(request, "uploads"))
        return redirect(cabinet_reverse(request, "upload", upload.pk))

    def _kind(self, code: str) -> FileKind:
        if code not in FileKind.values:
            raise Http404
        return FileKind(code)

    def _page(self, kind: FileKind, form: UploadForm) -> HttpResponse:
        own = School.objects.visible_to(self.request.actor).filter(status__in=SENDING)
        context = {
            "title": _("Загрузить файлом"),
            "kind": kind,
            "form": form,
            "tabs": [
                {"label": one.label, "url": f"?kind={one}", "current": one == kind, "count": None}
                for one in FileKind
            ],
            "sources": sources_of(list(own[:20]), on_date=cut_off_day(Month.of(clock.today()))),
            "source_month": Month.of(clock.today()).first_day,
            "has_schools": own.exists(),
            "back_url": cabinet_reverse(self.request, "uploads"),
        }
        status = 400 if form.is_bound else 200
        return render(self.request, "lms_api/files/new.html", context, status=status)


class BlankFile(View):
    """The template to fill in, in the language of the page."""

    def get(self, request: HttpRequest, kind: str, file_type: str) -> HttpResponse:
        """XLSX with lists and hints, or CSV with captions."""
        if kind not in FileKind.values or file_type not in FileType.values:
            raise Http404
        language = get_language() or "ru"
        make = blank.blank_workbook if file_type == FileType.XLSX else blank.blank_csv
        return _attachment(make(kind, language), f"{kind}-template", file_type)


class _OfUpload:
    """A view of one file of the school's own."""

    request: HttpRequest
    kwargs: dict[str, Any]

    def upload(self) -> FileUpload:
        """The file, or 404."""
        rows = FileUpload.objects.visible_to(self.request.actor).select_related(
            "school__organisation", "submission", "uploaded_by__user", "accepted_by__user"
        )
        return get_object_or_404(rows, pk=self.kwargs["pk"])


class UploadPage(_OfUpload, TemplateView):
    """One file: being checked, what it would do, what it did."""

    template_name = "lms_api/files/upload.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything of the report in words."""
        upload = self.upload()
        report = upload.report or {}
        words, tone = stage_of(upload)
        context = {
            "title": upload.get_kind_display(),
            "upload": upload,
            "period": period_words(upload),
            "stage": {"label": words, "tone": tone},
            "report": report,
            "is_worked_at": upload.is_worked_at(),
            "back_url": cabinet_reverse(self.request, "uploads"),
            "new_url": self._new_url(upload),
        }
        if upload.is_worked_at():
            return super().get_context_data(**(context | _progress(upload)), **kwargs)
        problem = report.get("unreadable") or {"code": report.get("stopped")}
        if problem["code"]:
            text, remedy = said(problem["code"], get_language() or "ru")
            names = names_of(problem.get("names", ()), upload.kind)
            context["problem"] = {**problem, "text": text, "remedy": remedy, "names": names}
        else:
            context |= self._result(upload)
        return super().get_context_data(**context, **kwargs)

    def _result(self, upload: FileUpload) -> dict[str, Any]:
        findings = finding_page(upload, number=self.request.GET.get("page", "1"))
        report = upload.report or {}
        money = money_effect(submission=upload.submission) if upload.submission else {}
        return {
            "findings": findings,
            "general": general_findings(upload),
            "has_content": FileContent.objects.filter(upload=upload).exists(),
            "is_waiting": upload.is_waiting(),
            "feeds_act": feeds_act(upload=upload),
            "source": primary_vendor(upload.school, cut_off_day(upload.period)),
            "may_choose_source": may_choose_source(upload.school, self.request.actor),
            "money": money.get("money"),
            "forecast": report.get("forecast"),
            "rows_label": ROWS_LABELS[FileKind(upload.kind)],
            "next_text": next_text(report),
            "done_text": done_text(upload),
            "pupils_url": cabinet_reverse(self.request, "school", upload.school_id)
            + f"?tab=pupils&month={upload.period}",
            "source_url": cabinet_reverse(self.request, "school-source", upload.school_id),
            "unused": ", ".join(report["unused"]),
        }

    def _new_url(self, upload: FileUpload) -> str:
        query = f"?kind={upload.kind}&school={upload.school_id}&month={upload.period}"
        return cabinet_reverse(self.request, "upload-new") + query


class UploadProgress(_OfUpload, View):
    """The bar, asked for again and again until the work is done; then the page loads anew."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A part of the page."""
        upload = self.upload()
        answer = render(request, "lms_api/files/_progress.html", _progress(upload))
        if not upload.is_worked_at() or upload.has_given_up():
            answer["HX-Refresh"] = "true"
        answer["Cache-Control"] = "no-store"
        return answer


class AcceptUpload(_OfUpload, View):
    """«Принять», and «Попробовать снова» where a job gave up."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Let a job do it."""
        upload = self.upload()
        url = cabinet_reverse(request, "upload", pk)
        do = services.start_again if upload.has_given_up() else services.accept_file
        try:
            do(upload=upload, actor=request.actor)
        except TransitionForbidden as error:
            raise PermissionDenied from error
        except TransitionImpossible as refusal:
            return impossible(request, refusal, back_url=url)
        messages.success(
            request, _("Файл принимается. Страницу можно закрыть: работа не прервётся.")
        )
        return redirect(url)


class MarkedFile(_OfUpload, View):
    """The school's file back, with what is wrong in every row."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Only while the content is kept, and only for the school's own people."""
        upload = self.upload()
        if not FileContent.objects.filter(upload=upload).exists() or not upload.report:
            raise Http404
        try:
            sheet = services.opened_sheet(upload)
        except Unreadable as unreadable:
            raise Http404 from unreadable
        content = marked_file(
            sheet=sheet,
            findings=findings_of(upload.report),
            language=get_language() or "ru",
        )
        return _attachment(content, f"{upload.kind}-{upload.period}-{upload.pk}", upload.file_type)


def _progress(upload: FileUpload) -> dict[str, Any]:
    job = upload.job if upload.is_worked_at() else None
    return {
        "upload": upload,
        "done": job.done if job else 0,
        "has_given_up": upload.has_given_up(),
        "is_accepting": upload.accepted_at is not None,
    }


def _attachment(content: bytes, name: str, file_type: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=_MEDIA[FileType(file_type)])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{file_type}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
