"""Reads actions out of a workbook, a text or a document: its tables, their lines, and all that is in doubt in them."""

import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from zipfile import ZipFile, is_zipfile

from autan.evidence.imports.core import Question
from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.findings import MAX_SHOWN
from autan.ground.tables.core.tables import Sheet, column_letters, visible_text
from autan.ground.tables.importers.tables import open_sheets
from autan.ground.texts.core.plain_letters import fold_accents
from autan.ground.wordings import Sentence
from autan.plans.action_files.core.action_rows import ActionRow, listed_titles, read_row, with_sheets
from autan.plans.action_files.core.action_tables import ActionTable, find_tables, joined_lines, lone_text
from autan.plans.action_files.core.amounts import DAY_FIRST, DAYS, is_month_first
from autan.plans.action_files.core.axis_lines import LISTED, part_lines, title_lines, under_axis
from autan.plans.action_files.core.doubts import Doubts, RowNotes, checked_decisions
from autan.plans.action_files.core.prose_actions import prose_actions
from autan.plans.action_files.core.worksheets import AXES, PART, SLUG, cell_texts, data_rows, known_headings
from autan.plans.action_files.importers.choosing import are_axes, are_parts, ask_columns, ask_headings, chosen_tables
from autan.plans.action_files.importers.documents import is_document, read_document
from autan.plans.action_files.importers.national_filing import filing_sheets, is_filing
from autan.plans.plans.core.sections import FieldKind
from autan.plans.projects.core.axes import axis_key, cyclic_actions, title_faults
from autan.plans.projects.core.fields import BY_CODE

MOST_ACTIONS = 5_000
_MOST_STYLES = 5_000_000
_MERGED = "n’en font qu’une"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionsFile:
    """The actions of a file, and what is in doubt in it."""

    rows: tuple[ActionRow, ...]
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    questions: tuple[Question, ...] = ()


def read_actions(
    data: bytes, file: str, *, own: Mapping[str, str], decisions: Mapping[str, str] | None = None
) -> ActionsFile:
    """Read the actions of a file.

    `own`: what the headings of a network stand for.
    `decisions`: what was decided of this file, by key of a question.
    """
    answered, unanswered = checked_decisions(decisions or {})
    doubts = Doubts(decisions=answered)
    doubts.findings.add(*unanswered)
    headings = {**known_headings(), **own}
    decided = {key.removeprefix("column:"): code for key, code in doubts.decisions.items() if key.startswith("column:")}
    sheets, notes = _read_sheets(data, file)
    doubts.findings.warn(*notes)
    known = {**headings, **decided}
    tables = [table for sheet in sheets for table in find_tables(sheet, known)]
    if not tables and not is_document(file):
        # headings in sentences: what they stand for is asked, that of the title excepted
        tables = [table for sheet in _read_sheets(data, file)[0] for table in find_tables(sheet, known, least=1)]
    prose: list[ActionRow] = []
    if not tables and is_document(file):
        prose = prose_actions(sheets[0].rows, doubts)
    elif not tables:
        ask_headings(_read_sheets(data, file)[0], doubts, known)
    if not (tables or doubts.questions):
        expected = "une ligne d’en-têtes qui nomme au moins le titre des actions et un autre champ"
        raise ImportFileError(file, [Fault(expected=expected), *notes])
    _say_turned(tables, doubts)
    selected = chosen_tables(tables, doubts) if tables else []
    ask_columns(selected, doubts, headings)
    doubts.days = _days(selected, doubts)
    rows = prose or _read_tables(selected, doubts)
    if tables and not tables[0].sheet.name and not is_document(file):
        doubts.findings.add(*_cut_short(data, tables[-1]))
    if len(rows) > MOST_ACTIONS:
        expected = Sentence("au plus {most_actions} actions", most_actions=MOST_ACTIONS)
        raise ImportFileError(file, [Fault(value=str(len(rows)), expected=expected)])
    headings_of = {"": {}, **{table.sheet.name: table.headings for table in selected}}
    checked = tuple(_checked_together(rows, headings_of, doubts))
    findings = doubts.findings
    return ActionsFile(
        rows=checked,
        faults=tuple(findings.faults),
        warnings=tuple(findings.warnings),
        questions=tuple(doubts.questions.values()),
    )


