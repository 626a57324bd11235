"""What every page needs around its content: the menu, and the same page in the other language."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from autan.ground.extension_points import MenuEntry
from autan.ground.registry import registered

_NETWORK = re.compile(r"/reseaux/([-\w]+)/")


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuLink:
    """One entry of the menu, as the page draws it."""

    label: str
    url: str
    is_current: bool
    is_exact: bool


def site_frame(request: HttpRequest) -> dict[str, Any]:
    """Give the frame of the page. No query, but for entries that depend on who reads."""
    entries = [entry for entry in registered(MenuEntry) if entry.is_shown is None or entry.is_shown(request.user)]
    sections = [
        (entry, [entry, *(other for other in entries if other.under == entry.url_name)])
        for entry in entries
        if not entry.under
    ]
    menu = [_link(entry, request, section) for entry, section in sections]
    in_french = _french_path(request.path)
    return {
        "menu": menu,
        "section_menu": _section_menu(sections, request),
        "path_in_french": in_french,
        "page_in_french": in_french + _query(request, ""),
        "page_in_english": f"/en{in_french}" + _query(request, "/en"),
    }


def _link(entry: MenuEntry, request: HttpRequest, section: Sequence[MenuEntry]) -> MenuLink:
    url, path = reverse(entry.url_name), request.path
    namespace = f"{request.resolver_match.namespace}:" if request.resolver_match else ""
    names = [name for each in section for name in (each.url_name, *each.also)]
    by_namespace = any(name.endswith(":") for name in names)
    is_current = namespace in names if by_namespace else path.startswith(tuple(reverse(name) for name in names))
    return MenuLink(
        label=str(entry.label), url=url + _same_network(entry, path), is_current=is_current, is_exact=path == url
    )


def _same_network(entry: MenuEntry, path: str) -> str:
    """What keeps a link in the network that the page is about, where its address says which one."""
    found = _NETWORK.search(path)
    return f"?{entry.network_key}={found[1]}" if found and entry.network_key else ""


def _section_menu(sections: Sequence[tuple[MenuEntry, list[MenuEntry]]], request: HttpRequest) -> list[MenuLink]:
    """The entries of the section where the page is; none where the section has a single one."""
    for entry, section in sections:
        if len(section) > 1 and _link(entry, request, section).is_current:
            return [_link(each, request, [each]) for each in section]
    return []


def _french_path(path: str) -> str:
    return path.removeprefix("/en") if path == "/en" or path.startswith("/en/") else path


def _query(request: HttpRequest, prefix: str) -> str:
    """What follows the address, in the other language too: the page to come back to after signing in goes with it."""
    asked = request.GET.copy()
    after = request.GET.get("next", "")
    if after.startswith("/"):
        asked["next"] = prefix + _french_path(after)
    return f"?{asked.urlencode(safe='/')}" if asked else ""
