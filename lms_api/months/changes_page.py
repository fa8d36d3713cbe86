"""«Отличия»: only what is not as it was — last month, in the push before, at the other vendor."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from accounts.models import Organisation
from core.money import tenge_string
from core.web import exports
from core.web.templatetags.ortabilim import month as month_words
from core.web.templatetags.ortabilim import short_date
from lms_api.months.comparison import Change, Comparison, Kind, Said, compare
from lms_api.months.fixers import text_of
from lms_api.months.frame import SchoolMonth
from lms_api.months.sides import month_side, revision_side, revisions, vendor_side
from lms_api.months.states import RowState
from schools.models import Person, StudyType, Submission

PER_PAGE = 50
_MOST_REVISIONS = 12
_LABELS: dict[str, Any] = {
    Kind.ADDED: gettext_lazy("Прибыли"),
    Kind.LEFT: gettext_lazy("Выбыли с датой"),
    Kind.VANISHED: gettext_lazy("Исчезли без даты выбытия"),
    Kind.STUDY_TYPE: gettext_lazy("Сменили тип обучения"),
    Kind.GRADE: gettext_lazy("Сменили класс"),
    Kind.REASON: gettext_lazy("Изменилось состояние"),
    Kind.DATES: gettext_lazy("Изменились даты"),
    Kind.SUM: gettext_lazy("Изменилась только сумма"),
}
TONES = {Kind.ADDED: "ok", Kind.LEFT: "info", Kind.VANISHED: "stop", Kind.REASON: "warn"}


@dataclass(frozen=True)
class ChangeShown:
    """A row of the page."""

    change: Change
    label: Any
    tone: str
    name: str
    masked: str
    words: str


class ChangesPage(SchoolMonth, TemplateView):
    """``?with=previous`` (default), ``revision:<n>``, ``vendor:<id>``; ``?group=`` narrows."""

    template_name = "lms_api/months/changes.html"
    part = "changes"
    request: HttpRequest

    @cached_property
    def vendor(self) -> Organisation | None:
        """Whose data feed the act."""
        return self.delivered.primary

    @cached_property
    def pushes(self) -> list[Submission]:
        """Taken pushes of that vendor, newest first."""
        return revisions(self.school, self.month, self.vendor) if self.vendor else []

    @cached_property
    def others(self) -> list[Organisation]:
        """Vendors whose data of the month stand beside."""
        return [one.vendor for one in self.delivered.others if one.revision]

    @cached_property
    def asked(self) -> tuple[str, int]:
        """What the month is compared with, and its number."""
        kind, _colon, number = self.request.GET.get("with", "previous").partition(":")
        if kind == "revision" and number.isdecimal() and len(number) < 9:
            if int(number) in {one.revision for one in self.pushes}:
                return kind, int(number)
            raise Http404
        if kind == "vendor" and number.isdecimal() and len(number) < 9:
            if int(number) in {one.pk for one in self.others}:
                return kind, int(number)
            raise Http404
        return "previous", 0

    @cached_property
    def compared(self) -> Comparison | None:
        """The comparison; None where a body that it needs is no longer kept."""
        kind, number = self.asked
        if kind == "revision":
            earlier = max((p.revision for p in self.pushes if p.revision < number), default=0)
            before = revision_side(self.pushes, earlier) if earlier else {}
            after = revision_side(self.pushes, number)
            return None if before is None or after is None else compare(before, after)
        if kind == "vendor":
            other = next(one for one in self.others if one.pk == number)
            mine = vendor_side(self.school, self.month, self.vendor)
            return compare(vendor_side(self.school, self.month, other), mine)
        before = month_side(self.school, self.month.previous())
        after = month_side(self.school, self.month, lines=self.lines, vendor=self.vendor)
        return compare(before, after)

    @property
    def has_money(self) -> bool:
        """A revision and another vendor's data are compared without sums."""
        return self.asked[0] == "previous"

    @cached_property
    def chosen(self) -> list[Change]:
        """Changes of the asked group, or all."""
        if self.compared is None:
            return []
        group = self.request.GET.get("group", "")
        return self.compared.of(group) if group in tuple(Kind) else list(self.compared.changes)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, or all chosen rows as a file."""
        form = request.GET.get("export")
        name = f"changes-{self.month}"
        if form == "csv":
            return exports.csv_response(self._export(), filename=name)
        if form == "xlsx":
            return exports.xlsx_response(self._export(), filename=name)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Groups with their counts and effects, then the rows."""
        page = Paginator(self.chosen, PER_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            **(kwargs | self.frame_context()),
            title=self.school.name,
            sides=self._sides(),
            compared=self.compared,
            has_money=self.has_money,
            before_label=self._before_label(),
            groups=self._groups(),
            page=page,
            rows=self._rows(page.object_list),
        )

    def _sides(self) -> list[dict[str, Any]]:
        kind, number = self.asked
        before = month_words(self.month.previous())
        found = [
            {"label": _("С прошлым месяцем: %(month)s") % {"month": before}, "value": "previous",
             "current": kind == "previous"},
        ]  # fmt: skip
        for push in self.pushes[:_MOST_REVISIONS]:
            words = {"revision": push.revision, "at": short_date(push.received_at)}
            label = _("Что изменила ревизия %(revision)d (%(at)s)") % words
            current = (kind, number) == ("revision", push.revision)
            found.append({"label": label, "value": f"revision:{push.revision}", "current": current})
        for other in self.others:
            label = _("С данными второй LMS: %(vendor)s") % {"vendor": other.name}
            current = (kind, number) == ("vendor", other.pk)
            found.append({"label": label, "value": f"vendor:{other.pk}", "current": current})
        return found

    def _before_label(self) -> str:
        kind, number = self.asked
        if kind == "vendor":
            return next(one.name for one in self.others if one.pk == number)
        return _("до ревизии") if kind == "revision" else month_words(self.month.previous())

    def _groups(self) -> list[dict[str, Any]]:
        if self.compared is None:
            return []
        chosen = self.request.GET.get("group", "")
        found = []
        for kind in Kind:
            changes = self.compared.of(kind)
            if changes:
                found.append(
                    {
                        "code": kind.value,
                        "label": self._label(kind),
                        "count": len(changes),
                        "effect": self.compared.effect_of(kind),
                        "current": chosen == kind,
                    }
                )
        return found

    def _label(self, kind: Kind) -> Any:
        if self.asked[0] == "vendor":
            if kind == Kind.ADDED:
                return _("Только у основной LMS")
            if kind == Kind.VANISHED:
                return _("Только у второй LMS")
        return _LABELS[kind]

    def _rows(self, changes: Any) -> list[ChangeShown]:
        people = Person.objects.in_bulk([one.person_id for one in changes])
        return [
            ChangeShown(
                one,
                self._label(one.kind),
                TONES.get(one.kind, "plain"),
                people[one.person_id].name or "—",
                people[one.person_id].masked,
                words_of(one),
            )
            for one in changes
        ]

    def _export(self) -> Any:
        yield [_("ИИН"), _("Что изменилось"), _("Подробно"), _("Разница, ₸")]
        people = Person.objects.in_bulk([one.person_id for one in self.chosen])
        for one in self.chosen:
            yield [
                people[one.person_id].masked,
                str(self._label(one.kind)),
                words_of(one),
                tenge_string(one.effect_tiyn) if self.has_money else "",
            ]


