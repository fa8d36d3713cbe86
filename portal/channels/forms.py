"""Forms of one's own contacts."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.channels.contacts import ContactRefused, normal_phone
from portal.models import Channel


class EmailForm(forms.Form):
    """Where letters go."""

    address = forms.EmailField(
        label=_("Адрес электронной почты"),
        max_length=120,
        error_messages={"invalid": _("Такого адреса не бывает: проверьте его.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class PhoneForm(forms.Form):
    """Where SMS go."""

    address = forms.CharField(
        label=_("Мобильный телефон"),
        max_length=25,
        help_text=_("Например, +7 701 123 45 67."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )

    def clean_address(self) -> str:
        """In the one form that the gateway takes."""
        try:
            return normal_phone(self.cleaned_data["address"])
        except ContactRefused as refused:
            raise ValidationError(str(refused)) from refused


class CodeForm(forms.Form):
    """The code that came."""

    code = forms.RegexField(
        r"^\s*\d{6}\s*$",
        label=_("Код из сообщения"),
        error_messages={"invalid": _("Код — шесть цифр.")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


ADDRESS_FORMS: dict[str, type[forms.Form]] = {Channel.EMAIL: EmailForm, Channel.SMS: PhoneForm}
