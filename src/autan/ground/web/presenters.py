"""Parts of a page that are made when they are opened only: what an address opens, and the address that opens one.

A script opens them in their place (`charts/drawings.js`); without one, a link leads to the same page, the part open.
"""

from django.http import QueryDict

OPENED, EVERY_PART = "ouvrir", "tout"
_MOST = 20  # parts opened by one address


def is_opened(query: QueryDict, code: str) -> bool:
    """Say whether an address opens a part."""
    opened = query.getlist(OPENED)[:_MOST]
    return code in opened or EVERY_PART in opened


def opening_address(path: str, query: QueryDict, code: str, *, anchor: str = "") -> str:
    """Return the address of a page with one part more open, at the place of this part."""
    parameters = query.copy()
    parameters.setlist(OPENED, list(dict.fromkeys([*query.getlist(OPENED)[:_MOST], code])))
    return f"{path}?{parameters.urlencode()}#{anchor or code}"
