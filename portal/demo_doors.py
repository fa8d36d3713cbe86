"""The cast of the demo as buttons of the sign-in page; imported only with ``DEMO=1``."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.roles import CABINET_OF_ROLE
from core.models import Region
from core.web.addresses import reverse_or_none
from portal.demo.cast import CAST, bin_of, full_name, organisation_name, region_of
from portal.menus import CABINET_TITLES


def doors() -> list[dict[str, Any]]:
    """Groups ``{"title", "identities"}`` in the order of the cast, one for each cabinet."""
    regions = {region.code: region.name for region in Region.objects.all()}
    named = {one.bin: one.name for one in Organisation.objects.filter(bin__in=_bins())}
    groups: dict[str, list[dict[str, Any]]] = {}
    for identity in CAST:
        post = identity.posts[0]
        groups.setdefault(CABINET_OF_ROLE[post.role], []).append(
            {
                "slug": identity.slug,
                "name": full_name(identity),
                "organisation": named.get(bin_of(post)) or organisation_name(post),
                "role": post.role.label,
                "region": regions.get(region_of(post), ""),
                "several": len(identity.posts) > 1,
            }
        )
    return [
        {"title": CABINET_TITLES[cabinet], "identities": people}
        for cabinet, people in groups.items()
    ]


def _bins() -> list[str]:
    return [bin_of(identity.posts[0]) for identity in CAST]


_WINDOWS = {
    "school": (_("Открыть демо-ИС ЭСФ"), "demo:esf-list"),
    "finance": (_("Открыть демо-банк"), "demo:bank"),
    "vendor": (_("Открыть демо-LMS"), "demo:lms"),
}
_OUTBOX = (_("Открыть почту и SMS"), "demo:outbox")


def windows(role: str) -> list[dict[str, Any]]:
    """The windows into the demo's outside world that a role needs, as links of the strip."""
    own = _WINDOWS.get(CABINET_OF_ROLE[role])  # type: ignore[index]
    wanted = [own, _OUTBOX] if own else [_OUTBOX]
    found = [(caption, reverse_or_none(name)) for caption, name in wanted]
    return [{"caption": caption, "url": url} for caption, url in found if url]
