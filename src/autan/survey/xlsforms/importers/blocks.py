"""Blocks of a form turned into questions: repeats as tables, loops and marked groups as grids and splits."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from autan.ground.errors import Fault
from autan.ground.wordings import Sentence
from autan.survey.questionnaires.core.editing import settle_code
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.questionnaire import NO_LIMITS, Bounds, ChoiceList, ForeignTrait, Limits, Question
from autan.survey.xlsforms.core.names import codes_in_form, trait
from autan.survey.xlsforms.core.rules import limits_message
from autan.survey.xlsforms.core.types import is_metadata, kind_of_word, read_type
from autan.survey.xlsforms.importers.building import FormBuilding
from autan.survey.xlsforms.importers.columns import NamedFormRow, plain_name
from autan.survey.xlsforms.importers.questions import (
    ABOUT,
    add_own_columns,
    choice_fields,
    number_fields,
    read_requirement,
    settle_kind,
    split_constraint,
    type_traits,
)

_BEGIN = re.compile(
    r"begin[ _](?P<kind>group|repeat|lgroup|looped group|loop)(?: (?:over )?(?P<list>\S+))?", re.IGNORECASE
)
_END = re.compile(r"end[ _](group|repeat|lgroup|looped group|loop)", re.IGNORECASE)
_FORBIDDEN = re.compile(r"[^\w.\-]|^[\d.\-]")
_YES = frozenset({"yes", "true", "true()"})
_COMMENT_COLUMNS = ("type", "name", "label")


@dataclass(slots=True, kw_only=True)
class FormBlock:
    """A group, a repeat or a loop with what it holds, in order.

    Attributes:
        kind: `group`, `repeat` or `loop`.
        list_name: list whose choices a loop goes over.
    """

    row: NamedFormRow
    kind: str = "group"
    list_name: str = ""
    children: list["NamedFormRow | FormBlock"] = field(default_factory=list)

    def rows(self) -> Iterator[NamedFormRow]:
        """Give every row inside, those of inner blocks included."""
        for child in self.children:
            if isinstance(child, FormBlock):
                yield from child.rows()
            else:
                yield child


def is_edge(text: str) -> bool:
    """True for the type of a row that opens or closes a block."""
    return bool(_BEGIN.fullmatch(text.strip()) or _END.fullmatch(text.strip()))


def build_tree(rows: Sequence[NamedFormRow], faults: list[Fault]) -> FormBlock:
    """Return the rows of the survey sheet as they nest; faults are added with their place.

    As in pyxform, a row that is disabled, or without type, name and label, is none; a note needs no name.
    """
    top = FormBlock(row=NamedFormRow(sheet="survey", line=1, values={}))
    path = [top]
    for row in rows:
        if row.get("disabled").lower() in _YES or not any(map(row.get, _COMMENT_COLUMNS)):
            continue
        opened, closed = (edge.fullmatch(row.get("type").strip()) for edge in (_BEGIN, _END))
        if opened:
            _check_name(row, path[-1], faults)
            block = FormBlock(row=row, kind=_kind_of_block(opened["kind"]), list_name=opened["list"] or "")
            path[-1].children.append(block)
            path.append(block)
        elif not closed:
            _add_row(row, path[-1], faults)
        elif len(path) == 1 or path[-1].kind != _kind_of_block(closed[1]):
            faults.append(row.fault("type", "la fin du groupe ouvert en dernier"))
        else:
            path.pop()
    for block in path[1:]:
        faults.append(block.row.fault("type", "un groupe que ferme une ligne « end »"))
    return top


def _kind_of_block(word: str) -> str:
    return word.lower() if word.lower() in {"group", "loop"} else "repeat"


def _add_row(row: NamedFormRow, block: FormBlock, faults: list[Fault]) -> None:
    if not row.get("type"):
        faults.append(row.fault("type", "un type de question"))
        return
    if not row.get("name") and row.get("type").lower() == "note":
        row = replace(row, values={**row.values, ("name", ""): f"note_{row.line}"})
    _check_name(row, block, faults)
    block.children.append(row)


def _check_name(row: NamedFormRow, block: FormBlock, faults: list[Fault]) -> None:
    """A name is required, well formed, and not that of a neighbour."""
    name = row.get("name")
    if not name or _FORBIDDEN.search(name):
        faults.append(row.fault("name", "un nom, fait de lettres, de chiffres, de « _ », « . » et « - »"))
        return
    neighbours = (child.row if isinstance(child, FormBlock) else child for child in block.children)
    if any(other.get("name") == name for other in neighbours):
        faults.append(row.fault("name", "un nom unique dans son groupe"))


K = QuestionKind
PART = "part"  # marks a row that belongs to the question before it
_CELLS = frozenset({K.OPEN, K.SINGLE, K.NUMBER, K.PERCENTAGE, K.YEAR})
_READ = ABOUT | {"type", "name", "label", "hint", "relevant", "required"}
_TOTALS = ("autan_min_total", "autan_max_total")
_CELL_READ = frozenset({"type", "name", "label", "constraint", "autan_kind", "autan_unit", *_TOTALS})
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,10})?")


def is_question(block: FormBlock) -> bool:
    """True for a block that is one question of Autan, and not a section."""
    return block.kind != "group" or block.row.get("autan_kind") in {K.MATRIX.value, K.SPLIT.value}


def build_block(block: FormBlock, building: FormBuilding) -> Question | None:
    """Turn a block into a question; None when nothing is left of it."""
    kind = {"repeat": K.TABLE, "loop": K.MATRIX}.get(block.kind) or K(block.row.get("autan_kind"))
    code, traits = building.settle(block.row)
    choices = building.lists.get(block.row.get("autan_list"))
    shape = _with_columns(block, kind, building) if kind is not K.SPLIT else {"choices": choices} if choices else None
    if shape is None:
        building.warn(block.row, "name", "des colonnes qui ont leur place ici", value=block.row.get("name"))
        building.loose.extend(block.rows())
        return None
    for part in block.rows():
        building.names.setdefault(part.get("name"), code)
    if block.kind == "loop":
        building.warn(block.row, "type", "un type que nous avons (cette boucle est reprise comme une grille)")
    question = Question(
        code=code,
        kind=kind,
        text=building.languages.text(block.row.texts("label"), default=block.row.get("name")),
        help=building.languages.text(block.row.texts("hint")),
        **shape,
    )
    question = add_own_columns(block.row, question, building)
    requirement, _ = read_requirement(block.row, kind, building)
    left = building.unmapped(block.row, _READ)
    if block.row.get("repeat_count"):
        building.warn(block.row, "repeat_count", "des lignes ajoutées librement (leur nombre est gardé comme texte)")
    return replace(question, requirement=requirement, kept=(*traits, *question.kept, *left))


def _with_columns(block: FormBlock, kind: QuestionKind, building: FormBuilding) -> dict[str, Any] | None:
    """Columns of a table or of a grid, whose lines are the groups inside it."""
    rows: ChoiceList | None = None
    cells: list[NamedFormRow] = list(block.rows())
    name = block.row.get("name")
    prefixes = [f"{name}_"]
    if kind is K.MATRIX:
        rows = building.lists.get(block.list_name or block.row.get("autan_list"))
        lines = (
            [child for child in block.children if isinstance(child, FormBlock)] if block.kind == "group" else [block]
        )
        if rows is None or not lines:
            return None
        cells = list(lines[0].rows())
        prefixes.insert(0, f"{name}_{codes_in_form(rows)[0]}_")
    elif any(isinstance(child, FormBlock) and child.kind == "repeat" for child in block.children):
        building.warn(block.row, "type", "un tableau sans autre tableau dedans (ses colonnes sont mises à la suite)")
    prefix = next((p for p in prefixes if all(cell.get("name").startswith(p) for cell in cells)), "")
    columns, traits = _columns(cells, prefix or ("" if block.kind == "loop" else f"{name}_"), building)
    return {"columns": columns, "kept": tuple(traits)} | ({"rows": rows} if rows else {}) if columns else None


def _columns(
    cells: list[NamedFormRow], prefix: str, building: FormBuilding
) -> tuple[tuple[Question, ...], list[ForeignTrait]]:
    taken: set[str] = set()
    columns, column_traits = [], []
    for cell in cells:
        if is_metadata(cell.get("type")) or kind_of_word(cell.get("type")) is K.DISPLAY:
            building.warn(cell, "type", "une colonne à remplir (cette ligne est gardée comme texte)")
            building.loose.append(cell)
            continue
        column, traits = _column(
            cell, settle_code(plain_name(cell.get("name").removeprefix(prefix)), taken, prefix="c"), building
        )
        columns.append(column)
        if cell.get("name") != f"{prefix}{column.code}":
            column_traits.append(trait(f"column.{column.code}.name", cell.get("name")))
        column_traits += [ForeignTrait(name=f"xlsform.column.{column.code}.{n}", value=v) for n, v in traits]
    return tuple(columns), column_traits


def _column(cell: NamedFormRow, code: str, building: FormBuilding) -> tuple[Question, Iterator[tuple[str, str]]]:
    """One column, and what ours does not hold of it."""
    row_type = read_type(cell.get("type"))
    kind = settle_kind(cell, row_type, building)
    fields: Mapping[str, Any] = {}
    if kind is K.SINGLE:
        fields = choice_fields(cell, row_type, building)
    elif kind in {K.NUMBER, K.PERCENTAGE, K.YEAR}:
        fields = number_fields(cell, kind, building)
    kind = fields.get("kind", kind)
    if kind not in _CELLS:
        building.warn(cell, "type", "une colonne de texte, de choix unique ou de nombre (reprise comme texte)")
        kind = K.OPEN
    if fields.get("allows_other"):
        building.warn(cell, "type", "un choix de la liste (« autre » n’est pas offert dans une colonne)")
    column = Question(
        code=code,
        kind=kind,
        text=building.languages.text(cell.texts("label"), default=cell.get("name")),
        unit=fields.get("unit", ""),
        bounds=fields.get("bounds", Bounds()),
        limits=_read_totals(cell) if fields.get("unit") else NO_LIMITS,
        choices=fields.get("choices") if kind is K.SINGLE else None,
    )
    left = [*type_traits(cell, kind), *fields.get("kept", ()), *_unmapped_cells(cell, column, building)]
    return column, ((item.name.removeprefix("xlsform."), item.value) for item in dict.fromkeys(left))


def _read_totals(cell: NamedFormRow) -> Limits:
    """What a column adds up to, as our own columns of the form say it."""
    low, high = (
        float(text) if "." in text else int(text) if text else None
        for text in (cell.get(name) if _NUMBER.fullmatch(cell.get(name)) else "" for name in _TOTALS)
    )
    return Limits(low_total=low, high_total=high)


def _unmapped_cells(cell: NamedFormRow, column: Question, building: FormBuilding) -> list[ForeignTrait]:
    for heading, words in {
        "relevant": Sentence("une colonne toujours remplie (la condition est gardée comme texte)"),
        "required": Sentence("une colonne facultative (l’exigence est gardée comme texte)"),
        "calculation": Sentence("une réponse donnée, non calculée (le calcul est gardé comme texte)"),
    }.items():
        if cell.get(heading):
            building.warn(cell, heading, words)
    remains = split_constraint(cell)[1] if column.unit or column.kind is K.YEAR else cell.get("constraint")
    if remains:
        building.warn(cell, "constraint", "des bornes (le reste de la contrainte est gardé comme texte)")
    message = building.languages.text(cell.texts("constraint_message"))
    is_own = message.fr == limits_message(column).fr
    left = building.unmapped(cell, _CELL_READ | {"constraint_message"} if is_own else _CELL_READ)
    return [*left, trait("constraint", remains)] if remains else left
