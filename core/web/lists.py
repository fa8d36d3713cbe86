"""Which query of a list a person came from, so that «back» keeps filter, sort and page."""

from django.http import HttpRequest

_KEY = "list_queries"
_KEPT = 30


def remember(request: HttpRequest) -> None:
    """Keep the query of the list being shown (one per list, the latest)."""
    session = getattr(request, "session", None)
    if session is None or not getattr(request, "actor", None):
        return
    kept, key = session.get(_KEY, {}), without_language(request.path)
    query = request.GET.urlencode()
    if kept.get(key, "") != query:
        kept.pop(key, None)
        kept[key] = query
        session[_KEY] = dict(list(kept.items())[-_KEPT:])


def seen_query(request: HttpRequest, *, url: str) -> str | None:
    """The query with which the list at ``url`` was last seen; None before it was ever opened."""
    session = getattr(request, "session", None)
    return session.get(_KEY, {}).get(without_language(url)) if session is not None else None


def address(request: HttpRequest, *, url: str) -> str:
    """``url`` of the list with the query it was last seen with."""
    session = getattr(request, "session", None)
    query = session.get(_KEY, {}).get(without_language(url), "") if session is not None else ""
    return f"{url}?{query}" if query else url


def without_language(path: str) -> str:
    """«school/acts/» of «/ru/school/acts/»."""
    return path.split("/", 2)[-1]
