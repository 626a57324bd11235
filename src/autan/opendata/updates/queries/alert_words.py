"""What is asked about an edition, in words: places, sources, sectors, energies and columns by their names."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from autan.ground.errors import Fault
from autan.ground.wordings import Sentence, Text
from autan.opendata.measures.core.measures import PERIMETER_VINTAGE
from autan.opendata.measures.queries.perimeter import current_perimeter
from autan.opendata.sources.core.codes import Carrier, ProductionSource, Sector
from autan.opendata.sources.importers import shipped_cards
from autan.opendata.updates.importers import column_words
from autan.territories.perimeters.lake.register import epci_of

_CODE = re.compile(r"(?:^|(?<=, ))(?:\d[\dAB]\d{3}|\d{9})\b|\b[a-z]+(?:[-_][a-z0-9]+)*\b")
"""A code of a place begins what is said of it: the same digits elsewhere are a number."""


def alert_in_words(fault: Fault) -> Fault:
    """Return a question with names in the place of codes; a place keeps its code beside its name."""
    return replace(
        fault, column=_worded(fault.column), value=_worded(fault.value), expected=_worded(fault.expected) or ""
    )


def _worded(text: str | None) -> str | None:
    if isinstance(text, Sentence):
        worded = {name: _worded(field) if isinstance(field, str) else field for name, field in text.fields.items()}
        return Sentence(text.template, **worded)
    parts: list[Text | str] = []
    end = 0
    for match in _CODE.finditer(text or ""):
        if name := _name_of(match[0]):
            parts += [match.string[end : match.start()], name]
            end = match.end()
    return Sentence.joined("", [*parts, (text or "")[end:]]) if parts else text


def _name_of(code: str) -> Text | str | None:
    if not code[0].isdigit():
        return _names().get(code)
    body = epci_of(PERIMETER_VINTAGE).get(code)
    name = body.name if body else current_perimeter().names.get(code)
    return f"{name} ({code})" if name else None


@cache
def _names() -> Mapping[str, Text]:
    labels = {label.value: label.label for kind in (Sector, Carrier, ProductionSource) for label in kind}
    inside = {code: Text(_lower_first(label.fr), _lower_first(label.en)) for code, label in labels.items()}
    titles = {slug: f"{card.producer}, «\u202f{card.title}\u202f»" for slug, card in shipped_cards().items()}
    return {**inside, **column_words(), **{slug: Text(title, title) for slug, title in titles.items()}}


def _lower_first(label: str) -> str:
    """A label as it stands inside a sentence."""
    return label[:1].lower() + label[1:]
