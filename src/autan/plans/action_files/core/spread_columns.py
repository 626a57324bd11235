"""What several columns say together: choices and years ticked by crosses, headings that stand above several."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from autan.ground.tables.core.tables import Place, Row, visible_text
from autan.ground.texts.core.plain_letters import fold_accents
from autan.plans.action_files.core.proposals import propose_choice
from autan.plans.action_files.core.worksheets import TITLE, WorksheetLayout, code_of, layout_of
from autan.plans.projects.core.choices import read_choice
from autan.plans.projects.core.fields import BY_CODE

_TICKS = frozenset({"x", "✓", "✔", "√", "☑", "☒", "⊠", "■", "●", "•", "⬤", "1", "oui", "vrai"})
_BLANKS = frozenset({"", "☐", "□", "○", "-", "–", "0", "non", "faux"})
_YEAR = re.compile(r"(?:19|20|21)\d{2}")
_TICKED_FIELDS = ("status", "priority", "scope", "participation", "themes", "effects", "audiences")
_BOX = re.compile(r"(\[[ xX✓]?\]|[☐☑☒✓✔□■⊠])")
_EMPTY_BOXES = frozenset({"[]", "[ ]", "☐", "□"})
_LONGEST = 60
_FIRST_LINES = 40
_LEAST_TITLE = 8
_MOST_LABELS = 12


def ticked_choices(text: str) -> str:
    """Return the choices whose box is ticked in a cell that lists them all; another text as it is.

    >>> [ticked_choices(text) for text in ("☐ À venir ☒ En cours", "En cours [x] Réalisé [ ]", "☐ Oui ☐ Non", "✓")]
    ['En cours', 'En cours', '', '✓']
    """
    parts = _BOX.split(text)
    if not any(part.strip() for part in parts[::2]) or len(parts) == 1:
        return text
    is_after = bool(parts[0].strip()) and not parts[-1].strip()
    marks, labels = parts[1::2], parts[::2] if is_after else parts[2::2]
    return ", ".join(
        label.strip(" ,;/\n") for mark, label in zip(marks, labels, strict=False) if mark not in _EMPTY_BOXES
    )


def with_ticked_columns(
    layout: WorksheetLayout, rows: Sequence[Row], known: Mapping[str, str]
) -> tuple[WorksheetLayout, list[Row]]:
    """Return headings and rows where the columns of one field, a choice or a year each, are one column.

    >>> heading = Row(1, ["Action", "À venir", "En cours"])
    >>> rows = [Row(2, ["Isoler", None, "x"]), Row(3, ["Trier", "x", "x"])]
    >>> layout, rows = with_ticked_columns(layout_of(heading, {"action": "title"}), rows, {})
    >>> layout.headings[1], layout.columns, [row.cells[1] for row in rows]
    ('À venir / En cours', {0: 'title', 1: 'status'}, ['En cours', 'À venir ; En cours'])
    """
    groups: dict[str, list[int]] = {}
    for place, heading in layout.headings.items():
        if _texts(rows, place) <= _TICKS | _BLANKS and (code := _ticked_field(heading)):
            groups.setdefault(code, []).append(place)
    for code, places in groups.items():
        others = {other for place, other in layout.columns.items() if place not in places}
        is_ticked = any(_texts(rows, place) & _TICKS for place in places)
        if len(places) > 1 and is_ticked and code not in others:
            layout, rows = _join_columns(layout, rows, places, code, known)
    return layout, list(rows)


def _ticked_field(heading: str) -> str:
    """The field that a heading is a choice of, its years being its calendar; empty for none."""
    if _YEAR.fullmatch(heading):
        return "calendar"
    choices = {code: choices for code in _TICKED_FIELDS if (choices := BY_CODE[code].choices)}
    whole = next((code for code, members in choices.items() if read_choice(members, heading)), "")
    return whole or ("themes" if propose_choice(choices["themes"], heading) else "")


def _texts(rows: Iterable[Row], place: int) -> set[str]:
    return {visible_text(row.cells[place]).lower() for row in rows if place < len(row.cells)}


def _join_columns(
    layout: WorksheetLayout, rows: Sequence[Row], places: Sequence[int], code: str, known: Mapping[str, str]
) -> tuple[WorksheetLayout, list[Row]]:
    first, headings = places[0], layout.headings
    joined = []
    for row in rows:
        cells = [*row.cells, *[None] * (places[-1] + 1 - len(row.cells))]
        words = [headings[place] for place in places if visible_text(cells[place]).lower() in _TICKS]
        cells = [None if place in places else cell for place, cell in enumerate(cells)]
        cells[first] = (", " if code == "calendar" else " ; ").join(words) or None
        joined.append(Row(row.line, cells))
    shown = (first, places[-1]) if code == "calendar" else places
    heading = " / ".join(headings[place] for place in shown)
    left = set(places)
    unspread = replace(
        layout,
        columns={place: own for place, own in layout.columns.items() if place not in left}
        | {first: known.get(fold_accents(heading), code)},
        headings={place: text for place, text in headings.items() if place not in left} | {first: heading},
        unknown={place: text for place, text in layout.unknown.items() if place not in left},
        repeated={place: text for place, text in layout.repeated.items() if place not in left},
    )
    return unspread, joined


def under_wide_headings(
    layout: WorksheetLayout, rows: Sequence[Row], merged: Iterable[tuple[Place, Place]], known: Mapping[str, str]
) -> WorksheetLayout:
    """Return headings with those of the line below, where this one fills nothing but columns under wide headings.

    >>> layout = layout_of(Row(1, ["Action", "Budget", None]), {"action": "title", "budget": "budget"})
    >>> below = Row(2, [None, "Études", "Travaux"])
    >>> sorted(under_wide_headings(layout, [below], [((1, 2), (1, 3))], {"action": "title"}).headings.values())
    ['Action', 'Budget : Travaux', 'Budget : Études']
    """
    above = {
        place: layout.headings.get(first[1] - 1, "")
        for first, last in merged
        if first[0] == last[0] == layout.line and last[1] > first[1]
        for place in range(first[1] - 1, last[1])
    }
    below = next((row for row in rows if row.line == layout.line + 1), Row(0, []))
    texts = {place: " ".join(text.split()) for place, cell in enumerate(below.cells) if (text := visible_text(cell))}
    if len(texts) < 2 or not texts.keys() <= above.keys() or max(map(len, texts.values())) > _LONGEST:
        return layout
    own = layout_of(Row(0, [texts.get(place) for place in range(max(texts) + 1)]), known).columns
    whole = {place: text for place, text in layout.headings.items() if place not in above}
    for place, text in texts.items():
        is_plain = place in own or _ticked_field(text)
        whole[place] = text if is_plain else f"{above[place]} : {text}"
    return layout_of(Row(below.line, [whole.get(place) for place in range(max(whole) + 1)]), known)


def with_values_below(rows: Sequence[Row], known: Mapping[str, str]) -> list[Row]:
    """Return the lines of a form whose labels stand above what they name, beside it; others as they are.

    >>> known = {"action": "title", "pilote": "lead", "debut": "start"}
    >>> form = [Row(1, ["Action", "Pilote"]), Row(2, ["Isoler", "Ville"]), Row(3, ["Début"]), Row(4, ["2026"])]
    >>> [(row.line, row.cells) for row in with_values_below(form, known)]
    [(2, ['Action', 'Isoler', 'Pilote', 'Ville']), (4, ['Début', '2026'])]
    """
    filled = [{place: text for place, cell in enumerate(row.cells) if (text := visible_text(cell))} for row in rows]
    pairs = [
        rank
        for rank, (texts, below) in enumerate(pairwise(filled))
        if 0 < len(texts) <= _MOST_LABELS
        and below.keys() <= texts.keys()
        and all(code_of(text, known) for text in texts.values())
        and not any(code_of(text, known) for text in below.values())
    ]
    starts = set[int]()
    for run in _runs(pairs):
        codes = [code_of(text, known) for rank in run for text in filled[rank].values()]
        if len(run) > 1 and len({*codes}) == len(codes):
            starts.update(run)
    beside: list[Row] = []
    for rank, row in enumerate(rows):
        if rank in starts:
            texts = [(text, filled[rank + 1].get(place)) for place, text in filled[rank].items()]
            beside.append(Row(rows[rank + 1].line, [cell for pair in texts for cell in pair]))
        elif rank - 1 not in starts:
            beside.append(row)
    return beside


def with_titles_above(rows: Sequence[Row], known: Mapping[str, str]) -> list[Row]:
    """Return the lines of forms that one text alone stands above, each time over the same label, as those of titles.

    >>> known = {"pilote": "lead", "debut": "start"}
    >>> forms = [Row(1, ["Isoler"]), Row(2, ["Pilote", "Ville"]), Row(4, ["Trier"]), Row(5, ["Pilote", "Région"])]
    >>> [row.cells for row in with_titles_above(forms, known)][::2]
    [['Titre', 'Isoler'], ['Titre', 'Trier']]
    """
    filled = [[text for cell in row.cells if (text := visible_text(cell))] for row in rows]
    titles = [
        rank
        for rank, (texts, below) in enumerate(pairwise(filled))
        if len(texts) == 1 and len(below) == 2 and code_of(below[0], known) and not code_of(texts[0], known)
    ]
    labels = {code_of(filled[rank + 1][0], known) for rank in titles}
    if (
        len(titles) < 2
        or len(labels) != 1
        or any(code_of(text, known) == "title" for texts in filled for text in texts)
    ):
        return list(rows)
    return [Row(row.line, [TITLE, *filled[rank]]) if rank in titles else row for rank, row in enumerate(rows)]


def with_title_heading(rows: Sequence[Row], known: Mapping[str, str]) -> list[Row]:
    """Return lines whose headings name no title but several fields with that of the one column that has no heading.

    Its cells are filled and differ from each other on most lines below.

    >>> known = {"pilote": "lead", "debut": "start"}
    >>> actions = [Row(2, ["Isoler les écoles", "Ville", 2026]), Row(3, ["Trier au bureau", "Ville", 2027])]
    >>> with_title_heading([Row(1, [None, "Pilote", "Début"]), *actions], known)[0].cells
    ['Titre', 'Pilote', 'Début']
    """
    layouts = (layout_of(row, known) for row in rows[:_FIRST_LINES])
    best = max(layouts, key=lambda layout: len(layout.columns), default=None)
    if best is None or len(best.columns) < 2 or "title" in best.codes:
        return list(rows)
    below = [row for row in rows if row.line > best.line]
    width = range(max(best.headings) + 1)
    texts = {place: _column_texts(below, place) for place in width if place not in best.columns}
    places = [place for place, column in texts.items() if _are_titles(column, len(below))]
    if len(places) != 1 or places[0] in best.headings:
        return list(rows)
    headed = Row(best.line, [TITLE if place == places[0] else best.headings.get(place) for place in width])
    return [headed if row.line == best.line else row for row in rows]


def _are_titles(texts: Sequence[str], count: int) -> bool:
    """True for texts long enough, that differ from each other on most of `count` lines."""
    return len({*texts}) > 1 and len({*texts}) * 4 >= count * 3 and sum(map(len, texts)) >= len(texts) * _LEAST_TITLE


def _column_texts(rows: Iterable[Row], place: int) -> list[str]:
    return [text for row in rows if place < len(row.cells) and (text := visible_text(row.cells[place]))]


def _runs(pairs: Iterable[int]) -> list[list[int]]:
    """Ranks that follow each other by two."""
    runs: list[list[int]] = []
    for rank in pairs:
        if runs and rank == runs[-1][-1] + 2:
            runs[-1].append(rank)
        else:
            runs.append([rank])
    return runs
