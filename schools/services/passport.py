"""Edit a passport without losing another person's edit; keep its documents."""

import hashlib
import uuid
from collections.abc import Mapping
from typing import Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from core import clock
from core.workflow import Actor, TransitionForbidden, TransitionImpossible
from schools.models import Passport, PassportDocument, School
from schools.permissions import is_own_school
from schools.statuses import SchoolStatus

MOST_BYTES = 20 * 1024 * 1024
_EDITABLE = (SchoolStatus.DRAFT, SchoolStatus.RETURNED)
_MAGIC = {
    b"%PDF-": ("application/pdf", "pdf"),
    b"\xff\xd8\xff": ("image/jpeg", "jpg"),
    b"\x89PNG\r\n\x1a\n": ("image/png", "png"),
}


class PassportChanged(RuntimeError):
    """Somebody else saved the passport after this form was opened."""


class SchoolIdTaken(ValueError):
    """Another school has this id."""


class UnfitFile(ValueError):
    """The file is empty, too large or of another kind; the text is fit for the user."""

    def __init__(self, message: Any) -> None:
        super().__init__(message)
        self.message = message


def is_editable(school: School) -> bool:
    """Whether the school may change its passport now."""
    return school.status in _EDITABLE


@transaction.atomic
def edit_passport(
    *,
    school: School,
    actor: Actor,
    version: int,
    school_values: Mapping[str, Any],
    passport_values: Mapping[str, Any],
) -> Passport:
    """Save a section of the passport.

    :param version: the version that the form was opened with
    :raises PassportChanged: it is no longer that version
    :raises SchoolIdTaken: the school id belongs to another school
    :raises TransitionImpossible: the school is not being edited now
    """
    fresh = _editable(school, actor)
    saved = Passport.objects.filter(school=fresh, version=version).update(
        **passport_values, version=F("version") + 1, updated_at=clock.now()
    )
    if not saved:
        raise PassportChanged
    if school_values:
        if school_values.get("school_id", fresh.school_id) != fresh.school_id:
            fresh.school_id_confirmed_by = None
        for name, value in school_values.items():
            setattr(fresh, name, value)
        try:
            with transaction.atomic():
                fresh.save()
        except IntegrityError as problem:
            raise SchoolIdTaken from problem
    return Passport.objects.get(school=fresh)


@transaction.atomic
def add_document(
    *,
    school: School,
    actor: Actor,
    kind: str,
    content: bytes,
    original_name: str,
    number: str = "",
    issued_on: Any = None,
) -> PassportDocument:
    """Store a document under a random name; the older one of its kind stays, no longer current.

    :raises UnfitFile: by the bytes, not by the name
    :raises TransitionImpossible: the school is not being edited now
    """
    fresh = _editable(school, actor)
    content_type, suffix = kind_of_file(content)
    PassportDocument.objects.filter(school=fresh, kind=kind, is_current=True).update(
        is_current=False
    )
    return PassportDocument.objects.create(
        school=fresh,
        kind=kind,
        number=number,
        issued_on=issued_on,
        file=ContentFile(content, name=f"{uuid.uuid4().hex}.{suffix}"),
        original_name=original_name[-200:],
        content_type=content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_by_id=actor.membership_id,
        uploaded_at=clock.now(),
    )


def kind_of_file(content: bytes) -> tuple[str, str]:
    """Media type and suffix by the first bytes.

    :raises UnfitFile: empty, over 20 MB, not PDF, JPEG or PNG
    """
    if not content:
        raise UnfitFile(_("Файл пуст."))
    if len(content) > MOST_BYTES:
        raise UnfitFile(_("Файл больше 20 МБ: сожмите его или отсканируйте с меньшим качеством."))
    for magic, found in _MAGIC.items():
        if content.startswith(magic):
            return found
    raise UnfitFile(_("Подойдут только файлы PDF, JPEG и PNG."))


def _editable(school: School, actor: Actor) -> School:
    if not is_own_school(school, actor):
        raise TransitionForbidden("edit_passport")
    fresh = School.objects.select_for_update(of=("self",)).get(pk=school.pk)
    if not is_editable(fresh):
        raise TransitionImpossible(
            _("Паспорт можно менять, пока школа — черновик или возвращена на доработку.")
        )
    return fresh
