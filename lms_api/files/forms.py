"""What a person says beside the file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core import clock
from core.periods import Month
from core.web.templatetags.ortabilim import month as in_words
from core.workflow import Actor
from lms_api.files.content import MOST_BYTES
from lms_api.files.kinds import FileKind
from lms_api.files.period import period_of, quarter_of
from lms_api.files.sheet import Unreadable
from lms_api.files.texts import said
from schools.models import School
from schools.statuses import SchoolStatus

_MONTHS, _MONTHS_OF_QUARTERS = 12, 20
SENDING = (SchoolStatus.ACTIVE, SchoolStatus.SUSPENDED)


class UploadForm(forms.Form):
    """School, period and file; the kind stands in the address."""

    school = forms.ModelChoiceField(
        School.objects.none(),
        label=_("Школа"),
        empty_label=None,
        error_messages={
            "required": _("Выберите школу."),
            "invalid_choice": _("Выберите школу из списка."),
        },
    )
    month = forms.ChoiceField(
        label=_("Месяц"),
        error_messages={
            "required": _("Выберите период."),
            "invalid_choice": _("Выберите период из списка."),
        },
    )
    file = forms.FileField(
        label=_("Файл"),
        help_text=_("XLSX или CSV, до 5 МБ и до 10 000 строк. Файл можно перетащить в это поле."),
        error_messages={"required": _("Выберите файл."), "empty": _("Файл пуст.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv", "data-drop": "1"}),
    )
    is_strict = forms.BooleanField(
        label=_("Не принимать ничего, если есть хоть одна ошибка"),
        help_text=_("Обычно принимаются верные строки, а остальные возвращаются с пометками."),
        required=False,
    )

    def __init__(self, *args: Any, actor: Actor | None, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = School.objects.visible_to(actor).filter(status__in=SENDING)
        self.fields["school"].queryset = own.select_related("organisation")  # type: ignore[attr-defined]
        periods = _quarters() if kind == FileKind.MARKS else _months()
        self.fields["month"].choices = periods  # type: ignore[attr-defined]
        if kind == FileKind.MARKS:
            self.fields["month"].label = _("Четверть")

    def clean_file(self) -> Any:
        """Too large a file is refused before it is read."""
        given = self.cleaned_data["file"]
        if given.size > MOST_BYTES:
            raise forms.ValidationError(sentence(Unreadable("FILE_TOO_LARGE")))
        return given


def sentence(refusal: Unreadable) -> str:
    """What is wrong with a file and how to mend it, in the language of the page."""
    from django.utils.translation import get_language

    return " ".join(said(refusal.code, get_language() or "ru"))


def _months() -> list[tuple[str, str]]:
    month, found = Month.of(clock.today()), []
    for _step in range(_MONTHS):
        found.append((str(month), in_words(month.first_day)))
        month = month.previous()
    return found


def _quarters() -> list[tuple[str, str]]:
    today, found = clock.today(), []
    month = Month.of(today)
    for _step in range(_MONTHS_OF_QUARTERS):
        if period_of(FileKind.MARKS, str(month), today=today)[0] is not None:
            found.append((str(month), quarter_words(month)))
        month = month.previous()
    return found


def quarter_words(first: Month) -> str:
    """«1 четверть 2025–26»."""
    year, number = quarter_of(first)
    return str(
        _("%(number)d четверть %(year)s") % {"number": number, "year": f"{year}–{(year + 1) % 100}"}
    )
