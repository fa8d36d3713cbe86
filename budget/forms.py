"""Forms of this room: they check shape, services check sense."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from budget.models import ContingentTable, FundingApplication, IntakeKind
from core import clock
from core.periods import Month, months_between
from core.web.forms import TengeField
from schools.models import School, StudyType

GRADES = range(13)
MOST_PUPILS = 9999

_MONTHS = {
    1: _("Январь"), 2: _("Февраль"), 3: _("Март"), 4: _("Апрель"), 5: _("Май"), 6: _("Июнь"),
    7: _("Июль"), 8: _("Август"), 9: _("Сентябрь"), 10: _("Октябрь"), 11: _("Ноябрь"),
    12: _("Декабрь"),
}  # fmt: skip
_DATE = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


@dataclass(frozen=True)
class GradeRow:
    """A class of one table: its inputs and their sum."""

    grade: int
    cells: list[forms.BoundField]
    total: int


@dataclass(frozen=True)
class FormTable:
    """One of the form's tables, with totals per row and column."""

    code: str
    label: Any
    rows: list[GradeRow]
    column_totals: list[int]
    total: int


class ApplicationForm(forms.Form):
    """The application by the standing rules: contingent, confirmations, signatory, address."""

    signatory_name = forms.CharField(
        label=_("Подписант (фамилия, имя)"), max_length=200, required=False
    )
    notice_email = forms.EmailField(
        label=_("Электронный адрес для уведомлений об исправлении"), required=False
    )
    registered_in_nobd = forms.BooleanField(
        label=_("Организация зарегистрирована в НОБД"), required=False
    )
    registered_in_procurement = forms.BooleanField(
        label=_("Организация зарегистрирована на портале государственных закупок"), required=False
    )
    fee_within_ceiling = forms.BooleanField(
        label=_("Родительская плата в год не выше установленного предела"), required=False
    )
    purpose_unchanged = forms.BooleanField(
        label=_("Целевое назначение здания не изменяется на время заказа"), required=False
    )
    own_integrated_programme = forms.BooleanField(
        label=_("Своя интегрированная программа (авторизация IBO или международная аккредитация)"),
        required=False,
    )
    comment = forms.CharField(
        label=_("Комментарий"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, boarding: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tables_shown = [ContingentTable.ACTUAL, ContingentTable.FORECAST]
        if boarding:
            self.tables_shown.append(ContingentTable.BOARDING)
        for table, grade, study_type in self._keys():
            label = f"{ContingentTable(table).label}, {grade}, {StudyType(study_type).label}"
            self.fields[_name(table, grade, study_type)] = forms.IntegerField(
                required=False,
                min_value=0,
                max_value=MOST_PUPILS,
                label=label,
                widget=forms.NumberInput(attrs={"aria-label": label}),
            )

    def _keys(self) -> Iterator[tuple[str, int, str]]:
        for table in self.tables_shown:
            for grade in GRADES:
                for study_type in StudyType.values:
                    yield str(table), grade, study_type

    @property
    def cells(self) -> dict[tuple[str, int, str], int]:
        """(table, grade, type of study) → pupils of a valid form."""
        return {
            key: self.cleaned_data[_name(*key)]
            for key in self._keys()
            if self.cleaned_data.get(_name(*key))
        }

    @property
    def confirmations(self) -> list[forms.BoundField]:
        """The ticks and the comment: every field but the cells and the two contacts."""
        contacts = ("signatory_name", "notice_email")
        return [self[name] for name in type(self).base_fields if name not in contacts]

    @property
    def tables(self) -> list[FormTable]:
        """The tables with their sums, as the page shows them without scripts too."""
        return [self._table(str(code)) for code in self.tables_shown]

    def _table(self, code: str) -> FormTable:
        rows = []
        sums = [0] * len(StudyType.values)
        for grade in GRADES:
            cells = [self[_name(code, grade, kind)] for kind in StudyType.values]
            numbers = [_number(cell.value()) for cell in cells]
            sums = [one + more for one, more in zip(sums, numbers, strict=True)]
            rows.append(GradeRow(grade, cells, sum(numbers)))
        return FormTable(code, ContingentTable(code).label, rows, sums, sum(sums))

    @staticmethod
    def initial_of(application: FundingApplication) -> dict[str, Any]:
        """Stored values of an application as initial values of this form."""
        initial = {name: getattr(application, name) for name in ApplicationForm.base_fields}
        for row in application.rows.all():
            initial[_name(row.table, row.grade, row.study_type)] = row.pupils
        return initial


class StartApplicationForm(forms.Form):
    """Which school applies."""

    school = forms.ModelChoiceField(
        label=_("Школа (здание)"), queryset=School.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, schools: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools  # type: ignore[attr-defined]


class PlanForm(forms.Form):
    """Totals of the year's months in tenge."""

    def __init__(self, *args: Any, year: int, amounts: Mapping[Month, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._months = months_between(Month(year, 1), Month(year, 12))
        for month in self._months:
            self.fields[f"m{month.month}"] = TengeField(
                label=_MONTHS[month.month], required=False, initial=amounts.get(month) or None
            )

    @property
    def months(self) -> dict[Month, int]:
        """Tiyn of the months that have a sum."""
        found = {month: self.cleaned_data[f"m{month.month}"] for month in self._months}
        return {month: tiyn for month, tiyn in found.items() if tiyn}


class IntakeForm(forms.Form):
    """A window for applications."""

    kind = forms.ChoiceField(label=_("Перечень"), choices=IntakeKind.choices)
    first_month = forms.TypedChoiceField(label=_("Первый месяц услуг"), coerce=Month.parse)
    last_month = forms.TypedChoiceField(label=_("Последний месяц услуг"), coerce=Month.parse)
    opens_on = forms.DateField(label=_("Приём открывается"), **_DATE)
    closes_on = forms.DateField(label=_("Приём закрывается"), **_DATE)

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        months = months_between(Month(year, 1), Month(year, 12))
        choices = [(str(month), f"{_MONTHS[month.month]} {year}") for month in months]
        self.fields["first_month"].choices = choices  # type: ignore[attr-defined]
        self.fields["last_month"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Months and days run forward."""
        data = super().clean() or self.cleaned_data
        first, last = data.get("first_month"), data.get("last_month")
        if first and last and last < first:
            self.add_error("last_month", _("Последний месяц раньше первого."))
        opens, closes = data.get("opens_on"), data.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", _("День закрытия раньше дня открытия."))
        return data


class ReopenIntakeForm(forms.Form):
    """Until when applications are taken again, and why."""

    closes_on = forms.DateField(label=_("Принимать заявки до"), **_DATE)
    reason = forms.CharField(
        label=_("Причина"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_closes_on(self) -> Any:
        """Not in the past."""
        day = self.cleaned_data["closes_on"]
        if day < clock.today():
            raise forms.ValidationError(_("День уже прошёл."))
        return day


class TrancheForm(forms.Form):
    """A part of the region's money that arrived."""

    amount_tiyn = TengeField(label=_("Сумма, ₸"))
    received_on = forms.DateField(label=_("Дата поступления"), **_DATE)
    document = forms.CharField(label=_("Платёжный документ (номер, дата)"), max_length=120)

    def clean_received_on(self) -> Any:
        """Money of tomorrow has not arrived."""
        day = self.cleaned_data["received_on"]
        if day > clock.today():
            raise forms.ValidationError(_("Дата поступления ещё не наступила."))
        return day


def _name(table: str, grade: int, study_type: str) -> str:
    return f"{table}-{grade}-{study_type}"


def _number(value: Any) -> int:
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else 0
