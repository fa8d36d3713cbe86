"""Forms of the passport: one a section, each tells clearly what is wrong."""

import datetime as dt
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core import clock
from core.identifiers import Iban, InvalidIdentifier, SchoolId
from core.models import Region
from core.web.forms import TengeField
from schools.models import Locality, Passport, School
from schools.models.passport import BuildingPurpose, RightKind

_REQUIRED = {"required": _("Заполните это поле.")}


def _date(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=_REQUIRED | {"invalid": _("Введите дату, например 05.05.2020.")},
        **options,
    )


def _count(label: Any, *, most: int = 20_000, least: int = 0, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        error_messages=_REQUIRED | {"invalid": _("Введите целое число.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        **options,
    )


def _text(label: Any, *, most: int, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, error_messages=_REQUIRED, **options)


def _pattern(label: Any, pattern: str, wrong: Any, **options: Any) -> forms.RegexField:
    return forms.RegexField(
        pattern, label=label, error_messages=_REQUIRED | {"invalid": wrong}, **options
    )


def _not_later_than_today(day: dt.date) -> None:
    if day > clock.today():
        raise ValidationError(_("Эта дата ещё не наступила."))


class _AreaField(forms.DecimalField):
    """Square metres with one decimal, shown and typed with a comma; a point is read too."""

    def to_python(self, value: Any) -> Any:
        """Read «300,5»."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        """Show the stored number as the passport does."""
        return str(value).replace(".", ",") if isinstance(value, Decimal) else value


class NewSchoolForm(forms.Form):
    """The first step of «Добавить школу»; everything else follows in the task list."""

    name_ru = _text(_("Наименование (рус)"), most=250)
    name_kk = _text(_("Наименование (каз)"), most=250)
    region = forms.ModelChoiceField(
        Region.objects.all(),
        label=_("Регион"),
        empty_label=_("Выберите регион"),
        error_messages=_REQUIRED,
    )
    locality = forms.ChoiceField(
        label=_("Местность"), choices=Locality.choices, error_messages=_REQUIRED
    )


class SectionForm(forms.Form):
    """A section of the passport, with the version it was opened with."""

    school_fields: ClassVar[tuple[str, ...]] = ()
    version = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=1,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value"),
            _("Раздел открыт не полностью. Вернитесь в паспорт школы и откройте его снова."),
        ),
    )

    @classmethod
    def opened(cls, school: School, passport: Passport) -> "SectionForm":
        """The form as stored."""
        initial: dict[str, Any] = {"version": passport.version}
        for name in cls.base_fields:
            if name != "version":
                initial[name] = getattr(school if name in cls.school_fields else passport, name)
        return cls(initial=initial)

    def values(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """What goes to the school and what to its passport."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        of_school = {name: data.pop(name) for name in self.school_fields}
        return of_school, data


class IdentityForm(SectionForm):
    """Names, id and address."""

    school_fields = (
        "school_id", "name_ru", "name_kk", "locality", "address_ru", "address_kk", "phone", "email",
    )  # fmt: skip
    school_id = forms.CharField(
        label=_("Id школы (НОБД)"),
        help_text=_("18 цифр. Управление образования сверит его с НОБД."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=_REQUIRED,
    )
    name_ru = _text(_("Наименование (рус)"), most=250)
    name_kk = _text(_("Наименование (каз)"), most=250)
    locality = forms.ChoiceField(label=_("Местность"), choices=Locality.choices)
    address_ru = _text(_("Адрес (рус)"), most=300)
    address_kk = _text(_("Адрес (каз)"), most=300)
    phone = _pattern(
        _("Телефон"),
        r"^\+7[0-9]{10}$",
        _("Введите номер в виде +77010000000."),
        help_text=_("Например, +77010000000"),
    )
    email = forms.EmailField(
        label=_("Электронная почта"),
        required=False,
        error_messages={"invalid": _("Проверьте адрес почты.")},
    )

    def clean_school_id(self) -> str:
        """Eighteen digits."""
        try:
            return SchoolId.parse(self.cleaned_data["school_id"])
        except InvalidIdentifier as problem:
            raise ValidationError(_("Id школы — 18 цифр, первая не ноль.")) from problem


class LicenceForm(SectionForm):
    """The licence and the levels its annex allows."""

    licence_number = _pattern(
        _("Номер лицензии"),
        r"^KZ[0-9]{2}[A-Z]{3}[0-9]{8}$",
        _("Номер лицензии выглядит так: KZ18LAA00000001 (латинские буквы)."),
        help_text=_("Например, KZ18LAA00000001"),
    )
    licence_issued_on = _date(_("Дата выдачи лицензии"), validators=[_not_later_than_today])
    licence_annex_number = _text(_("Номер приложения к лицензии"), most=20)
    teaches_primary = forms.BooleanField(label=_("Начальное образование"), required=False)
    teaches_basic = forms.BooleanField(label=_("Основное среднее образование"), required=False)
    teaches_general = forms.BooleanField(label=_("Общее среднее образование"), required=False)

    def clean(self) -> dict[str, Any]:
        """At least one level."""
        data = super().clean() or {}
        if not any(
            data.get(name) for name in ("teaches_primary", "teaches_basic", "teaches_general")
        ):
            self.add_error("teaches_primary", _("Отметьте хотя бы один уровень образования."))
        return data


class BuildingForm(SectionForm):
    """Where the school is and on what right."""

    address_code = _pattern(
        _("Код адресного регистра (РКА)"),
        r"^[0-9]{16}$",
        _("РКА — 16 цифр."),
        help_text=_("16 цифр"),
    )
    cadastral_number = _pattern(
        _("Кадастровый номер"),
        r"^[0-9]{2}:[0-9]{3}:[0-9]{3}:[0-9:]{1,20}$",
        _("Кадастровый номер выглядит так: 22:327:015:1001."),
        help_text=_("Например, 22:327:015:1001"),
    )
    declared_purpose = forms.ChoiceField(
        label=_("Целевое назначение здания"),
        choices=[("", _("Выберите назначение")), *BuildingPurpose.choices],
        error_messages=_REQUIRED,
        help_text=_("Управление образования сверит его с документом на здание."),
    )
    purpose_as_written = _text(_("Назначение, как записано в документе"), most=200, required=False)
    right_kind = forms.ChoiceField(
        label=_("Право на здание"),
        choices=[("", _("Выберите право")), *RightKind.choices],
        error_messages=_REQUIRED,
    )
    area_m2 = _AreaField(
        label=_("Площадь, м²"),
        min_value=1,
        max_digits=9,
        decimal_places=1,
        localize=False,
        error_messages=_REQUIRED | {"invalid": _("Введите число, например 3200,5.")},
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    commissioned_on = _date(
        _("Дата ввода в эксплуатацию"), required=False, validators=[_not_later_than_today]
    )


class CapacityForm(SectionForm):
    """Design capacity, sanitary permit and shifts."""

    design_capacity = _count(_("Проектная мощность, мест"), least=1)
    sanitary_places = _count(_("Мест по санитарному заключению"), least=1)
    sanitary_number = _text(_("Номер санитарного заключения"), most=60)
    sanitary_issued_on = _date(_("Дата санитарного заключения"), validators=[_not_later_than_today])
    shifts = _count(_("Смен"), least=1, most=3)
    boarding = forms.BooleanField(label=_("Есть интернат"), required=False)


class AccountForm(SectionForm):
    """Where the money goes."""

    iban = forms.CharField(
        label=_("ИИК (счёт)"),
        help_text=_("20 знаков, начинается с KZ"),
        error_messages=_REQUIRED,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    bic = _pattern(
        _("БИК банка"),
        r"^[A-Z]{6}[0-9A-Z]{2}([0-9A-Z]{3})?$",
        _("БИК — 8 или 11 латинских букв и цифр."),
    )
    kbe = _pattern(_("КБе"), r"^[12][0-9]$", _("КБе — две цифры, например 17."))

    def clean_iban(self) -> str:
        """An account of a bank of Kazakhstan with right check digits."""
        try:
            return Iban.parse(self.cleaned_data["iban"])
        except InvalidIdentifier as problem:
            raise ValidationError(_("Такого счёта не бывает: проверьте знаки ИИК.")) from problem


class FeeForm(SectionForm):
    """What parents pay."""

    parental_fee_tiyn = TengeField(
        label=_("Размер родительской платы в год, ₸"),
        help_text=_("По приказу об утверждении размера платы; 0, если плата не взимается."),
    )


class StaffingForm(SectionForm):
    """How many teachers there are."""

    staff_positions = _count(_("Педагогов по штату"), least=1)
    staff_filled = _count(_("Педагогов работает"))

    def clean(self) -> dict[str, Any]:
        """Not more than positions."""
        data = super().clean() or {}
        if (data.get("staff_filled") or 0) > (data.get("staff_positions") or 0):
            self.add_error("staff_filled", _("Работает больше, чем есть мест по штату."))
        return data


class DocumentForm(forms.Form):
    """A document of the passport."""

    number = forms.CharField(label=_("Номер документа"), max_length=60, required=False)
    issued_on = _date(_("Дата документа"), required=False, validators=[_not_later_than_today])
    file = forms.FileField(
        label=_("Файл"),
        help_text=_("PDF, JPEG или PNG, до 20 МБ"),
        error_messages={
            "required": _("Выберите файл."),
            "empty": _("Файл пуст."),
        },
    )
