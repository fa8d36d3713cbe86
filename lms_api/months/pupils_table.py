"""The table of a month's pupils: state, reason, whoever mends it, tenge."""

from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acts.calculations import Reason
from core.money import tenge_string
from core.web.addresses import cabinet_reverse, cabinet_reverse_or_none
from core.web.tables import NumberColumn, Table
from core.web.templatetags.ortabilim import money, short_date, tag
from lms_api.months.fixers import Fixer, fixer_of, text_of
from lms_api.months.states import TONES
from schools.models import PupilMonth, StudyType

_KEPT = {"td": {"class": "keep"}}
_NUMERIC = {"th": {"class": "num"}, "td": {"class": "num"}}


class PupilTable(Table):
    """One row a pupil; the sums are those of his line."""

    lines: Any = None

    person = tables.Column(verbose_name=gettext_lazy("Ученик"), orderable=False)
    grade = NumberColumn(verbose_name=gettext_lazy("Класс"))
    study_type = tables.Column(verbose_name=gettext_lazy("Тип обучения"))
    enrolled_on = tables.Column(
        verbose_name=gettext_lazy("Зачислен, выбыл"), empty_values=(), attrs=_KEPT
    )
    state = tables.Column(
        verbose_name=gettext_lazy("Состояние и кто исправит"), empty_values=(), orderable=False
    )
    amount = tables.Column(
        verbose_name=gettext_lazy("К оплате, ₸"), empty_values=(), orderable=False, attrs=_NUMERIC
    )
    held = tables.Column(
        verbose_name=gettext_lazy("Не к оплате, ₸"),
        empty_values=(),
        orderable=False,
        attrs=_NUMERIC,
    )

    class Meta(Table.Meta):
        model = PupilMonth
        fields = ("person", "grade", "study_type", "enrolled_on", "state", "amount", "held")

    def line(self, record: PupilMonth) -> Any:
        """The pupil's line; None while the act is being formed anew."""
        return self.lines.of.get(record.person_id)

    def render_person(self, record: PupilMonth) -> str:
        """Opens the pupil's year at this school."""
        url = cabinet_reverse(
            self.request, "pupil", self.request.resolver_match.kwargs["pk"], record.person_id
        )
        return format_html(
            '<a class="record-link" href="{}">{}</a> <small class="muted">{}</small>',
            url,
            record.person.name or "—",
            record.person.masked,
        )

    def value_person(self, record: PupilMonth) -> str:
        """The masked IIN only: an export leaves the house."""
        return record.person.masked

    def render_study_type(self, record: PupilMonth) -> str:
        """In words; the general class, which nearly everybody attends, is left out."""
        if record.study_type == StudyType.GENERAL:
            return ""
        return str(record.get_study_type_display())

    def value_study_type(self, record: PupilMonth) -> str:
        """Always in words."""
        return str(record.get_study_type_display())

    def render_enrolled_on(self, record: PupilMonth) -> str:
        """The day of coming, and under it that of leaving."""
        came = short_date(record.enrolled_on)
        if record.left_on is None:
            return came
        gone = _("выбыл %(day)s") % {"day": short_date(record.left_on)}
        return format_html("{}<br>{}", came, tag(gone, "info"))

    def value_enrolled_on(self, record: PupilMonth) -> str:
        """«01.09.2025 – 15.10.2025»."""
        came = short_date(record.enrolled_on)
        return f"{came} – {short_date(record.left_on)}" if record.left_on else came

    def render_state(self, record: PupilMonth) -> str:
        """A word on its colour, why, and whose move it is."""
        line = self.line(record)
        if not line:
            return "—"
        word = tag(line.state.label, TONES[line.state])
        if not line.reason:
            return word
        who = fixer_of(line.reason)
        if not who:
            return format_html("{} {}", word, text_of(line.reason))
        return format_html(
            '{} {} <small class="muted">{}: {}{}</small>',
            word,
            text_of(line.reason),
            _("Исправит"),
            Fixer(who).label,
            self._way(record, line.reason),
        )

    def _way(self, record: PupilMonth, reason: str) -> str:
        """Where the school mends it at once: a paper of a special type of study."""
        school = self.request.resolver_match.kwargs["pk"]
        url = cabinet_reverse_or_none(self.request, "study-proof-new", school)
        if reason != Reason.NO_DOCUMENT or url is None:
            return ""
        query = f"?pupil={record.person_id}&month={record.month:%Y-%m}"
        return format_html(' · <a href="{}{}">{}</a>', url, query, _("Приложить документ"))

    def value_state(self, record: PupilMonth) -> str:
        """The word and the reason."""
        line = self.line(record)
        if not line:
            return ""
        parts = (line.state.label, text_of(line.reason) if line.reason else "")
        return ": ".join(str(part) for part in parts if part)

    def render_amount(self, record: PupilMonth) -> str:
        """What the line pays."""
        line = self.line(record)
        return money(line.amount_tiyn) if line else "—"

    def value_amount(self, record: PupilMonth) -> Any:
        """A number."""
        line = self.line(record)
        return Decimal(tenge_string(line.amount_tiyn)) if line else ""

    def render_held(self, record: PupilMonth) -> str:
        """What it keeps back or loses; nothing shows as nothing."""
        line = self.line(record)
        return money(line.lost_tiyn) if line and line.lost_tiyn else ""

    def value_held(self, record: PupilMonth) -> Any:
        """A number."""
        line = self.line(record)
        return Decimal(tenge_string(line.lost_tiyn)) if line else ""
