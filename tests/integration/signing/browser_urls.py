"""Addresses of the browser test: the portal's own, and one page to sign."""

from django.http import HttpResponse
from django.urls import path

from core.workflow import Actor
from ortabilim.urls import urlpatterns as portal_urls
from signing import oids
from signing.models import Document
from signing.panel import ExpectedSigner
from signing.services import attach_signature
from signing.views import SigningView
from tests.integration.signing.conftest import AIGERIM


class SignAnyAct(SigningView):
    side = "school"
    button = "Подписать 22 418 640,00 ₸"

    def get_document(self) -> Document:
        return Document.objects.latest("id")

    def get_signer(self) -> ExpectedSigner:
        return ExpectedSigner(iin=AIGERIM.iin, bin=AIGERIM.bin)

    def sign(self, *, document: Document, cms: bytes) -> str:
        attach_signature(
            document=document,
            cms=cms,
            actor=Actor(user_id=1, membership_id=11, role="school_head", label="Сапарова"),
            side=self.side,
            expected_iin=AIGERIM.iin,
            expected_bin=AIGERIM.bin,
            required_oids=oids.MAY_SIGN,
        )
        return "/signed"


urlpatterns = [
    path("sign", SignAnyAct.as_view()),
    path("signed", lambda request: HttpResponse("Подписано")),
    *portal_urls,
]
