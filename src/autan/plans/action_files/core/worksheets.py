"""Where actions stand in a worksheet: its headings by their synonyms, its first row of data, its guidance left aside.

The national template has a banner, headings, two rows of guidance and an example above the data; the workbooks of
officers have any of these. A heading answers to a field (`core/fields.py`), a part of the axis, a funder, or nothing.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from autan.ground.tables.core.tables import CellValue, Row, visible_text
from autan.ground.texts.core.plain_letters import fold_accents
from autan.ground.wordings import Sentence, Text
from autan.plans.plans.core.sections import FieldKind
from autan.plans.projects.core.fields import FIELDS

TITLE = "Titre"
"""The label that a title is read under, where the file says none: in a document, a heading names an action."""
AXES = ("axis1", "axis2", "axis3")
PART, SLUG, STEPS = "part", "slug", "steps"
IGNORED = "ignored"
"""A column whose content the sheet says otherwise: plan, territories, completeness."""
_OTHERS: Mapping[str, tuple[str, ...]] = {
    "axis1": ("Axe (x)", "Axe", "Axes", "Axis", "Axe stratégique", "Orientation", "Orientation stratégique"),
    "axis2": ("Sous-axe (x.x)", "Sous-axe", "Sous axe", "Objectif stratégique", "Axe 2"),
    "axis3": ("Sous-sous axe (x.x.x)", "Sous-sous-axe", "Objectif opérationnel"),
    PART: ("Titre de la sous-action", "Sous-action", "Sous-actions"),
    SLUG: ("Identifiant", "Identifiant Autan"),
    STEPS: ("Étapes", "Etapes de l’action", "Étapes de la fiche action", "Étapes de l’action"),
    IGNORED: ("Plan", "Collectivités", "Renseignée à (%)", "Publiée"),
}
COLUMN_CHOICES: tuple[tuple[str, Text], ...] = (
    (IGNORED, Sentence("ne pas lire")),
    *((sheet_field.code, sheet_field.label) for sheet_field in FIELDS),
    ("axis1", Sentence("Axe")),
    ("axis2", Sentence("Sous-axe")),
    ("axis3", Text("Sous-sous-axe", "Third level of axes")),
    (PART, Sentence("Sous-action")),
    (STEPS, Sentence("Étapes")),
    ("funder1", Sentence("Financeur")),
    ("amount1", Sentence("Montant du financeur")),
)
"""What a column may stand for, and how a page calls it."""
_FUNDER = re.compile(r"(?:co )?financeurs?(?: s)? ?(\d?)")
_AMOUNT = re.compile(
    r"montant(?: du financeur)?(?: ht| ht ?\d| \d)?|part (?:financee|du financeur) ?\d?|subvention ?\d?"
)
_BRACKETS = re.compile(r"\([^)]{0,200}\)")  # bounded: brackets that never close would each be sought to the end
_SMALL_WORDS = frozenset({"de", "du", "des", "d", "la", "le", "les", "l", "en", "ou", "et"})
_OF_AMOUNTS = frozenset({"k", "m", "en", "euro", "euros", "keur", "meur", "ht", "ttc", "estime", "estimatif"})
"""Words of a heading that say how its amounts are told."""
_TOTAL = re.compile(
    r"sous total.{0,60}|total(?: general)?"
    r"(?:(?: de| du| des| pour)?(?: l| la| le| les)? (?:axe|plan|volet|objectif|orientation).{0,60})?"
)
_JOINED = frozenset({IGNORED, *(sheet_field.code for sheet_field in FIELDS if sheet_field.kind is FieldKind.PROSE)})
"""What several columns may hold: « Contexte » and « Descriptif » are one text."""
_DEEPEST_HEADINGS = 40
_LONGEST_HEADING = 60
LEAST_HEADINGS = 2
INVENTED_MARK = "Réseau inventé, pour essayer"
"""Last line of the actions of an invented network, written to a file."""
_GUIDANCE = re.compile(
    r"^champ (?:texte|liste|numerique|date|binaire)|separez plusieurs intitules|caracteres maximum"
    r"|indiquez d abord|choisissez l option|saisissez un nombre|creez sous la forme|utilisez exactement"
)
_UNITS = re.compile(
    r"(?:en )?(?:k|m|milliers d|millions d)? ?(?:euros?|eur)(?: (?:ht|ttc))?|ht|ttc|annees?|mois(?: annee)?"
    r"|(?:jj )?mm aaaa|aaaa|date|texte(?: libre)?|nombre|oui non"
)
"""What stands under headings to say in what they are filled, and is no data."""
_NOT_IMPORTED = "ces informations devront etre saisies directement"
_EXAMPLE = "assurer la coordination de la transition ecologique ou"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorksheetLayout:
    """How one worksheet is laid out.

    Attributes:
        columns: what each column holds, by place from 0: code of a field, `axis1`, `part`, `funder1`, `amount1`...
        unknown: headings that answer to nothing, by place.
        repeated: headings of a field that another column holds already, by place.
    """

    line: int
    columns: Mapping[int, str]
    headings: Mapping[int, str]
    unknown: Mapping[int, str] = field(default_factory=dict)
    repeated: Mapping[int, str] = field(default_factory=dict)

    @property
    def codes(self) -> frozenset[str]:
        """What its columns hold."""
        return frozenset(self.columns.values())

    @property
    def score(self) -> int:
        """How many headings are known; 0 without that of the title."""
        return len(self.columns) if "title" in self.columns.values() else 0


def known_headings() -> dict[str, str]:
    """Return what each known heading stands for, folded."""
    codes = {fold_accents(text): code for code, texts in _OTHERS.items() for text in texts}
    codes |= {code: code for code in _OTHERS if code != PART}
    for sheet_field in FIELDS:
        for text in (sheet_field.code, sheet_field.label.fr, sheet_field.label.en, *sheet_field.headings):
            codes.setdefault(fold_accents(text), sheet_field.code)
    return {**{heading_words(text): code for text, code in reversed(codes.items())}, **codes}


def find_layouts(rows: Sequence[Row], known: Mapping[str, str], least: int = LEAST_HEADINGS) -> list[WorksheetLayout]:
    """Find the headings of a worksheet, of each of its tables; none where no line of them names a title.

    The best of its first lines are headings; so is, further down or up, any line that is mostly made of some. They name
    `least` fields, with that of the title.
    """
    layouts = [layout_of(row, known) for row in rows if row.line <= _DEEPEST_HEADINGS]
    below = [layout_of(row, known) for row in rows if row.line > _DEEPEST_HEADINGS and _is_mostly_known(row, known)]
    best = max(layouts, key=lambda layout: (layout.score, -layout.line), default=None)
    if best is None or best.score < least:
        best = max(below, key=lambda layout: (layout.score, -layout.line), default=None)  # a long text comes first
    if best is None or best.score < least or len(best.headings) <= LEAST_HEADINGS - least:
        return []
    layouts += below
    by_line = {layout.line: layout for layout in layouts}
    starts = [layout for layout in layouts if layout is best or _is_heading(layout, best)]
    whole = [_with_line_below(layout, by_line.get(layout.line + 1)) for layout in starts]
    return [_with_units(layout, by_line.get(layout.line + 1)) for layout in whole]


def _is_mostly_known(row: Row, known: Mapping[str, str]) -> bool:
    texts = [text for cell in row.cells if (text := visible_text(cell))]
    short = [text for text in texts if len(text) <= _LONGEST_HEADING]
    return sum(fold_accents(text) in known for text in short) * 2 >= max(len(texts), LEAST_HEADINGS * 2)


def _is_heading(layout: WorksheetLayout, best: WorksheetLayout) -> bool:
    """True for headings of another table of the same sheet: mostly known, and as many as a row of data never has."""
    is_known = layout.score * 2 >= len(layout.headings)
    return is_known and layout.score >= max(LEAST_HEADINGS, len(best.codes & layout.codes), best.score // 2)


def _with_line_below(layout: WorksheetLayout, below: WorksheetLayout | None) -> WorksheetLayout:
    if below is None or not below.columns or below.unknown or below.score >= LEAST_HEADINGS:
        return layout
    return _with_second_line(layout, below)


def _with_units(layout: WorksheetLayout, below: WorksheetLayout | None) -> WorksheetLayout:
    """Headings with the units of a line of its own below them: « Budget » above « k€ TTC »."""
    units = below.headings if below else {}
    written = [fold_accents(unit.replace("€", " euros ")) for unit in units.values()]
    if below is None or not units or not all(_UNITS.fullmatch(unit) for unit in written):
        return layout
    headings = {
        place: f"{text} ({units[place]})" if place in units else text for place, text in layout.headings.items()
    }
    return replace(layout, line=below.line, headings=headings)


def _with_second_line(first: WorksheetLayout, second: WorksheetLayout) -> WorksheetLayout:
    """Join headings that stand on two lines: « Calendrier » above « Début » and « Fin »."""
    columns = second.columns
    if len(columns) != len(second.headings) or (len(columns) == 1 and set(columns) & set(first.columns)):
        return first
    codes = {first.columns[place] for place in first.columns if place not in columns}
    if codes & set(columns.values()):
        return first
    return WorksheetLayout(
        line=second.line,
        columns={**first.columns, **columns},
        headings={**first.headings, **second.headings},
        unknown={place: heading for place, heading in first.unknown.items() if place not in columns},
        repeated=first.repeated,
    )


def layout_of(row: Row, known: Mapping[str, str]) -> WorksheetLayout:
    """Return what the cells of a line are as headings: each a field, a place, a funder, or nothing that is known."""
    columns: dict[int, str] = {}
    unknown: dict[int, str] = {}
    repeated: dict[int, str] = {}
    headings = {place: " ".join(text.split()) for place, cell in enumerate(row.cells) if (text := visible_text(cell))}
    funders, used = 0, set[str]()
    code: str | None
    for place, heading in headings.items():
        plain = fold_accents(heading.replace("€", " "))
        if plain not in known and (match := _FUNDER.fullmatch(plain)):
            funders = int(match[1]) if match[1] else funders + 1
            code = f"funder{funders}"
        elif funders and _AMOUNT.fullmatch(plain) and (plain not in known or plain == "montant"):
            code = f"amount{funders}"
        else:
            code = _field_of(heading, known)
            funders = 1 if code == "funder1" else funders
        if code is None:
            unknown[place] = heading
        elif code and (code not in used or code in _JOINED):
            columns[place] = code
            used.add(code)
        elif code:
            repeated[place] = heading
    return WorksheetLayout(line=row.line, columns=columns, headings=headings, unknown=unknown, repeated=repeated)


def _field_of(heading: str, known: Mapping[str, str]) -> str | None:
    """What a heading stands for, as it is written, or without what it says between brackets; None for nothing."""
    if heading == PART:  # as programs write it; « Part. » is that of partners
        return PART
    ways = (heading, heading.replace("€", " "), _BRACKETS.sub("", heading))
    spellings = [fold_accents(spelling) for spelling in ways]
    bare = " ".join(word for word in spellings[-1].split() if word not in _OF_AMOUNTS)
    codes = {known.get(heading_words(fold_accents(part)), "") for part in heading.split("/")}
    if len(codes) == 1 and "/" in heading and codes != {""}:
        return codes.pop()
    return next(
        (known[spelling] for spelling in (*spellings, heading_words(spellings[-1]), bare) if spelling in known), None
    )


def heading_words(plain: str) -> str:
    """Return the words of a heading without endings of the plural nor small words.

    >>> heading_words("dates de debut"), heading_words("intitules de l action")
    ('date debut', 'intitule action')
    """
    return " ".join(word.removesuffix("s") for word in plain.split() if word not in _SMALL_WORDS)


def data_rows(rows: Sequence[Row], layout: WorksheetLayout) -> tuple[list[Row], dict[int, tuple[str, str]]]:
    """Return the lines under the headings that are no guidance, and those left aside, with what they say and why."""
    data: list[Row] = []
    aside: dict[int, tuple[str, str]] = {}
    for row in (row for row in rows if row.line > layout.line):
        texts = [fold_accents(visible_text(cell)) for cell in row.cells if visible_text(cell)]
        guiding = sum(bool(_GUIDANCE.search(text)) for text in texts)
        if texts == [fold_accents(INVENTED_MARK)] or (not data and guiding > 1 and guiding * 4 >= len(texts)):
            continue
        if any(_EXAMPLE in text for text in texts) and sum(_NOT_IMPORTED in text for text in texts) > 1:
            aside[row.line] = visible_text(row.cells[0]), Sentence("l’exemple du modèle n’est pas repris")
            continue
        if any(_TOTAL.fullmatch(text) for text in texts):
            aside[row.line] = "Total", Sentence("une action : une ligne de total n’est pas reprise")
            continue
        if data or not _counts_columns(texts):
            data.append(row)
    return data, aside


def _counts_columns(texts: Sequence[str]) -> bool:
    """True for a line that numbers the columns, under their headings."""
    first = texts[0] if texts else ""
    return (
        len(texts) > LEAST_HEADINGS
        and first in {"0", "1"}
        and list(texts) == [str(int(first) + rank) for rank in range(len(texts))]
    )


def cell_texts(row: Row, layout: WorksheetLayout) -> dict[str, CellValue]:
    """Return what a line says in each column, by what the column holds; columns of one text are joined."""
    cell_values: dict[str, CellValue] = {}
    for place, code in layout.columns.items():
        value = row.cells[place] if place < len(row.cells) else None
        text = visible_text(value)
        if not text or fold_accents(text).startswith(_NOT_IMPORTED):
            continue
        cell_values[code] = f"{visible_text(cell_values[code])}\n{text}" if code in cell_values else value
    return cell_values


def code_of(label: str, known: Mapping[str, str]) -> str | None:
    """Return what a label stands for; None for a long one, or one that is not known."""
    if len(label) > _LONGEST_HEADING:
        return None
    layout = layout_of(Row(1, [label]), known)
    return layout.columns.get(0)
