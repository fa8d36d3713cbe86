"""Forms of the payment pages: shape only, sense is the services'."""

from django import forms
from django.utils.translation import gettext_lazy as _


class StatementForm(forms.Form):
    """A bank's file."""

    file = forms.FileField(
        label=_("Файл выписки camt.053"),
        help_text=_("XML до 10 МБ. Одну и ту же выписку портал не учтёт дважды."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xml,text/xml,application/xml"}),
        error_messages={
            "required": _("Выберите файл выписки."),
            "empty": _("Файл пустой: выберите файл выписки."),
        },
    )


class ResolutionForm(forms.Form):
    """What was decided about a line that matched nothing."""

    reason = forms.CharField(
        label=_("Что решено"),
        help_text=_("Например: комиссия банка; возврат, поручение выпущено заново. До 500 знаков."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Укажите, что решено по строке.")},
    )
