"""What the frame of every page shows: menus with counts, the person, the bell, the demo strip."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import cached_property

from core import clock
from core.web.addresses import reverse_or_none
from core.web.counting import counts_of
from core.web.desk import Memo
from portal import badges
from portal.menus import (
    CABINET_TITLES,
    FOOTER_MENU,
    MENUS,
    PUBLIC_MENU,
    Group,
)
from portal.models import Notification


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: one lazy frame a request, however many templates it renders."""
    return {"frame": frame_of(request)}


def frame_of(request: HttpRequest) -> "Frame":
    """The frame of this request, made once."""
    shown = getattr(request, "_frame", None)
    if shown is None:
        shown = Frame(request)
        request._frame = shown  # type: ignore[attr-defined]
    return shown


class Frame:
    """Lazy values of the frame; each is computed once and only when a template asks."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._membership = getattr(request, "membership", None)
        self._actor = getattr(request, "actor", None)
        self.waiting: Memo = {}
        user = getattr(request, "user", None)
        self._user = user if user is not None and user.is_authenticated else None

    @cached_property
    def cabinet(self) -> str:
        """school, department, finance …; empty for a visitor."""
        return self._membership.cabinet if self._membership else ""

    @cached_property
    def cabinet_title(self) -> Any:
        """«Кабинет организации образования»."""
        return CABINET_TITLES.get(self.cabinet, "")

    @cached_property
    def menu(self) -> list[list[dict[str, Any]]]:
        """The sidebar's groups with counts; pages that do not exist yet are left out."""
        groups = [self._links(group) for group in MENUS.get(self.cabinet, ())]
        self._mark_current([link for group in groups for link in group])
        return [group for group in groups if group]

    @cached_property
    def public_menu(self) -> list[dict[str, Any]]:
        """The public menu of the header."""
        links = self._links(PUBLIC_MENU)
        self._mark_current(links)
        return links

    @cached_property
    def footer_menu(self) -> list[dict[str, Any]]:
        """Public links under every page."""
        return self._links(FOOTER_MENU)

    @cached_property
    def person(self) -> dict[str, str] | None:
        """Name and masked IIN as on the deck's screen."""
        if self._user is None:
            return None
        return {"name": self._user.short_name, "iin": self._user.masked_iin}

    @cached_property
    def organisation(self) -> str:
        """The organisation the person acts for."""
        return str(self._membership.organisation) if self._membership else ""

    @cached_property
    def role_label(self) -> str:
        """The person's role in words."""
        return self._membership.get_role_display() if self._membership else ""

    @cached_property
    def unread(self) -> int:
        """Unread notifications of the chosen membership."""
        return self._counted[0]

    @cached_property
    def choose_url(self) -> str | None:
        """The switcher of organisations, only for those who have several."""
        if self._user is None or self._membership is None:
            return None
        return reverse_or_none("account:choose") if self._counted[1] > 1 else None

    @cached_property
    def desk_url(self) -> str | None:
        """The first page of the person's cabinet."""
        if self._user is None:
            return None
        if not self.cabinet:
            return reverse_or_none("account:choose")
        return reverse_or_none(f"{self.cabinet}:desk")

    @property
    def home_url(self) -> str:
        """The public home."""
        return reverse_or_none("portal:home") or "/"

    @property
    def sign_in_url(self) -> str | None:
        """Where one signs in."""
        return reverse_or_none("account:sign-in")

    @property
    def sign_out_url(self) -> str | None:
        """Where one signs out (POST)."""
        return reverse_or_none("account:sign-out")

    @property
    def profile_url(self) -> str | None:
        """The person's own page."""
        return reverse_or_none("account:profile")

    @property
    def notifications_url(self) -> str | None:
        """The feed behind the bell."""
        return reverse_or_none("portal:notifications")

    @property
    def portal_url(self) -> str:
        """The portal's public address, for the QR code."""
        return settings.PUBLIC_URL.rstrip("/") + "/"

    @property
    def page_url(self) -> str:
        """The public address of this page, for its QR code."""
        return settings.PUBLIC_URL.rstrip("/") + self._request.path

    @property
    def demo(self) -> bool:
        """Whether the strip about invented people is shown."""
        return bool(settings.DEMO)

    @property
    def today(self) -> Any:
        """The day of the product's clock."""
        return clock.today()

    @property
    def now(self) -> Any:
        """The moment of the product's clock."""
        return clock.now()

    @cached_property
    def demo_identities(self) -> list[dict[str, Any]]:
        """The cast as sign-in buttons, grouped by cabinet; empty outside the demo."""
        if not settings.DEMO:
            return []
        return import_module("portal.demo_doors").doors()

    @property
    def demo_windows(self) -> list[dict[str, Any]]:
        """Windows into the demo's outside world that this role needs; empty outside the demo."""
        if not settings.DEMO or self._actor is None:
            return []
        return import_module("portal.demo_doors").windows(self._actor.role)

    @property
    def demo_sign_in_url(self) -> str:
        """Where the buttons of the cast post to (never prefixed, only in the demo)."""
        return "/demo/sign-in"

    @cached_property
    def _counted(self) -> tuple[int, int]:
        """Unread notifications, and posts of the person: the header of every page shows both."""
        if self._user is None:
            return 0, 0
        unread, posts = counts_of(
            [
                Notification.objects.addressed_to(self._user, self._membership).unread(),
                self._user.memberships.in_force(clock.today()),
            ]
        )
        return unread, posts

    @cached_property
    def _badges(self) -> dict[str, int]:
        if self._actor is None:
            return {}
        keys = [item.badge for group in MENUS.get(self.cabinet, ()) for item in group]
        return badges.counts(self._actor, filter(None, keys), self.waiting)

    def _links(self, group: Group) -> list[dict[str, Any]]:
        links = []
        for item in group:
            url = item.url or reverse_or_none(item.url_name)
            if url is None:
                continue
            badge = self._badges.get(item.badge, 0) if item.badge else 0
            links.append(
                {
                    "caption": item.caption,
                    "url": url,
                    "badge": badge,
                    "external": bool(item.url),
                    "current": False,
                    "desk": item.url_name.endswith((":desk", ":home")),
                }
            )
        return links

    def _mark_current(self, links: Sequence[dict[str, Any]]) -> None:
        """The item whose address is the longest beginning of this page's."""
        path = self._request.path
        fitting = [
            link
            for link in links
            if not link["external"]
            and (path == link["url"] or (not link["desk"] and path.startswith(link["url"])))
        ]
        if fitting:
            max(fitting, key=lambda link: len(link["url"]))["current"] = True