def words_of(change: Change) -> str:
    """«5 → 6», the day of leaving, the reason before and after."""
    was, now = change.before, change.after
    if was is None or now is None:
        said = change.shown
        parts = [_("%(grade)d класс") % {"grade": said.grade}, _study(said)]
        if said.left_on:
            parts.append(_("выбыл %(day)s") % {"day": short_date(said.left_on)})
        elif now is not None and said.enrolled_on:
            parts.append(_("зачислен %(day)s") % {"day": short_date(said.enrolled_on)})
        return ", ".join(parts)
    pairs = (
        (str(was.grade), str(now.grade)),
        (_study(was), _study(now)),
        (_state(was), _state(now)),
        (short_date(was.enrolled_on), short_date(now.enrolled_on)),
    )
    parts = [f"{one} → {two}" for one, two in pairs if one != two]
    if now.left_on != was.left_on:
        gone = _("выбыл %(day)s") % {"day": short_date(now.left_on)}
        parts.append(gone if now.left_on else _("дата выбытия снята"))
    return "; ".join(parts)


def _study(said: Said) -> str:
    return str(StudyType(said.study_type).label)


def _state(said: Said) -> str:
    if not said.state:
        return ""
    label = str(RowState(said.state).label)
    return f"{label} ({text_of(said.reason)})" if said.reason else label
