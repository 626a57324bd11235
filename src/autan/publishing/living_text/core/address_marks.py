"""Marks that call a figure by its address, and new drawings: each has a name or an entry in the head of the text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from autan.evidence.figures.core.charts import ChartKind, MapKind
from autan.ground.wordings import Sentence, Text
from autan.publishing.living_text.core.definitions import MEMBER
from autan.publishing.living_text.core.document import IllustrationKind
from autan.publishing.living_text.core.marks import is_name

ANY_MEMBER = "*"
_MARK = re.compile(r"\{\{((?:(?!\{\{).)*?)\}\}", re.DOTALL)
_ADDRESS = re.compile(r"(?<![\w.{])[a-z]+(?:\.[A-Za-z0-9_:*-]+)+")
_OWN = frozenset({"value", "low", "high", "known", "total"})
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class NewIllustration:
    """A chart or a map called by the address of the figure of each member."""

    kind: IllustrationKind
    name: str
    pattern: str


@dataclass(frozen=False, slots=True, kw_only=True)
class NamedAddresses:
    """A text whose addresses were named."""

    text: str
    figures: dict[str, str] = field(default_factory=dict)
    illustrations: list[NewIllustration] = field(default_factory=list)


def name_addresses(text: str, figures: Mapping[str, str], drawn: frozenset[str]) -> NamedAddresses:
    """Give a name to each address that the marks of a text call.

    `figures` gives the address of each name that the head holds; `drawn`, its charts and maps.

    Returns the text with names alone, and what they stand for; a figure that the head holds keeps its name there.

    >>> named = name_addresses("Il y a {{facts.F1 | form: number}} plans.", {}, frozenset())
    >>> named.text, named.figures
    ('Il y a {{f1 | form: number}} plans.', {'f1': 'facts.F1'})
    """
    namer = _Namer(figures=dict(figures), drawn=set(drawn), made=NamedAddresses(text=text))
    namer.made.text = _MARK.sub(namer.rewrite, text)
    return namer.made


@dataclass(frozen=False, slots=True, kw_only=True)
class _Namer:
    figures: dict[str, str]
    drawn: set[str]
    made: NamedAddresses

    def rewrite(self, match: re.Match[str]) -> str:
        head, *options = match[1].split("|")
        word, colon, rest = head.partition(":")
        if colon and word.strip() in set(IllustrationKind) and ANY_MEMBER in rest:
            return f"{{{{{word.strip()}: {self._illustrate(IllustrationKind(word.strip()), rest.strip())}}}}}"
        head = _ADDRESS.sub(lambda address: self._name(address[0]), head)
        options = [_ADDRESS.sub(self._claimed, option) if _is_claim(option) else option for option in options]
        return "{{" + "|".join([head, *options]) + "}}"

    def _claimed(self, match: re.Match[str]) -> str:
        """In a claim, a name or an address may be followed by one of its own words: `name.high`."""
        address, _, own = match[0].rpartition(".")
        if own not in _OWN:
            return self._name(match[0])
        return f"{self._name(address) if '.' in address else address}.{own}"

    def _name(self, address: str) -> str:
        name = next((name for name, figure in self.figures.items() if figure == address), "")
        if not name:
            name = _free_name(address, self.figures)
            self.figures[name] = self.made.figures[name] = address
        return name

    def _illustrate(self, kind: IllustrationKind, pattern: str) -> str:
        name = _free_name(f"{pattern.replace(ANY_MEMBER, 'x')}_{kind}", self.drawn)
        self.drawn.add(name)
        self.made.illustrations.append(NewIllustration(kind=kind, name=name, pattern=pattern))
        return name


def _is_claim(option: str) -> bool:
    return option.partition(":")[0].strip() == "claim"


def _free_name(address: str, taken: Mapping[str, str] | set[str]) -> str:
    """A name that says the end of an address: its last parts, without the place."""
    parts = address.split(".")
    words = parts[2:] or parts[1:]
    word = re.sub(r"[^a-z0-9]+", "_", "_".join(words).lower()).strip("_")[:_LONGEST_NAME].strip("_")
    word = word if is_name(word) else f"figure_{word}".rstrip("_")
    name, rank = word, 2
    while name in taken or not is_name(name):
        name, rank = f"{word}_{rank}", rank + 1
    return name


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberMeasure:
    """What the figure of each member measures.

    Attributes:
        label: what is measured, with its unit.
        is_ratio: True for what is never added, such as a share: a map shades it; False for a total: a map sizes it.
    """

    label: Text
    source: Text
    is_ratio: bool


def drawing_entry(item: NewIllustration, measure: MemberMeasure) -> dict[str, Any]:
    """Return the entry, as plain values; its words say what the drawing shows and claim nothing."""
    is_chart = item.kind is IllustrationKind.CHART
    shading = MapKind.CHOROPLETH if measure.is_ratio else MapKind.SYMBOLS
    sentence = (
        Sentence("Une barre par membre ; l’inconnu est en bas.")
        if is_chart
        else Sentence("Chaque membre à sa place ; l’inconnu est hachuré.")
    )
    title = Sentence("{measure}, par membre", measure=measure.label)
    return {
        "kind": str(ChartKind.BARS if is_chart else shading),
        "title": _both(title),
        "sentence": _both(sentence),
        "source": _both(measure.source),
        "members": item.pattern.replace(ANY_MEMBER, MEMBER),
    }


def _both(text: Text) -> dict[str, str]:
    return {"fr": text.fr, "en": text.en}
