"""«Передача данных» for the finance centre: each region in one line."""

from typing import Any

from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from core import clock
from core.models import Region
from core.periods import Month
from lms_api.delivery import schools as delivery
from lms_api.months.year import last_months
from schools.models import School


class RegionsDelivery(TemplateView):
    """The finance centre's: each region in one line."""

    template_name = "lms_api/delivery/regions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Counted over all active schools in one query."""
        try:
            month = Month.parse(self.request.GET.get("month", ""))
        except ValueError:
            month = Month.of(clock.today()).previous()
        terms = delivery.terms_of(month)
        counted: dict[str, dict[str, int]] = {}
        rows = delivery.with_delivery(School.objects.all(), terms).order_by()
        for region, obliged, at, waiting in rows.values_list(
            "region_id", "is_obliged", "pupils_at", "is_waiting"
        ):
            one = counted.setdefault(
                region, {"schools": 0, "obliged": 0, "missing": 0, "late": 0, "waiting": 0}
            )
            one["schools"] += 1
            one["obliged"] += bool(obliged)
            one["missing"] += bool(obliged and at is None and not waiting)
            is_late = obliged and at is not None and clock.local_date(at) > terms.due_on
            one["late"] += bool(is_late)
            one["waiting"] += bool(waiting)
        regions = [
            {"region": region, **counted[region.pk]}
            for region in Region.objects.all()
            if region.pk in counted
        ]
        return super().get_context_data(
            title=_("Передача данных"),
            terms=terms,
            month=month,
            months=last_months(Month.of(clock.today())),
            regions=sorted(regions, key=lambda one: -one["missing"]),
            missing=sum(one["missing"] for one in regions),
            **kwargs,
        )