def _read_sheets(data: bytes, file: str) -> tuple[Sequence[Sheet], Sequence[Fault]]:
    """The sheets of a workbook, a document or a national filing, and what is said of pages without text."""
    if is_document(file):
        sheets, notes = read_document(data, file)
        return sheets, [*notes, *_unread_parts(data)]
    return (filing_sheets(data, file) if is_filing(data) else list(open_sheets(data, file))), _unread_parts(data)


def _unread_parts(data: bytes) -> list[Fault]:
    """What a file holds beside its text: pictures and remarks, told since they may hold what is missing."""
    if not is_zipfile(io.BytesIO(data)):
        return []
    with ZipFile(io.BytesIO(data)) as parts:
        names = [PurePath(name) for name in parts.namelist()]
        styles = parts.getinfo("xl/styles.xml") if "xl/styles.xml" in parts.namelist() else None
        is_struck = styles is not None and styles.file_size < _MOST_STYLES and b"<strike/>" in parts.read(styles)
    pictures = sum(name.parent.name in {"media", "Pictures"} for name in names)
    remarks = sum(name.name.startswith(("comments", "threadedComment")) for name in names)
    unread = [Sentence("un texte qui vaut\u00a0: ce qui est barré est lu comme le reste")] if is_struck else []
    if pictures:
        unread.append(
            Sentence(
                "un texte\u00a0: ce que montrent les images du fichier ({count}) n’est pas lu",
                count=pictures,
            )
        )
    if remarks:
        unread.append(
            Sentence("un texte\u00a0: les commentaires posés en marge ou sur les cellules ne sont pas repris")
        )
    return [Fault(expected=expected) for expected in unread]


def _say_turned(tables: Iterable[ActionTable], doubts: Doubts) -> None:
    for table in tables:
        if table.is_turned:
            expected = Sentence(
                "une action par ligne\u00a0: celles-ci sont en colonnes, et leur ligne est le rang de la colonne"
            )
            doubts.findings.warn(Fault(sheet=table.sheet.name or None, expected=expected))


def _days(tables: Iterable[ActionTable], doubts: Doubts) -> str:
    """Whether dates are day first, as in French, or month first; open where the file has some that can only be so."""
    texts = [
        visible_text(row.cells[place])
        for table in tables
        for place, code in table.layout.columns.items()
        if code in BY_CODE and BY_CODE[code].kind is FieldKind.DATE
        for row in table.rows
        if place < len(row.cells)
    ]
    return doubts.decisions.get(DAYS, "") or ("" if is_month_first(texts) else DAY_FIRST)


def _cut_short(data: bytes, table: ActionTable) -> list[Fault]:
    """A fault where a separated text stops in its last line."""
    if data.endswith((b"\n", b"\r", b"\0")) or not table.rows:
        return []
    last, width = table.rows[-1], max(table.layout.headings) + 1
    if len(last.cells) >= width:
        return []
    expected = Sentence("une dernière ligne de {width} cellules (le fichier semble coupé)", width=width)
    return [Fault(row=last.line, value=Sentence("{count} cellules", count=len(last.cells)), expected=expected)]


def _read_tables(tables: list[ActionTable], doubts: Doubts) -> list[ActionRow]:
    """The actions of every table; the name of a sheet is their axis where several have no column of axes."""
    names = {table.sheet.name for table in tables}
    rows: list[ActionRow] = []
    sheets: list[ActionRow] = []
    are_both = len({table.is_labelled for table in tables}) > 1
    above: tuple[str, ...] = ()
    last = ""
    for table in tables:
        if table.sheet.name != last:
            above = ()
        above = table.above or above
        has_axis = any(code in AXES for code in table.layout.codes)
        is_axis = not (has_axis or above or table.is_labelled) and len(names) > 1
        above = (table.sheet.name,) if is_axis else above
        last = table.sheet.name
        read, above = _read_table(table, doubts, above=above)
        (sheets if are_both and table.is_labelled else rows).extend(read)
    headings = {code: heading for table in tables for code, heading in table.headings.items()}
    return with_sheets(rows, sheets, headings, doubts)


