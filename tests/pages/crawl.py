"""All pages of all roles: every cabinet is walked by its links, then the access table fills gaps.

Reading is cheap, looking is not: the walk asks for many records and keeps one page of every kind
and state, which the browser then looks at.
"""

import re
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from lxml import etree, html
from playwright.sync_api import APIRequestContext, APIResponse, Browser

from accounts.roles import CABINET_OF_ROLE, Role
from portal.demo.cast import CAST
from tests.integration.access.addresses import every_address
from tests.integration.access.rows import FORBIDDEN, Row
from tests.integration.access.table import CABINETS, lines
from tests.pages.addresses import Kind, Page, kind_of, match_of

RECORDS_READ = 15
"""Records of one kind that are read in search of different states."""
QUESTIONS_READ = 3
"""The first region of a list may have nothing to show."""
PATIENCE_MS = 120_000
"""The machine may be busy; how fast pages are is for ``make bench`` to tell."""
START = ("/", "/account/choose/", "/account/profile/", "/verify/", "/rules/")
FORM_WITH_ERRORS = 400
_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")
_POST = (("post", ""),)
_TELLING = (
    "class",
    "role",
    "type",
    "aria-current",
    "aria-invalid",
    "hidden",
    "disabled",
    "tabindex",
)
_NOWHERE = "987654321"


@dataclass
class Walk:
    """What has been found so far, over everybody who walked."""

    base: str
    pages: list[Page] = field(default_factory=list)
    visited: set[tuple[Role | None, str]] = field(default_factory=set)
    """Role and name of every address of which a page was found, be it the twin of another's."""
    not_pages: set[tuple[Role | None, str]] = field(default_factory=set)
    keys: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    """Kind of record → key → who has seen a way to it."""
    _kept: set[tuple[Role | None, Kind, str]] = field(default_factory=set)
    _built: set[tuple[Kind, str]] = field(default_factory=set)

    def is_new(self, kind: Kind, page: html.HtmlElement) -> bool:
        """Whether no page of this kind was built of the same elements, for whomever."""
        key = (kind, built_of(page))
        known = key in self._built
        self._built.add(key)
        return not known

    def everybody(self, browser: Browser) -> None:
        """Walk as each of the cast, at last as a stranger with the codes that others have seen."""
        for slug, role in [*((one.slug, one.posts[0].role) for one in CAST), ("", None)]:
            context = browser.new_context(locale="ru-RU")
            if slug:
                sign_in(context.request, self.base, slug)
            _Walker(self, context.request, role, slug).walk()
            context.close()


