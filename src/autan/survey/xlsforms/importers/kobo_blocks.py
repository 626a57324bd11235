"""Blocks that only KoBo has (grids, scores, rankings by levels), written as rows that every XLSForm has.

| KoBo | written as |
|---|---|
| `begin_score` with `kobo--score-choices`, `score__row` | a grid of one column |
| `begin_kobomatrix` with `kobo--matrix_list` | a grid, a line a choice of the list |
| `begin_rank` with `kobo--rank-items`, `rank__level` | `rank` of the list; the names of the levels are kept |
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from autan.ground.errors import Fault
from autan.ground.wordings import Sentence
from autan.survey.xlsforms.core.names import LEVELS
from autan.survey.xlsforms.importers.columns import code_of_language, name_column
from autan.survey.xlsforms.importers.sheets import FormSheetRow, Sheets

_EDGE = re.compile(r"(begin|end)[ _](score|rank|kobomatrix)", re.IGNORECASE)
_LISTS = {"score": "kobo--score-choices", "rank": "kobo--rank-items", "kobomatrix": "kobo--matrix_list"}
_ANSWER = {"fr": "Réponse", "": "Réponse"}


def expand_kobo_blocks(sheets: Sheets) -> tuple[Sheets, tuple[Fault, ...]]:
    """Return the sheets with the blocks of KoBo written as usual rows, and these blocks as warnings.

    A block that does not close, or that names no list, is left as it is: what it lacks is told by the usual checks.
    """
    survey = sheets.get("survey", [])
    if not any(_EDGE.fullmatch(_get(row, "type")) for row in survey):
        return sheets, ()
    writing = _Writing(choices=list(sheets.get("choices", [])))
    rows = list(writing.every(survey))
    return {**sheets, "survey": rows, "choices": writing.choices}, tuple(writing.warnings)


def _get(row: FormSheetRow, column: str) -> str:
    return next((text for heading, text in row.cells.items() if name_column(heading)[0] == column), "")


def _with(row: FormSheetRow, **fields: str) -> FormSheetRow:
    """The same row, some of its columns said otherwise."""
    cells = {heading: text for heading, text in row.cells.items() if name_column(heading)[0] not in fields}
    return FormSheetRow(line=row.line, cells={**fields, **cells})


def _labels(row: FormSheetRow) -> Mapping[str, str]:
    return {heading: text for heading, text in row.cells.items() if name_column(heading)[0] == "label"}


@dataclass(slots=True)
class _Writing:
    """The choices and the warnings, as they grow."""

    choices: list[FormSheetRow]
    warnings: list[Fault] = field(default_factory=list)

    def every(self, survey: Sequence[FormSheetRow]) -> Iterator[FormSheetRow]:
        """Give the rows of the survey, each block of KoBo in its usual form."""
        place = 0
        while place < len(survey):
            match = _EDGE.fullmatch(_get(survey[place], "type"))
            kind = match[2].lower() if match and match[1].lower() == "begin" else ""
            end = _end_of(survey, place, kind) if kind else place
            if end == place or not _get(survey[place], _LISTS[kind]):
                yield survey[place]
                place += 1
                continue
            yield from self._block(kind, survey[place], survey[place + 1 : end])
            place = end + 1

    def _block(self, kind: str, row: FormSheetRow, inside: Sequence[FormSheetRow]) -> Iterator[FormSheetRow]:
        items = _get(row, _LISTS[kind])
        text = "classement" if kind == "rank" else "grille"
        expected = Sentence("un type de tous les XLSForms (ce bloc de KoBo est repris comme {said})", said=text)
        self.warnings.append(Fault(sheet="survey", row=row.line, value=_get(row, "type"), expected=expected))
        bare = FormSheetRow(line=row.line, cells={h: t for h, t in row.cells.items() if h.lower() != _LISTS[kind]})
        if kind == "rank":
            levels = " ".join(_get(level, "name") for level in inside)
            yield _with(bare, type=f"rank {items}", **{LEVELS: levels})
        elif kind == "score":
            yield from self._score(bare, items, inside)
        else:
            yield from self._matrix(bare, items, inside)

    def _score(self, row: FormSheetRow, items: str, lines: Sequence[FormSheetRow]) -> Iterator[FormSheetRow]:
        name = _get(row, "name")
        for line in lines:
            cells = {"list_name": f"{name}_rows", "name": _get(line, "name"), **_labels(line)}
            self.choices.append(FormSheetRow(line=line.line, cells=cells))
        answer = {heading: _ANSWER.get(code_of_language(name_column(heading)[1]), "Answer") for heading in _labels(row)}
        cell = FormSheetRow(line=row.line, cells={"type": f"select_one {items}", "name": "answer", **answer})
        pairs = [(_get(line, "name"), line) for line in lines]
        yield from _grid(row, f"{name}_rows", pairs, [cell])

    def _matrix(self, row: FormSheetRow, items: str, cells: Sequence[FormSheetRow]) -> Iterator[FormSheetRow]:
        pairs = [(_get(choice, "name"), choice) for choice in self.choices if _get(choice, "list_name") == items]
        yield from _grid(row, items, pairs, cells)


def _end_of(survey: Sequence[FormSheetRow], place: int, kind: str) -> int:
    """Place of the row that closes a block; that of its opening when none does."""
    for rank in range(place + 1, len(survey)):
        match = _EDGE.fullmatch(_get(survey[rank], "type"))
        if match:
            return rank if (match[1].lower(), match[2].lower()) == ("end", kind) else place
    return place


def _grid(
    row: FormSheetRow, items: str, lines: Sequence[tuple[str, FormSheetRow]], cells: Sequence[FormSheetRow]
) -> Iterator[FormSheetRow]:
    """A grid as we write it: a group a line, in it a row a column."""
    name = _get(row, "name")
    yield _with(row, type="begin_group", autan_kind="matrix", autan_list=items)
    for code, line in lines:
        opening = {"type": "begin_group", "name": f"{name}_{code}_row", "autan_kind": "row", **_labels(line)}
        yield FormSheetRow(line=row.line, cells=opening)
        for cell in cells:
            yield _with(cell, name=f"{name}_{code}_{_get(cell, 'name')}")
        yield FormSheetRow(line=row.line, cells={"type": "end_group"})
    yield FormSheetRow(line=row.line, cells={"type": "end_group"})
