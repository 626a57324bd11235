"""The text of an edition as paragraphs of a word processor: titles, lists, marked figures, notes, links."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from autan.ground.documents.renderers.office import Element, OfficeDocument
from autan.ground.texts.core.notation import NO_BREAK_SPACE
from autan.ground.texts.language import current_language, typeset, words
from autan.publishing.edition_files.presenters.annex_entries import note_trace
from autan.publishing.edition_files.presenters.edition import EditionView, PrintedFigure
from autan.publishing.edition_files.renderers.office.drawings import TABLE, drawing_blocks
from autan.publishing.edition_files.renderers.office.state import DocumentState
from autan.publishing.living_text.core.document import (
    Block,
    CitationMark,
    ColumnAlignment,
    Emphasis,
    FigureMark,
    FigureStrip,
    Heading,
    IllustrationMark,
    Inline,
    Link,
    Paragraph,
    PictureMark,
    Quote,
    TableBlock,
    TextList,
    Words,
    column_shares,
    line_words,
    plain_text,
)

_MOST_IN_A_ROW = 4
_NARROWEST = 2000  # twentieths of a point that a key figure needs
_UNIT_SIZE = 18  # half-points
_MANY_COLUMNS, _MANY_SIZE = 7, 13  # a table of more columns is written smaller, in half-points


_LED = (TextList, IllustrationMark, TableBlock, PictureMark)
"""What the paragraph before leads to, when it is short: a longer one would take its page with it."""
_LONGEST_LEAD = 200  # letters


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentWriter:
    """Writes the blocks of one edition in one language, in half-points when not in the size of each style."""

    view: EditionView
    state: DocumentState
    spelling: str = ""
    half_points: int = 0

    @property
    def document(self) -> OfficeDocument:
        """The document that is written."""
        return self.state.document

    def blocks(self, blocks: Iterable[Block], *, style: str = "body", depth: int = -1) -> list[Element]:
        """Write some blocks, in a style; `depth` is that of the list that they stand in."""
        items = list(blocks)
        followed = zip(items, [*items[1:], None], strict=True)
        groups = (self.block(block, style=style, depth=depth, after=after) for block, after in followed)
        return [element for elements in groups for element in elements]

    def block(self, block: Block, *, style: str = "body", depth: int = -1, after: Block | None = None) -> list[Element]:
        """Write one block; words that lead to the one after stay on its page."""
        match block:
            case Heading():
                return [self.state.title(block.level, self.inlines(block.children), plain_text(block.children))]
            case Paragraph():
                leads = isinstance(after, _LED) and len(plain_text(block.children)) <= _LONGEST_LEAD
                return [self.document.paragraph(style, self.inlines(block.children), is_kept=leads)]
            case TextList():
                return self._list(block, depth + 1)
            case Quote():
                return self.blocks(block.children, style="quote")
            case TableBlock() | FigureStrip():
                return self._table(block) if isinstance(block, TableBlock) else self._strip(block)
            case IllustrationMark() | PictureMark():
                return self._picture(block) if isinstance(block, PictureMark) else self._illustration(block)

    def inlines(self, children: Iterable[Inline], *, bold: bool = False, italic: bool = False) -> list[Element]:
        """Write a line of text; a comma parts the numbers of two notes that follow each other."""
        line: list[Element] = []
        is_after_note = False
        for child in children:
            elements = self._inline(child, bold=bold, italic=italic)
            if is_after_note and elements and isinstance(child, CitationMark):
                line.append(self._comma())
            line += elements
            is_after_note = bool(elements) and isinstance(child, FigureMark | CitationMark)
        return line

    def _comma(self) -> Element:
        return self.document.run(",", role="note_mark", language=self.spelling)

    def words(self, text: str, *, bold: bool = False, italic: bool = False, role: str = "") -> Element:
        """Write a run in the language of this writer."""
        return self.document.run(
            text, role=role, bold=bold, italic=italic, half_points=self.half_points, language=self.spelling
        )

    def note(self, number: int) -> list[Element]:
        """Return the mark of the note of an entry of the annex: itself the first time, then a reference."""
        entry = next((entry for entry in self.view.annex.entries if entry.number == number), None)
        if entry is None:
            return []
        anchor = f"autan_n{number}"
        if number in self.state.note_of:
            return self.document.note_again(anchor, self.state.note_of[number])
        self.state.note_of[number] = len(self.state.note_of) + 1
        trace = note_trace(entry, self.view.annex.sources, has_annex=self.view.text.has_annex)
        return self.document.note(anchor, trace)

    def _inline(self, child: Inline, *, bold: bool, italic: bool) -> list[Element]:
        match child:
            case Words(text=text):
                return [self.words(text, bold=bold, italic=italic)]
            case Emphasis(children=inner, is_strong=is_strong):
                return self.inlines(inner, bold=bold or is_strong, italic=italic or not is_strong)
            case Link():
                shown = [self.words(plain_text(child.children), role="link")]
                return self.document.link(child.url, shown)
            case FigureMark():
                return self._figure(child, bold=bold, italic=italic)
            case CitationMark():
                notes = [self.note(self.view.numbers[cited]) for cited in child.cited if cited in self.view.numbers]
                first, *others = [note for note in notes if note] or [[]]
                return [*first, *(element for note in others for element in (self._comma(), *note))]

    def _figure(self, mark: FigureMark, *, bold: bool, italic: bool) -> list[Element]:
        figure = self.view.figures.get(mark.name)
        if figure is None:
            return [self.words(mark.written or "?", bold=bold, italic=italic)]
        printed = figure.words(mark)
        return [*self._marked_run(figure, printed, bold=bold, italic=italic), *self.note(figure.number)]

    def _marked_run(self, figure: PrintedFigure, printed: str, *, bold: bool, italic: bool) -> list[Element]:
        return self.state.mark(
            name=figure.name,
            figure_id=figure.figure.id,
            label=figure.label,
            printed=printed,
            looks=[self.words(printed, bold=bold, italic=italic)],
        )

    def _marked_key(self, figure: PrintedFigure) -> list[Element]:
        """Number and unit of a key figure under one mark, the unit smaller."""
        number, unit = figure.view.number, figure.view.unit
        looks = [self.words(number)]
        if unit:
            looks.append(self.document.run(f" {unit}", half_points=_UNIT_SIZE, language=self.spelling))
        return self.state.mark(
            name=figure.name,
            figure_id=figure.figure.id,
            label=figure.label,
            printed=f"{number}{NO_BREAK_SPACE}{unit}".strip(),
            looks=looks,
        )

    def _list(self, block: TextList, depth: int) -> list[Element]:
        number = self.document.new_list(is_ordered=block.is_ordered)
        written: list[Element] = []
        for item in block.items:
            for rank, inner in enumerate(item):
                if rank == 0 and isinstance(inner, Paragraph):
                    place = (number, min(depth, 2))
                    written.append(self.document.paragraph("list", self.inlines(inner.children), item=place))
                else:
                    written += self.block(inner, style="list", depth=depth)
        return written

    def _table(self, table: TableBlock) -> list[Element]:
        title = line_words(table.caption, self.view.printed)
        caption = self.document.caption(words(TABLE), self.inlines(table.caption))
        writer = replace(self, half_points=_MANY_SIZE) if len(table.header) > _MANY_COLUMNS else self
        rows = [[writer.inlines(cell, bold=True) for cell in table.header]]
        rows += [[writer.inlines(cell) for cell in row] for row in table.rows]
        looks = ["" if alignment is ColumnAlignment.LEFT else str(alignment) for alignment in table.alignments]
        cells = [
            [[self.document.paragraph("cell", cell, align=look)] for cell, look in zip(row, looks, strict=True)]
            for row in rows
        ]
        widths = [int(share * self.document.width) for share in column_shares(table, self.view.printed)]
        shape = self.document.table(cells, widths, has_head=True, title=title)
        return [caption, shape, self.document.paragraph("body", [])]

    def _strip(self, strip: FigureStrip) -> list[Element]:
        """Key figures side by side: a table without lines, four to a row where there is room."""
        figures = [self.view.figures[mark.name] for mark in strip.marks if mark.name in self.view.figures]
        most = max(1, min(_MOST_IN_A_ROW, self.document.width // _NARROWEST))
        rows = [figures[start : start + most] for start in range(0, len(figures), most)]
        columns = max((len(row) for row in rows), default=1)
        width = self.document.width // columns
        blanks = [[[self.document.paragraph("cell", [])] for _ in range(columns - len(row))] for row in rows]
        cells = [[*map(self._key_figure, row), *blank] for row, blank in zip(rows, blanks, strict=True)]
        table = self.document.table(cells, [width] * columns, has_head=False)
        return [table, self.document.paragraph("body", [])]

    def _key_figure(self, figure: PrintedFigure) -> list[Element]:
        view = figure.view
        facts = ", ".join(part for part in (view.period, view.coverage, view.state) if part)
        return [
            self.document.paragraph("cell", [self.words(figure.label, bold=True)]),
            self.document.paragraph("key_number", self._marked_key(figure)),
            self.document.paragraph("source", [self.words(facts), *self.note(figure.number)]),
        ]

    def _picture(self, mark: PictureMark) -> list[Element]:
        picture = self.view.pictures.get(mark.name)
        if picture is None:
            return []
        shown = self.document.picture(picture.read(), title=picture.alternative, description=picture.alternative)
        caption = [self.words(f"{picture.caption} ")] if picture.caption else []
        return [shown, self.document.paragraph("source", [*caption, self.words(picture.credit)])]

    def _illustration(self, mark: IllustrationMark) -> list[Element]:
        spec = self.view.illustrations.get(mark.name)
        if spec is None:
            return []
        title = [self.words(typeset(words(spec.title))), *self.note(self.view.numbers[mark.name])]
        caption = self.document.caption("Figure", title)
        sentence = self.inlines(self.view.captions[mark.name].sentence_in(current_language()))
        return [
            caption,
            self.document.paragraph("body", sentence, is_kept=True),
            *drawing_blocks(self.document, spec, has_annex=self.view.text.has_annex),
        ]