@dataclass
class _Walker:
    walk_of_all: Walk
    request: APIRequestContext
    role: Role | None
    slug: str
    _seen: set[str] = field(default_factory=set)
    _read: Counter[Kind] = field(default_factory=Counter)

    def walk(self) -> None:
        cabinet = CABINET_OF_ROLE[self.role] if self.role else ""
        starts = [f"/ru{path}" for path in START] + ["/demo/esf/", "/demo/lms/", "/demo/bank/"]
        queue = deque([self._desk(cabinet), *starts] if cabinet else starts)
        self._follow(queue)
        self._follow(deque(self._by_the_table(cabinet)))
        self._problems(cabinet)

    def _desk(self, cabinet: str) -> str:
        return f"/{every_address()[f'{cabinet}:desk']}"

    def _follow(self, queue: deque[str]) -> None:
        while queue:
            path = queue.popleft()
            kind = kind_of(path)
            if kind is None or path in self._seen or not self._is_wanted(kind):
                continue
            self._seen.add(path)
            self._read[kind] += 1
            answer = self.request.get(
                self.walk_of_all.base + path, max_redirects=0, timeout=PATIENCE_MS
            )
            if answer.status in (301, 302):
                queue.append(urljoin(path, answer.headers["location"]))
            elif answer.ok:
                queue.extend(self._keep(path, kind, answer))

    def _is_wanted(self, kind: Kind) -> bool:
        if kind.query and self.role and kind.name.split(":")[0] not in CABINETS:
            return False  # a question to a public page: its answer is the same to everybody
        if kind.of_a_record and not kind.query:
            return self._read[kind] < RECORDS_READ
        return self._read[kind] < (QUESTIONS_READ if kind.query else 1)

    def _keep(self, path: str, kind: Kind, answer: APIResponse) -> Iterable[str]:
        """Take the page in when there is none like it; its links."""
        walk = self.walk_of_all
        if "text/html" not in answer.headers.get("content-type", "") or (
            "<html" not in answer.text()[:200]  # a part that a page asks for
        ):
            walk.not_pages.add((self.role, kind.name))
            return []
        page = html.fromstring(answer.text())
        state = "" if kind.query else _state(page)
        walk.visited.add((self.role, kind.name))
        if (self.role, kind, state) not in walk._kept:
            walk._kept.add((self.role, kind, state))
            if walk.is_new(kind, page):
                walk.pages.append(Page(self.role, self.slug, kind.name, path, state=state))
            self._also_with_errors(path, kind)
        ways = [urljoin(path, way).split("#")[0] for way in _ways(page)]
        for way in ways:
            self._remember(way)
        return ways

    def _remember(self, path: str) -> None:
        """Keep the key of the record that an address leads to, under its kind."""
        match = match_of(urlsplit(path).path)
        if match and match[0] in lines() and match[1]:
            kind = lines()[match[0]][1].of
            self.walk_of_all.keys.setdefault(kind, {}).setdefault(
                str(next(iter(match[1].values()))), set()
            ).add(self.slug)

    def _also_with_errors(self, path: str, kind: Kind) -> None:
        """A form that answers an empty POST with its errors is looked at with them, too."""
        line = lines().get(kind.name)
        if line is None or kind.query:
            return
        cabinet, row = line
        key = (self.role, Kind(kind.name, kind.parts, _POST, kind.of_a_record), "")
        if row.expected(self.role, cabinet)[1] == FORM_WITH_ERRORS and key not in (
            self.walk_of_all._kept
        ):
            self.walk_of_all._kept.add(key)
            self.walk_of_all.pages.append(
                Page(self.role, self.slug, kind.name, path, FORM_WITH_ERRORS, empty_post=True)
            )

    def _by_the_table(self, cabinet: str) -> Iterable[str]:
        """Addresses to which no link has led, with the records that were seen on the way."""
        routes = every_address()
        for name, (of_cabinet, row) in lines().items():
            if of_cabinet not in ("", cabinet) or (self.role, name) in self.walk_of_all.visited:
                continue
            if is_page(row, self.role, of_cabinet):
                yield from self._addresses(routes[name], name, row)

    def _addresses(self, route: str, name: str, row: Row) -> Iterable[str]:
        wanted = [found[1] or found[2] for found in _PARAMETER.finditer(route)]
        if not wanted:
            yield f"/{route}"
            return
        public = name.split(":")[0] not in CABINETS
        for key, seen_by in self.walk_of_all.keys.get(row.of, {}).items():
            if public or self.slug in seen_by:
                yield "/" + _PARAMETER.sub(
                    lambda found, key=key: row.parts.get(found[1] or found[2], key), route
                )

    def _problems(self, cabinet: str) -> None:
        """What is said where there is nothing, and to those who may not come in."""
        nowhere = [("no-page", f"/ru/{_NOWHERE}/", 404)]
        if cabinet:
            others = next(one for one in CABINETS if one not in (cabinet, "citizen"))
            nowhere += [
                ("no-record", f"{self._desk(cabinet)}acts/{_NOWHERE}/", 404),
                ("forbidden", self._desk(others), FORBIDDEN),
            ]
        for name, path, status in nowhere:
            key = (self.role, Kind(name, (), (), False), "")
            if key not in self.walk_of_all._kept:
                self.walk_of_all._kept.add(key)
                self.walk_of_all.pages.append(Page(self.role, self.slug, name, path, status))


def is_page(row: Row, role: Role | None, cabinet: str) -> bool:
    """Whether a person of the role may see something at the address: a page, a move's question.

    409 is a page of a record in another state; 403 without a move's name, a page with it.
    """
    answer = row.expected(role, cabinet)[0]
    if cabinet and (role is None or CABINET_OF_ROLE[role] != cabinet):
        return False
    return answer in (200, 409) or (answer == FORBIDDEN == row.get and bool(row.of))


def sign_in(request: APIRequestContext, base: str, slug: str) -> None:
    """Begin a session as one of the cast."""
    answer = request.post(f"{base}/demo/sign-in", form={"identity": slug})
    assert answer.ok, f"signing in as {slug} answers {answer.status}"


def built_of(page: html.HtmlElement) -> str:
    """The page without its words: tags, classes, roles and conditions; like siblings count once."""
    parts: list[str] = []
    for child in page.iterchildren(tag=etree.Element):
        part = built_of(child)
        if part not in parts[-1:]:
            parts.append(part)
    told = [page.tag, *(f"{name}={page.get(name)}" for name in _TELLING if page.get(name))]
    return f"<{' '.join(map(str, told))}{' text' if (page.text or '').strip() else ''}>" + "".join(
        (*parts, "</>")
    )


def _ways(page: html.HtmlElement) -> Iterable[str]:
    """Links, and the questions before moves that a button would make at once."""
    yield from page.xpath("//a/@href")
    for form in page.xpath("//form[@method='post'][@action]"):
        moves = form.xpath(".//*[@name='action']/@value")
        # a form that sends back to where one stands bears the question of that page already
        page_of_form = form.get("action").partition("?")[0]
        yield from [f"{page_of_form}?action={move}" for move in moves] or [form.get("action")]


def _state(page: html.HtmlElement) -> str:
    """The record's state in words, and the tone of what is expected from whoever looks."""
    words = [
        one.text_content().strip() for one in page.xpath(f"//{_of('head-tools')}//{_of('tag')}")
    ]
    tones = [one.get("class") for one in page.xpath(f"//{_of('next')}")]
    return re.sub(r"\d+", "N", " ".join(words + tones))


def _of(style: str) -> str:
    return f"*[contains(concat(' ', @class, ' '), ' {style} ')]"
