"""How evidence and figures of every room are found from the bottom, without importing the rooms above.

Each room registers, when Django starts, how its kinds of evidence are described and how the figures whose
id starts with its prefix are computed. The trace page and the command line ask only this module.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autan.errors import DomainError
from autan.evidence.core.figures import Figure
from autan.evidence.core.sources import Citation, EvidenceRef
from autan.evidence.core.texts import Text


class UnknownFigureError(DomainError):
    """No room computes a figure of this id.

    Attributes:
        figure_id: identifier that was asked for.
    """

    def __init__(self, figure_id: str) -> None:
        self.figure_id = figure_id
        super().__init__(f"no figure {figure_id!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceTable:
    """Rows that a figure rests on, as text, ready to be shown.

    Attributes:
        columns: headings.
        rows: cells, in the order of the columns; an unknown cell is an empty text.
        total_rows: how many rows there are when only the first are given.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total_rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceCard:
    """One piece of evidence, described for a reader who has never seen it.

    Attributes:
        ref: what was asked for.
        title: what it is.
        statement: what it says, or empty.
        citation: where it was published, or None.
        recorded: who recorded it and when, in words, or empty.
        table: rows, or None.
        note: caution that goes with it, or None.
        is_free_text: True when the statement is in French whatever the language of the page.
        whole_list: address of the page that lists all that it stands for, or empty.
    """

    ref: EvidenceRef
    title: Text
    statement: Text = Text("", "")
    citation: Citation | None = None
    recorded: str = ""
    table: EvidenceTable | None = None
    note: Text | None = None
    is_free_text: bool = False
    whole_list: str = ""


_describers: dict[str, Callable[[str], EvidenceCard | None]] = {}
_many_describers: dict[str, Callable[[Sequence[str]], Mapping[str, EvidenceCard]]] = {}
_providers: dict[str, Callable[[str], Figure | None]] = {}
_guards: dict[str, Callable[[Any, str], bool]] = {}
_namers: list[Callable[[str], str]] = []


def register_evidence(
    kind: str,
    describe: Callable[[str], EvidenceCard | None],
    *,
    describe_many: Callable[[Sequence[str]], Mapping[str, EvidenceCard]] | None = None,
) -> None:
    """Say how evidence of this kind is described.

    Args:
        kind: kind of evidence.
        describe: takes a key and answers None when it is gone.
        describe_many: takes keys and gives the cards of those that are not gone; for kinds that come in numbers.
    """
    _describers[kind] = describe
    if describe_many:
        _many_describers[kind] = describe_many


def register_figures(prefix: str, find: Callable[[str], Figure | None]) -> None:
    """Say how the figures whose id starts with `prefix.` are computed; `find` takes the whole id."""
    _providers[prefix] = find


def register_guard(prefix: str, may_read: Callable[[Any, str], bool]) -> None:
    """Say who may read the figures whose id starts with `prefix.`; `may_read` takes who asks and the whole id."""
    _guards[prefix] = may_read


def may_read_figure(person: Any, figure_id: str) -> bool:
    """Say whether somebody may read a figure: anybody may, but for what a room keeps to some."""
    guard = _guards.get(figure_id.partition(".")[0])
    return guard is None or guard(person, figure_id)


def describe_evidence(ref: EvidenceRef) -> EvidenceCard | None:
    """Return the card of a piece of evidence, or None when it no longer exists."""
    describe = _describers.get(ref.kind)
    return describe(ref.key) if describe else None


def describe_all(refs: Sequence[EvidenceRef]) -> dict[EvidenceRef, EvidenceCard | None]:
    """Return the cards of many pieces of evidence in the order given, None for those that no longer exist."""
    together: dict[EvidenceRef, EvidenceCard] = {}
    for kind, describe in _many_describers.items():
        keys = [ref.key for ref in refs if ref.kind == kind]
        found = describe(keys) if keys else {}
        together |= {EvidenceRef(kind=kind, key=key): card for key, card in found.items()}
    return {ref: together.get(ref) if ref.kind in _many_describers else describe_evidence(ref) for ref in refs}


def find_figure(figure_id: str) -> Figure:
    """Compute the figure of this id.

    Raises:
        UnknownFigureError: no room knows it.
    """
    provider = _providers.get(figure_id.partition(".")[0])
    figure = provider(figure_id) if provider else None
    if figure is None:
        raise UnknownFigureError(figure_id)
    return figure


def register_places(name_of: Callable[[str], str]) -> None:
    """Say how a territory is named; `name_of` takes a SIREN or a commune code and answers empty when unknown."""
    _namers.append(name_of)


def name_place(code: str) -> str:
    """Return the name of a territory, or its code when no room knows it."""
    return next((name for namer in _namers if (name := namer(code))), code)
