"""Parts of a page that are made when they are opened only, addresses for messages, quotations inside a sentence.

A script opens parts in their place (`charts/drawings.js`); without one, a link leads to the same page, the part open.
"""

import re

from django.http import QueryDict
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from autan.ground.texts.language import in_language

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


def french_address(name: str, *, site: str, **parts: str) -> str:
    """Return the whole address of a page in French, as messages are, whatever the language of whoever sends them.

    `name`: name of the route, whose parts follow; `site`: address of the site, without a final slash.
    """
    with in_language("fr"):
        return site + reverse(name, kwargs=parts)


# Quotations inside a sentence: their words are those of somebody else.

LEAST_WORDS = 5
"""Words of a quotation: fewer between the same marks are a name or a title."""
_QUOTED = re.compile("«[^«»]+»|“[^“”]+”")


def set_quotations(text: str) -> SafeString:
    """Escape a text and put each quotation of five words or more in a `q`, with the marks that it has.

    >>> set_quotations("La loi dit « au plus tard le 31 décembre » & rien de plus.")
    'La loi dit <q>« au plus tard le 31 décembre »</q> &amp; rien de plus.'
    >>> set_quotations("le contrat « Agenda 21 »")
    'le contrat « Agenda 21 »'
    """
    return mark_safe(_QUOTED.sub(_quotation, escape(text)))  # noqa: S308 - escaped


def _quotation(match: re.Match[str]) -> str:
    return f"<q>{match[0]}</q>" if len(match[0].strip("«»“” \u00a0\u202f").split()) >= LEAST_WORDS else match[0]
