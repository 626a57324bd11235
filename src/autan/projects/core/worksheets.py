"""Where actions stand in a worksheet: its headings by their synonyms, its first row of data, its guidance left aside.

The national template has a banner, headings, two rows of guidance and an example above the data; the workbooks of
officers have any of these. A heading answers to a field (`core/fields.py`), a part of the axis, a funder, or nothing.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from autan.evidence.core.plain_letters import fold_accents
from autan.intake.core.tables import CellValue, Row, text_of
from autan.projects.core.fields import FIELDS

AXES = ("axis1", "axis2", "axis3")
PART, SLUG, STEPS = "part", "slug", "steps"
IGNORED = "ignored"
"""A column whose content the sheet says otherwise: plan, territories, completeness."""
_OTHERS: Mapping[str, tuple[str, ...]] = {
    "axis1": ("Axe (x)", "Axe", "Axes", "Axe stratégique", "Orientation", "Orientation stratégique"),
    "axis2": ("Sous-axe (x.x)", "Sous-axe", "Sous axe", "Objectif stratégique", "Axe 2"),
    "axis3": ("Sous-sous axe (x.x.x)", "Sous-sous-axe", "Objectif opérationnel"),
    PART: ("Titre de la sous-action", "Sous-action"),
    SLUG: ("Identifiant", "Identifiant Autan"),
    STEPS: ("Étapes", "Etapes de l’action", "Étapes de la fiche action", "Étapes de l’action"),
    IGNORED: ("Plan", "Collectivités", "Renseignée à (%)", "Publiée"),
}
_FUNDER = re.compile(r"(?:co )?financeur s? ?(\d?)")
_AMOUNT = re.compile(r"montant(?: ht| ht ?\d| \d)?|part (?:financee|du financeur) ?\d?|subvention ?\d?")
_DEEPEST_HEADINGS = 40
_LEAST_HEADINGS = 2
_GUIDANCE = re.compile(
    r"^champ (?:texte|liste|numerique|date|binaire)|separez plusieurs intitules|caracteres maximum"
    r"|indiquez d abord|choisissez l option|saisissez un nombre|creez sous la forme|utilisez exactement"
)
_NOT_IMPORTED = "ces informations devront etre saisies directement"
_EXAMPLE = "assurer la coordination de la transition ecologique ou"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorksheetLayout:
    """How one worksheet is laid out.

    Attributes:
        line: line of its headings.
        columns: what each column holds, by place from 0: code of a field, `axis1`, `part`, `funder1`, `amount1`...
        headings: heading of each column that has one.
        unknown: headings that answer to nothing, by place.
    """

    line: int
    columns: Mapping[int, str]
    headings: Mapping[int, str]
    unknown: Mapping[int, str] = field(default_factory=dict)

    @property
    def score(self) -> int:
        """How many headings are known; 0 without that of the title."""
        return len(self.columns) if "title" in self.columns.values() else 0


def known_headings() -> dict[str, str]:
    """Return what each known heading stands for, folded."""
    found = {fold_accents(text): code for code, texts in _OTHERS.items() for text in texts}
    for each in FIELDS:
        for text in (each.code, each.label.fr, each.label.en, *each.headings):
            found.setdefault(fold_accents(text), each.code)
    return found


def find_layout(rows: Sequence[Row], own: Mapping[str, str]) -> WorksheetLayout | None:
    """Find the headings of a worksheet among its first lines; None when none of them names a title.

    Args:
        rows: its lines that are not empty.
        own: what headings of a network’s own files stand for, folded; empty for those that are left out.
    """
    known = {**known_headings(), **own}
    layouts = [_layout_of(row, known) for row in rows if row.line <= _DEEPEST_HEADINGS]
    best = max(layouts, key=lambda layout: (layout.score, -layout.line), default=None)
    return best if best and best.score >= _LEAST_HEADINGS else None


def _layout_of(row: Row, known: Mapping[str, str]) -> WorksheetLayout:
    columns: dict[int, str] = {}
    unknown: dict[int, str] = {}
    headings = {place: " ".join(text.split()) for place, cell in enumerate(row.cells) if (text := text_of(cell))}
    funders = 0
    for place, heading in headings.items():
        plain = fold_accents(heading.replace("€", " "))
        if plain not in known and (found := _FUNDER.fullmatch(plain)):
            funders = int(found[1]) if found[1] else funders + 1
            code = f"funder{funders}"
        elif plain not in known and funders and _AMOUNT.fullmatch(plain):
            code = f"amount{funders}"
        else:
            code = known.get(plain, known.get(fold_accents(heading), ""))
        if code and (code not in columns.values() or code == "notes"):
            columns[place] = code
        elif plain not in known:
            unknown[place] = heading
    return WorksheetLayout(line=row.line, columns=columns, headings=headings, unknown=unknown)


def data_rows(rows: Sequence[Row], layout: WorksheetLayout) -> tuple[list[Row], int | None]:
    """Return the lines under the headings that are no guidance, and the line of the template’s example, if left in.

    Args:
        rows: lines of the worksheet that are not empty.
        layout: how it is laid out.
    """
    below = [row for row in rows if row.line > layout.line]
    kept: list[Row] = []
    example = None
    for row in below:
        texts = [fold_accents(text_of(cell)) for cell in row.cells if text_of(cell)]
        guiding = sum(bool(_GUIDANCE.search(text)) for text in texts)
        if not kept and guiding > 1 and guiding * 4 >= len(texts):
            continue
        if any(_EXAMPLE in text for text in texts) and sum(_NOT_IMPORTED in text for text in texts) > 1:
            example = row.line
            continue
        kept.append(row)
    return kept, example


def cell_texts(row: Row, layout: WorksheetLayout) -> dict[str, CellValue]:
    """Return what a line says in each column, by what the column holds; two columns of notes are joined."""
    said: dict[str, CellValue] = {}
    for place, code in layout.columns.items():
        value = row.cells[place] if place < len(row.cells) else None
        text = text_of(value)
        if not text or fold_accents(text).startswith(_NOT_IMPORTED):
            continue
        said[code] = f"{text_of(said[code])}\n{text}" if code in said else value
    return said
