"""Signing pages of acts and registers."""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from accounts.models import Organisation
from acts.models import Act, ActRegister
from acts.services.register_documents import prepare_register_document
from acts.services.registers import sign_register
from acts.services.signing import sign_act_by_department, sign_act_by_school
from acts.statuses import RegisterStatus
from contracts.services.documents import department_of
from contracts.views.signing import RecordSigningView, side_of
from core.workflow import TransitionImpossible
from signing.models import Document
from signing.sides import Side


class ActSigning(RecordSigningView):
    """Both sides of an act; the cabinet says which."""

    record_url_name = "act"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.side = side_of(request)
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> models.QuerySet:
        return Act.objects.visible_to(self.request.actor).select_related(
            "school__organisation", "document"
        )

    def get_organisation(self, record: Act) -> Organisation:
        if self.side == Side.SCHOOL:
            return record.school.organisation
        return department_of(record.region_id)

    def sign(self, *, document: Document, cms: bytes) -> str:
        move = sign_act_by_school if self.side == Side.SCHOOL else sign_act_by_department
        move(
            act=self.record,
            actor=self.request.actor,
            cms=cms,
            document_code=document.code,
        )
        return self.back_url


class RegisterSigning(RecordSigningView):
    """The department's signature under a register."""

    record_url_name = "register"
    side = Side.DEPARTMENT

    def get_queryset(self) -> models.QuerySet:
        return ActRegister.objects.visible_to(self.request.actor)

    def get_document(self) -> Document:
        register = self.record
        if register.status == RegisterStatus.FORMING:
            return prepare_register_document(register=register)
        if register.document is None:
            raise TransitionImpossible(_("Документ ещё не подготовлен: подписывать нечего."))
        return register.document

    def get_organisation(self, record: ActRegister) -> Organisation:
        return department_of(record.region_id)

    def amount_of(self, record: ActRegister) -> int:
        return int(record.total_tiyn)

    def sign(self, *, document: Document, cms: bytes) -> str:
        sign_register(
            register=self.record,
            actor=self.request.actor,
            cms=cms,
            document_code=document.code,
        )
        return self.back_url