def _read_table(
    table: ActionTable, doubts: Doubts, *, above: tuple[str, ...]
) -> tuple[list[ActionRow], tuple[str, ...]]:
    """The actions of one table, and the axis that stands after its last line."""
    sheet = table.sheet.name
    lines, aside = data_rows(table.rows, table.layout)
    for line, (value, why) in aside.items():
        doubts.findings.warn(Fault(sheet=sheet or None, row=line, value=value[:MAX_SHOWN], expected=why))
    axes = _axes_of_lines(replace(table, rows=tuple(lines)), doubts, above)
    table = replace(table, rows=tuple(row for row in lines if row.line in axes))
    _note_cells(table, doubts)
    headings = table.headings
    rows: list[ActionRow] = []
    parts, titles = _parts_of_lines(table, doubts), {}
    lines_read = joined_lines(table)
    _say_continued(table, {line for line, _cells in lines_read}, doubts)
    for line, cells in lines_read:
        notes = RowNotes(line=line, sheet=sheet, headings=headings, doubts=doubts)
        titles[line] = (
            LISTED.sub("", visible_text(cells.get("title")), count=1) if line in parts else cells.get("title")
        )
        if line in parts:
            cells |= {PART: titles[line], "title": titles[parts[line]]}
        if PART in cells and "title" not in cells and rows:
            cells["title"] = rows[-1].title
            axes[line] = axes[line] or rows[-1].axis
        rows += listed_titles(
            read_row(cells, notes, above=axes[line]), visible_text(cells.get(PART) or cells.get("title")), notes
        )
    return rows, list(axes.values())[-1] if axes else above


def _say_continued(table: ActionTable, starts: Collection[int], doubts: Doubts) -> None:
    for row in table.rows:
        has_fields = cell_texts(row, table.layout).keys() & BY_CODE.keys()
        if row.line not in starts and row.line not in table.whole and has_fields:
            expected = Sentence("un titre\u00a0: cette ligne, qui n’en a pas, continue l’action d’au-dessus")
            doubts.findings.warn(Fault(sheet=table.sheet.name or None, row=row.line, expected=expected))


def _parts_of_lines(table: ActionTable, doubts: Doubts) -> Mapping[int, int]:
    """The line that each part is under, by its own, unless somebody says that they are actions."""
    if table.is_labelled or table.is_turned or table.whole or PART in table.layout.codes:
        return {}
    place = next(place for place, code in table.layout.columns.items() if code == "title")
    parts = part_lines(table.rows, place, table.sheet.indents)
    titles = {row.line: visible_text(row.cells[place]) for row in table.rows if row.line in parts}
    return parts if parts and are_parts(table, titles, doubts) else {}


def _axes_of_lines(table: ActionTable, doubts: Doubts, above: tuple[str, ...]) -> dict[int, tuple[str, ...]]:
    """The axis that stands above each line of data; notes and lines of axes are none, and notes are said."""
    axes: dict[int, tuple[str, ...]] = {}
    under_titles = above
    goes_down = _axes_go_down(table)
    titles = _title_lines(table, doubts)
    places = [place for code in AXES for place, column in table.layout.columns.items() if column == code]
    for row in table.rows:
        text, kind = lone_text(row, table)
        own = [visible_text(row.cells[place]) if place < len(row.cells) else "" for place in places]
        filled = {place for place, cell in enumerate(row.cells) if visible_text(cell)}
        if kind == "note":
            expected = Sentence("une action : cette note n’est pas reprise")
            doubts.findings.warn(
                Fault(sheet=table.sheet.name or None, row=row.line, value=text[:MAX_SHOWN], expected=expected)
            )
        elif kind == "axis" and not any(own):
            above = under_axis(above, text)
        elif row.line in titles:
            above = (*under_titles, *titles[row.line])
        elif filled and filled <= set(places):
            above = _inherit_axes(above, own)
        elif filled & set(table.layout.columns):
            axes[row.line] = () if any(own) and not goes_down else above
            if goes_down:
                above = _inherit_axes(above, own)
                axes[row.line] = above
    return axes


def _title_lines(table: ActionTable, doubts: Doubts) -> dict[int, tuple[str, ...]]:
    """The axes that lines of a title alone open, unless somebody says that they are actions."""
    codes = table.layout.codes
    if table.is_labelled or table.is_turned or codes & {*AXES, PART}:
        return {}
    place = next(place for place, code in table.layout.columns.items() if code == "title")
    lines = title_lines([row for row in table.rows if not lone_text(row, table)[1]], place)
    return lines if lines and are_axes(table, lines, doubts) else {}


def _inherit_axes(above: tuple[str, ...], own: list[str]) -> tuple[str, ...]:
    """The axes of a line, those that it leaves empty before its first own one taken from above."""
    depth = next((place for place, text in enumerate(own) if text), len(own))
    if depth == len(own):
        return above
    return (*above[:depth], *(text for text in own[depth:] if text))


