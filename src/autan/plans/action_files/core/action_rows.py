"""One line of a file as an action: each cell read and kept in one way of writing, or as it is where it is in doubt."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from autan.ground.tables.core.tables import CellValue, visible_text
from autan.ground.texts.core.dates import PartialDate
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.money import TaxBasis, read_amount
from autan.ground.texts.core.plain_letters import fold_accents
from autan.ground.wordings import Sentence
from autan.plans.action_files.core.amounts import TAX, is_placeholder, read_cell
from autan.plans.action_files.core.axis_lines import LISTED
from autan.plans.action_files.core.doubts import NOTHING, Doubts, RowNotes
from autan.plans.action_files.core.spread_columns import ticked_choices
from autan.plans.action_files.core.worksheets import AXES, PART, SLUG, STEPS
from autan.plans.plans.core.sections import FieldKind
from autan.plans.projects.core.axes import SEPARATOR, number_fault, read_axis
from autan.plans.projects.core.choices import Disclosure, read_choice
from autan.plans.projects.core.fields import (
    BY_CODE,
    MAX_TITLE,
    MAX_TYPED,
    SheetField,
    expected_in,
    read_field,
    value_code,
)

FUNDERS = 3
"""Funders that the national template has room for."""
BEFORE_FUNDERS = ("description", "governance", "objectives", "indicators", "lead", "means", "partners", "department",
                  "officer", "elected", "participation", "financing")  # fmt: skip
AFTER_FUNDERS = ("budget", "status", "priority", "start", "end", "is_continuous", "measures", "linked", "notes",
                 "links")  # fmt: skip
"""Fields of its columns on either side of those of funders."""
_PUBLIC_TEXTS = frozenset({FieldKind.TEXT, FieldKind.PROSE, FieldKind.NAMES})
_COMPARED = frozenset({FieldKind.CHOICE, FieldKind.DATE, FieldKind.MONEY})
_AMOUNT = re.compile(r"(?:amount|funder)(\d{1,3})")
_NOTE_CALL = re.compile(r"(?<![\w-])([^\W\d_]{2,40}[a-zà-ÿ]{2})(\d{1,2})(?!\w)")
"""A word that ends with a number, as one does where a note is called in letters as large; an acronym has capitals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow:
    """An action as a line of a file gives it.

    Attributes:
        title: its title; that of the action that it is part of, for a part.
        part: title of the part; empty for an action.
        typed: what it says in each field that is filled in; what is in doubt stands there as it is in the file, which
            no count reads.
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


def read_row(cell_values: Mapping[str, CellValue], notes: RowNotes, *, above: tuple[str, ...]) -> ActionRow:
    """Read one line; what is in doubt is noted, and the line is kept."""
    titles = [title for code in AXES for title in visible_text(cell_values.get(code)).split(SEPARATOR)]
    axis = tuple(" ".join(title.split()) for title in titles if title) or above
    typed = _read_values(cell_values, notes)
    part, rest = _title(PART, cell_values, notes)
    title, whole = _title("title", cell_values, notes)
    if not title:
        title = _missing_title(typed, notes, part)
    if long_title := rest or whole:
        typed["description"] = "\n".join(filter(None, (long_title, typed.get("description", ""))))[:MAX_TYPED]
    if fault := number_fault(axis):
        notes.warn("axis2", axis[-1], fault)
    elif fault := number_fault((*axis, title)):
        notes.warn("title", title, fault)
    _warn_of_dates(typed, notes)
    return ActionRow(
        line=notes.line,
        sheet=notes.sheet,
        title=title,
        part=part,
        axis=axis,
        typed={"title": part or title, **typed},
        funding=_funding(cell_values, notes),
        steps=tuple(
            {"name": name}
            for line in visible_text(cell_values.get(STEPS)).split("\n")
            if (name := line.strip(" -–•\t"))
        ),
        slug=visible_text(cell_values.get(SLUG)),
    )


def listed_titles(row: ActionRow, text: str, notes: RowNotes) -> list[ActionRow]:
    """Return an action for each line of a title that lists several; none of them has the amounts of the whole."""
    titles = [title for line in text.split("\n") if (title := " ".join(LISTED.sub("", line).split()))]
    code = PART if row.part else "title"
    if notes.decided(code) or len(titles) < 2 or not all(map(LISTED.match, text.split("\n"))):
        return [row]
    shared = [amount for amount in ("budget", "spent", "staff_fte") if amount in row.typed]
    for amount in shared:
        notes.doubt(amount, row.typed[amount], Sentence("un montant par action ({count} titres)", count=len(titles)))
    expected = Sentence("un titre par case\u00a0: chacun des {count} de celle-ci devient une action", count=len(titles))
    notes.warn(code, row.part or row.title, expected)
    typed = {field: value for field, value in row.typed.items() if field not in shared}
    public = [notes.public_text(code, title)[:MAX_TITLE] for title in titles]
    bare = replace(row, funding=(), slug="")
    return [
        replace(bare, title=row.title if row.part else title, part=row.part and title, typed={**typed, "title": title})
        for title in public
    ]


def with_sheets(
    rows: Sequence[ActionRow], sheets: Sequence[ActionRow], headings: Mapping[str, str], doubts: Doubts
) -> list[ActionRow]:
    """Return the actions of the sheets and of the tables of a document, once for those that one of each tells.

    What a sheet says goes before what a table does; a choice, a date or an amount that differs is said.
    """
    listed: dict[str, list[ActionRow]] = {}
    for row in rows:
        listed.setdefault(_plain_title(row), []).append(row)
    whole, taken = [], set[tuple[str, int]]()
    for sheet in sheets:
        same = listed.pop(_plain_title(sheet), [])
        if len(same) == 1:
            notes = RowNotes(line=sheet.line, sheet=sheet.sheet, headings=headings, doubts=doubts)
            taken.add((same[0].sheet, same[0].line))
            sheet = _complete_row(sheet, same[0], notes)
        whole.append(sheet)
    return [*whole, *(row for row in rows if (row.sheet, row.line) not in taken)]


def _plain_title(row: ActionRow) -> str:
    return fold_accents(read_axis(row.part or row.title).title)


def _complete_row(sheet: ActionRow, row: ActionRow, notes: RowNotes) -> ActionRow:
    for code in (code for code in row.typed if BY_CODE[code].kind in _COMPARED):
        own, other = sheet.typed.get(code, row.typed[code]), row.typed[code]
        if not own.startswith(other) and not other.startswith(own):  # 12/2028 is in 2028
            expected = Sentence("la même valeur que dans un tableau du document ({other})", other=other)
            notes.warn(code, own, expected)
    return replace(
        sheet,
        axis=sheet.axis or row.axis,
        typed={**row.typed, **sheet.typed},
        funding=sheet.funding or row.funding,
        steps=sheet.steps or row.steps,
    )


def _title(code: str, cell_values: Mapping[str, CellValue], notes: RowNotes) -> tuple[str, str]:
    """A title, and the whole of one that is too long, which the description keeps."""
    text = notes.decided(code) or visible_text(cell_values.get(code))
    title = notes.public_text(code, " ".join(text.split()))
    if not notes.decided(code) and (call := _NOTE_CALL.search(title)):
        expected = Sentence("un mot sans chiffre\u00a0: «\u202f{word}\u202f» appelle peut-être une note", word=call[0])
        notes.doubt(code, title, expected, proposal=_NOTE_CALL.sub(r"\1", title))
    if len(title) <= MAX_TITLE:
        return title, ""
    expected = Sentence(
        "un titre d’au plus {max_title} signes : il est coupé, et gardé entier dans le descriptif", max_title=MAX_TITLE
    )
    notes.warn(code, title, expected)
    return _truncate(title, MAX_TITLE), title


def _truncate(text: str, most: int) -> str:
    """The start of a text, up to a whole word where one ends near, with a sign that says that it goes on."""
    start = text[: most - 1]
    word_end = max(start.rfind(" "), start.rfind("\n"))
    return f"{start[:word_end] if word_end > most - 100 else start}…"


def _missing_title(typed: Mapping[str, str], notes: RowNotes, part: str) -> str:
    """What a line without a title is called until somebody gives it one: the start of what it says, or its place."""
    first = typed.get("description", "").partition("\n")[0][:80].strip()
    name = first or f"Sans titre, ligne {notes.line}"
    notes.doubt("title", part, "le titre de l’action", proposal=name)
    return name


def _read_values(cell_values: Mapping[str, CellValue], notes: RowNotes) -> dict[str, str]:
    """What a line says in each field; what cannot be read is noted and left as it is."""
    typed: dict[str, str] = {}
    for code in BY_CODE:
        if code != "title" and (code in cell_values or notes.decided(code)):
            typed[code] = _cell(code, cell_values.get(code), notes)
    return {code: text for code, text in typed.items() if text}


def _cell(code: str, value: CellValue, notes: RowNotes, field: SheetField | None = None) -> str:
    """One cell as its field keeps it; `field` is that of an amount that is no field of a sheet."""
    field = field or BY_CODE[code]
    decision = notes.decided(code)
    if decision == NOTHING:
        return ""
    cell = read_cell(field.code, decision or value, notes.heading(code), notes.doubts.decisions, notes.doubts.days)
    if is_placeholder(field.code, cell.text):
        notes.warn(code, cell.text, "une valeur : la case est prise comme vide")
        return ""
    text = _fit_text(code, cell.text, field, notes)
    if text and field.choices is not None:
        return _choices(field, field.choices, text, notes)
    if text and notes.open_amounts(code, text, cell.open):
        # what may be read in two ways is kept as nobody can read it, in no count
        return f"{visible_text(value)} ?"
    read = read_field(field, text) if text else None
    if text and read is None:
        notes.doubt(code, visible_text(value) or text, Sentence.of(expected_in(field)))
    elif field.kind is FieldKind.MONEY and text:
        _ask_tax(text, notes)
    return text if read is None else value_code(read)


def _fit_text(code: str, text: str, field: SheetField, notes: RowNotes) -> str:
    """A text as long as a field takes, without the people that a public one names."""
    if len(text) > MAX_TYPED:
        notes.warn(code, text, Sentence("un texte d’au plus {max_typed} signes : il est coupé", max_typed=MAX_TYPED))
        text = _truncate(text, MAX_TYPED)
    if field.kind in _PUBLIC_TEXTS and field.least is Disclosure.PUBLIC:
        text = notes.public_text(code, text)
    return text


def _ask_tax(text: str, notes: RowNotes) -> None:
    amount = read_amount(text)
    if amount and (amount.basis is TaxBasis.NOT_STATED or TAX in notes.doubts.decisions):
        notes.doubts.ask_of_file(TAX, value=text)


def _choices(field: SheetField, choices: type[Labelled], text: str, notes: RowNotes) -> str:
    """Codes of the choices that a cell names; the cell as it is while one of its words is in doubt."""
    text = ticked_choices(text)
    whole = read_choice(choices, text)
    if whole is not None or field.kind is not FieldKind.CHOICES:
        words = [text.strip()] if text else []
    else:
        words = [word.strip() for word in re.split(r"[|;,\n]", text) if word.strip()]
    codes = [notes.choice(field.code, choices, word) for word in words]
    if not all(codes):
        return text
    return ", ".join(dict.fromkeys(code for code in codes if code != NOTHING))


def _funding(cell_values: Mapping[str, CellValue], notes: RowNotes) -> tuple[dict[str, str], ...]:
    ranks = sorted({int(match[1]) for code in cell_values if (match := _AMOUNT.fullmatch(code))})
    lines = []
    for rank in ranks:
        funder, code = visible_text(cell_values.get(f"funder{rank}")), f"amount{rank}"
        amount = _cell(code, cell_values.get(code), notes, BY_CODE["budget"])
        if amount and not funder:
            notes.warn(code, amount, "le financeur de ce montant")
        if filled := {name: value for name, value in (("funder", funder), ("amount", amount)) if value}:
            lines.append(filled)
    return tuple(lines)


def _warn_of_dates(typed: Mapping[str, str], notes: RowNotes) -> None:
    start, end = (PartialDate.parse(typed.get(code, "")) for code in ("start", "end"))
    if start and end and end.last_day < start.first_day:
        notes.warn("end", typed["end"], Sentence("une fin qui ne précède pas le début ({start})", start=typed["start"]))
