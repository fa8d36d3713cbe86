"""Forms of sign-in and of поручения."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models.delegation import HEAD_ROLES
from accounts.roles import Role
from core.identifiers import Iin, InvalidIdentifier


class SignInForm(AuthenticationForm):
    """User name and password: administrators only, others sign in with ЭЦП."""

    error_messages = {
        "invalid_login": _("Имя пользователя или пароль не подходят."),
        "inactive": _("Эта учётная запись отключена."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Имя пользователя")
        self.fields["username"].widget.attrs.pop("autofocus", None)
        self.fields["password"].label = _("Пароль")


class GrantDelegationForm(forms.Form):
    """Whom the head lets act for the organisation, in what role and until when."""

    iin = forms.CharField(
        label=_("ИИН сотрудника"),
        max_length=12,
        help_text=_("12 цифр. На страницах показываются только последние четыре."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    surname = forms.CharField(label=_("Фамилия"), max_length=80)
    given_name = forms.CharField(label=_("Имя"), max_length=80)
    role = forms.ChoiceField(label=_("Роль"))
    may_sign = forms.BooleanField(label=_("С правом подписи своим ключом ЭЦП"), required=False)
    valid_from = forms.DateField(
        label=_("Действует с"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    valid_to = forms.DateField(
        label=_("Действует по"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, head_role: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grantable = HEAD_ROLES.get(head_role, frozenset()) - {head_role}
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (role.value, role.label) for role in Role if role in grantable
        ]

    def clean_iin(self) -> Iin:
        """A real IIN, parsed once here."""
        try:
            return Iin.parse(self.cleaned_data["iin"])
        except InvalidIdentifier as error:
            raise ValidationError(
                _("Такого ИИН не бывает: проверьте цифры."), error.code
            ) from error

    def clean(self) -> dict[str, Any]:
        """The term runs forward."""
        data = super().clean() or {}
        first, last = data.get("valid_from"), data.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("Последний день раньше первого."))
        return data


class CommentForm(forms.Form):
    """A message to the other side."""

    text = forms.CharField(
        label=_("Сообщение"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Сообщение пустое: напишите текст.")},
    )


class SavedViewForm(forms.Form):
    """A name for the filter of a list."""

    name = forms.CharField(max_length=60)
    list_path = forms.RegexField(r"^[a-z0-9/_-]{1,120}$")
    query = forms.CharField(max_length=1000, required=False)


class KeyboardForm(forms.Form):
    """Whether one-key shortcuts work."""

    keyboard = forms.BooleanField(label=_("Одиночные клавиши в списках"), required=False)
