"""One line of a file as an action: each cell read, every fault at its place, the value kept in one way of writing."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from autan.ground.errors import Fault, Sentence
from autan.ground.tables.core.findings import MAX_SHOWN
from autan.ground.tables.core.tables import CellValue, text_of
from autan.ground.texts.core.plain_letters import fold_accents
from autan.plans.action_files.core.cells import is_placeholder, read_cell
from autan.plans.action_files.core.personal_words import mask_people
from autan.plans.action_files.core.worksheets import AXES, PART, SLUG, STEPS
from autan.plans.plans.core.sections import FieldKind
from autan.plans.projects.core.axes import SEPARATOR, number_fault
from autan.plans.projects.core.choices import Disclosure
from autan.plans.projects.core.fields import BY_CODE, MAX_TITLE, MAX_TYPED, expected_in, read_field, value_code

FUNDERS = 3
"""Funders that the national template has room for."""
_PUBLIC_TEXTS = frozenset({FieldKind.TEXT, FieldKind.PROSE, FieldKind.NAMES})


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow:
    """An action as a line of a file gives it.

    Attributes:
        title: its title; that of the action that it is part of, for a part.
        part: title of the part; empty for an action.
        typed: what it says in each field that is filled in.
        funding: funders and amounts, as typed.
        slug: identifier that the file gives, or empty.
    """

    line: int
    sheet: str
    title: str
    part: str
    axis: tuple[str, ...]
    typed: Mapping[str, str]
    funding: tuple[dict[str, str], ...] = ()
    steps: tuple[dict[str, str], ...] = ()
    slug: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowReading:
    """What was read in a line: its action, or None, its faults, and its warnings."""

    row: ActionRow | None
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()


def read_row(
    cell_values: Mapping[str, CellValue], *, line: int, sheet: str, above: tuple[str, ...], headings: Mapping[str, str]
) -> RowReading:
    """Read one line."""
    titles = [title for code in AXES for title in text_of(cell_values.get(code)).split(SEPARATOR)]
    axis = tuple(" ".join(title.split()) for title in titles if title) or above
    notes = _Notes(line=line, sheet=sheet, headings=headings)
    title, part = (
        notes.public_text(code, " ".join(text_of(cell_values.get(code)).split())) for code in ("title", PART)
    )
    if not title:
        notes.refuse("title", part, "le titre de l’action")
    if title and fold_accents(part) == fold_accents(title):
        notes.refuse(PART, part, "une autre action que celle dont c’est une partie")
    for code, name in (("title", title), (PART, part)):
        if len(name) > MAX_TITLE:
            notes.refuse(
                code, name, Sentence("un titre d’au plus {max_title} signes, espaces compris", max_title=MAX_TITLE)
            )
    typed = _typed(cell_values, notes)
    funding = _funding(cell_values, notes)
    if wrong := number_fault(axis):
        notes.warn("axis2", axis[-1], wrong)
    elif wrong := number_fault((*axis, title)):
        notes.warn("title", title, wrong)
    row = ActionRow(
        line=line,
        sheet=sheet,
        title=title,
        part=part,
        axis=axis,
        typed={"title": part or title, **typed},
        funding=funding,
        steps=_steps(text_of(cell_values.get(STEPS))),
        slug=text_of(cell_values.get(SLUG)),
    )
    return RowReading(row=None if notes.faults else row, faults=tuple(notes.faults), warnings=tuple(notes.warnings))


@dataclass(slots=True, kw_only=True)
class _Notes:
    """Faults and warnings of one line, each with its column."""

    line: int
    sheet: str
    headings: Mapping[str, str]
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def refuse(self, code: str, value: str, expected: str) -> None:
        self.faults.append(self._at(code, value, expected))

    def warn(self, code: str, value: str, expected: str) -> None:
        self.warnings.append(self._at(code, value, expected))

    def public_text(self, code: str, text: str) -> str:
        """A text that everybody may read, without the people that it names; how many were masked is said."""
        plain, masked = mask_people(text)
        if masked:
            expected = Sentence(
                "ni courriel, ni téléphone, ni nom de personne dans un texte public ({masked} masqués)", masked=masked
            )
            self.warn(code, plain, expected)
        return plain

    def _at(self, code: str, value: str, expected: str) -> Fault:
        column = self.headings.get(code, code)
        return Fault(sheet=self.sheet or None, row=self.line, column=column, value=value[:MAX_SHOWN], expected=expected)


def _typed(cell_values: Mapping[str, CellValue], notes: _Notes) -> dict[str, str]:
    """What a line says in each field; what cannot be read is noted and left as it is."""
    typed: dict[str, str] = {}
    for code, value in cell_values.items():
        if code not in BY_CODE or code == "title":
            continue
        text = read_cell(code, value)
        if is_placeholder(code, text):
            notes.warn(code, text, "une valeur : la case est prise comme vide")
            continue
        if len(text) > MAX_TYPED:
            notes.refuse(code, text, Sentence("un texte d’au plus {max_typed} signes", max_typed=MAX_TYPED))
            continue
        if BY_CODE[code].kind in _PUBLIC_TEXTS and BY_CODE[code].least is Disclosure.PUBLIC:
            text = notes.public_text(code, text)
        read = read_field(BY_CODE[code], text)
        if read is None:
            notes.refuse(code, text, Sentence.of(expected_in(BY_CODE[code])))
        typed[code] = text if read is None else value_code(read)
    return typed


def _funding(cell_values: Mapping[str, CellValue], notes: _Notes) -> tuple[dict[str, str], ...]:
    lines = []
    for rank in range(1, FUNDERS + 1):
        funder, text = text_of(cell_values.get(f"funder{rank}")), read_cell("budget", cell_values.get(f"amount{rank}"))
        if is_placeholder("budget", text):
            notes.warn(f"amount{rank}", text, "une valeur : la case est prise comme vide")
            text = ""
        if text and read_field(BY_CODE["budget"], text) is None:
            notes.refuse(f"amount{rank}", text, Sentence.of(expected_in(BY_CODE["budget"])))
        filled = {code: value for code, value in (("funder", funder), ("amount", text)) if value}
        if filled:
            lines.append(filled)
    return tuple(lines)


def _steps(text: str) -> tuple[dict[str, str], ...]:
    return tuple({"name": name} for line in text.split("\n") if (name := line.strip(" -–•\t")))