def _axes_go_down(table: ActionTable) -> bool:
    """True where an axis is written once, on the first of its lines, and left empty on those below."""
    place = next((place for place, code in table.layout.columns.items() if code in AXES), None)
    if place is None or SLUG in table.layout.codes:
        return False
    texts = [visible_text(row.cells[place]) if place < len(row.cells) else "" for row in table.rows]
    filled = [text for text in texts if text]
    return bool(filled) and len(filled) < len(texts) and len(set(filled)) == len(filled)


def _note_cells(table: ActionTable, doubts: Doubts) -> None:
    """Note the cells that have no value of their own, and those that several lines have in common."""
    sheet, layout, lines = table.sheet.name, table.layout, {row.line for row in table.rows}
    codes = {column_letters(place + 1): code for place, code in layout.columns.items()}

    def notes_at(line: int) -> RowNotes:
        return RowNotes(line=line, sheet=sheet, headings=table.headings, doubts=doubts)

    for fault in table.sheet.faults:
        code = codes.get(fault.column or "")
        if code and fault.row in lines and _MERGED not in fault.expected and not notes_at(fault.row).decided(code):
            notes_at(fault.row).doubt(code, fault.value or "", fault.expected)
    for (line, column), cells in table.shared.items():
        code = layout.columns[column - 1]
        if not notes_at(line).decided(code):
            expected = Sentence("un montant par action ({cells} n’en font qu’un)", cells=cells)
            notes_at(line).doubt(code, "", expected)
    for (line, column), cells in table.filled.items():
        expected = Sentence("une valeur par ligne : celle de {cells} est reprise sur chacune", cells=cells)
        notes_at(line).warn(layout.columns[column - 1], "", expected)


def _checked_together(
    rows: list[ActionRow], headings: Mapping[str, Mapping[str, str]], doubts: Doubts
) -> list[ActionRow]:
    """Return the actions that are no part of themselves, each under its own title; note what is wrong with them."""
    looping = cyclic_actions([(row.part, row.title) for row in rows if row.part])
    titled: dict[tuple[str, ...], ActionRow] = {}
    for row in rows:
        notes = RowNotes(line=row.line, sheet=row.sheet, headings=headings[row.sheet], doubts=doubts)
        if row.part and fold_accents(row.part) in looping:
            expected = "une action qui n’est pas, de proche en proche, une partie d’elle-même"
            doubts.findings.add(notes.fault(PART, row.part, expected))
            continue
        unique = _with_own_title(row, titled, notes)
        titled[_key(unique)] = unique
    checked = list(titled.values())
    _warn_of_places(checked, headings, doubts)
    return checked


def _key(row: ActionRow) -> tuple[str, ...]:
    return (*map(fold_accents, row.axis), "", fold_accents(row.title), fold_accents(row.part))


def _with_own_title(row: ActionRow, titled: Mapping[tuple[str, ...], ActionRow], notes: RowNotes) -> ActionRow:
    """The row, under a title that no other has on its axis: numbered until somebody gives it another."""
    first = titled.get(_key(row))
    if first is None:
        return row
    code, name = (PART, row.part) if row.part else ("title", row.title)
    rank, other = 1, row
    while _key(other) in titled:
        rank += 1
        numbered = f"{name} ({rank})"
        typed = {**row.typed, "title": numbered}
        title, part = (row.title, numbered) if row.part else (numbered, row.part)
        other = replace(row, typed=typed, title=title, part=part)
    expected = Sentence("un titre qui ne sert qu’une fois sur un axe (déjà ligne {line})", line=first.line)
    notes.doubt(code, name, expected, proposal=other.typed["title"])
    return other


def _warn_of_places(rows: list[ActionRow], headings: Mapping[str, Mapping[str, str]], doubts: Doubts) -> None:
    """Note numbers of axes that contradict each other, and parts on another axis than their action."""
    axes = {fold_accents(row.title): row.axis for row in rows if not row.part}
    for row, fault in zip(rows, title_faults([row.axis for row in rows]), strict=True):
        notes = RowNotes(line=row.line, sheet=row.sheet, headings=headings[row.sheet], doubts=doubts)
        if fault:
            column = next((code for code in reversed(AXES) if code in notes.headings), "title")
            notes.warn(column, row.axis[-1], fault)
        whole = axes.get(fold_accents(row.title))
        if row.part and whole and row.axis and axis_key(whole) != axis_key(row.axis):
            axis = " › ".join(whole)
            notes.warn(PART, row.part, Sentence("une sous-action de l’axe de son action ({axis})", axis=axis))
