"""What every page needs around its content: the menu, and the same page in the other language."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from autan.extension_points import MenuEntry, menu_entries


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuLink:
    """One entry of the menu, as the page draws it."""

    label: str
    url: str
    is_current: bool
    is_exact: bool


def site_frame(request: HttpRequest) -> dict[str, Any]:
    """Give the frame of the page. No query, but for entries that depend on who reads."""
    entries = [entry for entry in menu_entries() if entry.is_shown is None or entry.is_shown(request.user)]
    in_french = _french_path(request.path)
    return {
        "menu": [_link(entry, request.path) for entry in entries],
        "path_in_french": in_french,
        "page_in_french": in_french + _query(request, ""),
        "page_in_english": f"/en{in_french}" + _query(request, "/en"),
    }


def _link(entry: MenuEntry, path: str) -> MenuLink:
    url = reverse(entry.url_name)
    starts = (url, *(reverse(name) for name in entry.also))
    return MenuLink(label=str(entry.label), url=url, is_current=path.startswith(starts), is_exact=path == url)


def _french_path(path: str) -> str:
    return path.removeprefix("/en") if path == "/en" or path.startswith("/en/") else path


def _query(request: HttpRequest, prefix: str) -> str:
    """What follows the address, in the other language too: the page to come back to after signing in goes with it."""
    asked = request.GET.copy()
    after = request.GET.get("next", "")
    if after.startswith("/"):
        asked["next"] = prefix + _french_path(after)
    return f"?{asked.urlencode(safe='/')}" if asked else ""
