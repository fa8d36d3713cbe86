"""How forms look: one field template, one error summary, no HTML5 validation bubbles."""

from pathlib import Path
from typing import Any

import django.forms
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.renderers import DjangoTemplates
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.money import InvalidMoney, format_tenge, parse_tenge

_WIDGETS = Path(django.forms.__file__).parent / "templates"


class FormRenderer(DjangoTemplates):
    """Set as ``FORM_RENDERER``: Django's widgets, our form and field (``templates/forms/``)."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"

    @cached_property
    def engine(self) -> Any:
        """Django's own widget templates after the project's."""
        return self.backend(
            {
                "APP_DIRS": False,
                "DIRS": [settings.BASE_DIR / "templates", _WIDGETS],
                "NAME": "djangoforms",
                "OPTIONS": {"builtins": ["django.templatetags.i18n"]},
            }
        )


def speak_alike() -> None:
    """Tell of an empty field what to do, in the same words on every form."""
    forms.Field.default_error_messages["required"] = _("Заполните это поле.")


class TengeField(forms.CharField):
    """A sum typed in tenge («1 234,50»), cleaned to integer tiyn."""

    default_error_messages = {
        "invalid": _("Введите сумму в тенге, например 1 234,50."),
        "negative": _("Сумма не может быть отрицательной."),
    }

    def __init__(self, *, allow_negative: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.allow_negative = allow_negative
        self.widget.attrs.setdefault("inputmode", "decimal")
        self.widget.attrs.setdefault("autocomplete", "off")

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]
        """Read tenge into tiyn; empty stays None."""
        text = super().to_python(value)
        if not text:
            return None
        try:
            tiyn = parse_tenge(text)
        except InvalidMoney as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        if tiyn < 0 and not self.allow_negative:
            raise ValidationError(self.error_messages["negative"], code="negative")
        return tiyn

    def prepare_value(self, value: Any) -> Any:
        """Show stored tiyn as tenge; what a person typed wrongly stays as typed."""
        return format_tenge(value) if isinstance(value, int) else value


class ReasonForm(forms.Form):
    """The reason that a return, refusal or recall must carry."""

    reason = forms.CharField(
        label=_("Причина"),
        help_text=_("Её увидит другая сторона. Напишите, что исправить."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Укажите причину.")},
    )

    def __init__(self, *args: Any, hint: Any = "", **kwargs: Any) -> None:
        """Take a page's own words on who will read the reason."""
        super().__init__(*args, **kwargs)
        if hint:
            self.fields["reason"].help_text = hint
