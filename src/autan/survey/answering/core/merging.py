"""Two changes to one answer are merged when they touch different units of it (three-way merge).

A unit is a cell of a matrix, a row of a table, or a tick among several choices. An answer of any other kind is one
unit: half of one answer merged with half of another would be an answer that nobody gave.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from autan.survey.questionnaires.core.answers.fields import AnswerInput, Parts, normalise_parts, row_numbers
from autan.survey.questionnaires.core.answers.values import AnswerValue
from autan.survey.questionnaires.core.kinds.kind import Kind
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.questionnaire import Question

type _Units = dict[str, frozenset[tuple[str, str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """What was typed, merged into the current revision.

    Attributes:
        entry: the entry, its parts completed with the current revision; where both changed one unit, what was typed
            (and, in a table, the rows that others added).
        conflicts: units that both changed, each in its own way; empty when the two changes go together.
    """

    entry: AnswerInput
    conflicts: frozenset[str]


def merge_entry(question: Question, entry: AnswerInput, *, base: AnswerValue, theirs: AnswerValue) -> Merge | None:
    """Merge what a person changed since `base`, the value shown, with what somebody else wrote meanwhile.

    None for a kind of question whose answer is one unit.
    """
    kind = kind_of(question)
    if not kind.joins_changes:
        return None
    shown, theirs_units = (_units(kind, kind.write_parts(question, value)) for value in (base, theirs))
    typed = _units(kind, entry.parts)
    changed = {unit for unit in {*shown, *typed} if typed.get(unit) != shown.get(unit)}
    others = {unit for unit in {*shown, *theirs_units} if theirs_units.get(unit) != shown.get(unit)}
    # both may have made the same change
    conflicts = frozenset(unit for unit in changed & others if typed.get(unit) != theirs_units.get(unit))
    if conflicts and kind.is_repeated:  # a removed row shifts the others: only whole rows are added
        return Merge(
            entry=replace(entry, parts=_parts(_with_added_rows(typed, shown, theirs_units))), conflicts=conflicts
        )
    every = [*theirs_units, *(unit for unit in typed if unit not in theirs_units)]
    merged = [(typed if unit in changed else theirs_units).get(unit, frozenset()) for unit in every]
    return Merge(entry=replace(entry, parts=_parts(merged)), conflicts=conflicts)


def _units(kind: Kind, parts: Parts) -> _Units:
    pairs_by_unit: dict[str, set[tuple[str, str]]] = {}
    for name, texts in normalise_parts(_dense(parts) if kind.is_repeated else parts).items():
        for text in texts:
            pairs_by_unit.setdefault(kind.change_unit(name, text), set()).add((name, text))
    return {unit: frozenset(pairs) for unit, pairs in pairs_by_unit.items()}


def _dense(parts: Parts) -> dict[str, tuple[str, ...]]:
    """Rows of a table numbered without gaps, as `write_parts` numbers them; blank rows are left out."""
    normalised = normalise_parts(parts)
    rank = {number: place for place, number in enumerate(row_numbers(normalised))}
    dense = {}
    for name, texts in normalised.items():
        for number in row_numbers([name]):
            dense[_in_row(name, rank[number])] = texts
    return dense


def _in_row(name: str, number: int) -> str:
    return f"cell.{number}.{name.rpartition('.')[2]}"


def _with_added_rows(typed: _Units, shown: _Units, theirs_units: _Units) -> list[frozenset[tuple[str, str]]]:
    """The rows typed, then those that others added and that are not among them."""
    rows = list(typed.values())
    texts = [_texts_of(row) for row in rows]
    added = [row for unit, row in theirs_units.items() if unit not in shown and _texts_of(row) not in texts]
    fresh = (frozenset((_in_row(name, len(rows) + rank), text) for name, text in row) for rank, row in enumerate(added))
    return [*rows, *fresh]


def _texts_of(row: frozenset[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    return frozenset((name.rpartition(".")[2], text) for name, text in row)


def _parts(units: Iterable[frozenset[tuple[str, str]]]) -> dict[str, tuple[str, ...]]:
    parts: dict[str, tuple[str, ...]] = {}
    for unit in units:
        for name, text in sorted(unit):
            parts[name] = (*parts.get(name, ()), text)
    return parts
