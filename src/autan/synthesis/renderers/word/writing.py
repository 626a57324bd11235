"""The text of an edition as Word paragraphs: titles, lists, marked figures, notes, links."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from docx.opc.constants import RELATIONSHIP_TYPE

from autan.documents.renderers.word_elements import (
    Element,
    bookmarked,
    inner_link,
    marked_figure,
    outer_link,
    paragraph,
    run,
    table,
)
from autan.documents.renderers.word_elements import (
    field as computed_field,
)
from autan.documents.renderers.word_template import WordTemplate
from autan.evidence.core.notation import NO_BREAK_SPACE
from autan.evidence.language import current_language, typeset, words
from autan.synthesis.core.document import (
    Block,
    CitationMark,
    Emphasis,
    FigureMark,
    FigureStrip,
    Heading,
    IllustrationMark,
    Inline,
    Link,
    Paragraph,
    Quote,
    TextList,
    Words,
    plain_text,
)
from autan.synthesis.core.document_marks import DocumentMark
from autan.synthesis.presenters.edition import EditionView, PrintedFigure
from autan.synthesis.presenters.short_traces import short_trace
from autan.synthesis.renderers.word.drawings import drawing_blocks
from autan.synthesis.renderers.word.notes import Notes
from autan.synthesis.renderers.word.numbering import Numbering

_MOST_IN_A_ROW = 4
_NARROWEST = 2000  # twentieths of a point that a key figure needs
_UNIT_SIZE = 18  # half-points
_MOST_LINES = 34  # of the contents, to hold on one page


@dataclass(slots=True, kw_only=True)
class WordState:
    """What grows while a document is written.

    Attributes:
        template: the document and its styles.
        notes: its notes.
        numbering: its lists.
        marks: marked figures, in the order of reading.
        titles: words of each title, by rank.
        outline: depth, bookmark and words of each title, for the contents.
        note_of: note and its number, by the number of the entry of the annex that it shortens.
        captions: how many captions of each kind there are.
        bookmarks: how many bookmarks there are.
    """

    template: WordTemplate
    notes: Notes
    numbering: Numbering
    marks: list[DocumentMark] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    outline: list[tuple[int, str, str]] = field(default_factory=list)
    note_of: dict[int, int] = field(default_factory=dict)
    captions: dict[str, int] = field(default_factory=dict)
    bookmarks: int = 0

    def bookmark(self, name: str, content: Sequence[Element]) -> list[Element]:
        """Put some content under a new bookmark."""
        self.bookmarks += 1
        return bookmarked(self.bookmarks, name, content)

    def caption(self, kind: str, text: Sequence[Element]) -> Element:
        """Return a numbered caption, such as « Figure 3 »."""
        self.captions[kind] = self.captions.get(kind, 0) + 1
        number = computed_field(f"SEQ {kind} \\* ARABIC", [run(str(self.captions[kind]))])
        words_of_it = [run(f"{kind}{NO_BREAK_SPACE}"), *number, run(". "), *text]
        return paragraph(self.template.styles["caption"], words_of_it, is_kept=True)

    def mark(self, *, name: str, figure_id: str, label: str, printed: str, looks: Sequence[Element]) -> Element:
        """Return a printed figure under its mark."""
        rank = len(self.marks) + 1
        section = str(len(self.titles)) if self.titles else ""
        self.marks.append(DocumentMark(rank=rank, name=name, figure_id=figure_id, words=printed, section=section))
        return marked_figure(rank, figure_id, label, looks)


@dataclass(frozen=True, slots=True, kw_only=True)
class WordWriter:
    """Writes the blocks of one edition in one language."""

    view: EditionView
    state: WordState
    spelling: str = ""

    @property
    def styles(self) -> dict[str, str]:
        """Identifier of the style of each role."""
        return dict(self.state.template.styles)

    def blocks(self, blocks: Iterable[Block], *, style: str = "body", depth: int = -1) -> list[Element]:
        """Write some blocks, in a style; `depth` is that of the list that they stand in."""
        return [element for block in blocks for element in self.block(block, style=style, depth=depth)]

    def block(self, block: Block, *, style: str = "body", depth: int = -1) -> list[Element]:
        """Write one block."""
        match block:
            case Heading():
                return [self.title(block.level, self.inlines(block.children), plain_text(block.children))]
            case Paragraph():
                return [paragraph(self.styles[style], self.inlines(block.children))]
            case TextList():
                return self._list(block, depth + 1)
            case Quote():
                return self.blocks(block.children, style="quote")
            case FigureStrip():
                return self._strip(block)
            case IllustrationMark():
                return self._illustration(block)

    def title(self, level: int, content: Sequence[Element], said: str, *, begins_page: bool = False) -> Element:
        """Write a title under a bookmark of its own, by which it is known when the document comes back."""
        rank = str(len(self.state.titles) + 1)
        self.state.titles[rank] = said
        self.state.outline.append((level, f"autan_t{rank}", said))
        marked = self.state.bookmark(f"autan_t{rank}", content)
        return paragraph(self.styles[f"heading_{level}"], marked, begins_page=begins_page)

    def inlines(self, children: Iterable[Inline], *, bold: bool = False, italic: bool = False) -> list[Element]:
        """Write a line of text."""
        found = (self._inline(child, bold=bold, italic=italic) for child in children)
        return [element for elements in found for element in elements]

    def words(self, text: str, *, bold: bool = False, italic: bool = False, style: str = "") -> Element:
        """Write a run in the language of this writer."""
        return run(text, bold=bold, italic=italic, style=style, language=self.spelling)

    def note(self, number: int) -> list[Element]:
        """Return the mark of the note of an entry of the annex: itself the first time, then a reference."""
        entry = next((entry for entry in self.view.annex.entries if entry.number == number), None)
        if entry is None:
            return []
        bookmark = f"autan_n{number}"
        if number in self.state.note_of:
            shown = self.words(str(self.state.note_of[number]), style=self.styles["note_mark"])
            return computed_field(f"NOTEREF {bookmark} \\f \\h", [shown])
        self.state.note_of[number] = len(self.state.note_of) + 1
        note = self.state.notes.add(short_trace(entry, self.view.annex.sources, is_whole=not self.view.text.has_annex))
        return self.state.bookmark(bookmark, [self.state.notes.reference(note)])

    def _inline(self, child: Inline, *, bold: bool, italic: bool) -> list[Element]:
        match child:
            case Words(text=text):
                return [self.words(text, bold=bold, italic=italic)]
            case Emphasis(children=inner, is_strong=is_strong):
                return self.inlines(inner, bold=bold or is_strong, italic=italic or not is_strong)
            case Link():
                return [self._link(child)]
            case FigureMark():
                return self._figure(child, bold=bold, italic=italic)
            case CitationMark():
                numbers = [self.view.numbers[fact] for fact in child.fact_ids if fact in self.view.numbers]
                return [element for number in numbers for element in self.note(number)]

    def _link(self, link: Link) -> Element:
        part = self.state.template.document.part
        relation = part.relate_to(link.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return outer_link(relation, [self.words(plain_text(link.children), style=self.styles["link"])])

    def _figure(self, mark: FigureMark, *, bold: bool, italic: bool) -> list[Element]:
        figure = self.view.figures.get(mark.name)
        if figure is None:
            return [self.words(mark.written or "?", bold=bold, italic=italic)]
        printed = figure.words(mark)
        return [self._marked(figure, printed, bold=bold, italic=italic), *self.note(figure.number)]

    def _marked(self, figure: PrintedFigure, printed: str, *, bold: bool = False, italic: bool = False) -> Element:
        return self.state.mark(
            name=figure.name,
            figure_id=figure.figure.id,
            label=figure.label,
            printed=printed,
            looks=[self.words(printed, bold=bold, italic=italic)],
        )

    def _marked_key(self, figure: PrintedFigure) -> Element:
        """Number and unit of a key figure under one mark, the unit smaller."""
        number, unit = figure.view.number, figure.view.unit
        looks = [self.words(number)]
        if unit:
            looks.append(run(f"{NO_BREAK_SPACE}{unit}", half_points=_UNIT_SIZE, language=self.spelling))
        return self.state.mark(
            name=figure.name,
            figure_id=figure.figure.id,
            label=figure.label,
            printed=f"{number}{NO_BREAK_SPACE}{unit}".strip(),
            looks=looks,
        )

    def _list(self, block: TextList, depth: int) -> list[Element]:
        number = self.state.numbering.new_list(is_ordered=block.is_ordered)
        written: list[Element] = []
        for item in block.items:
            for rank, inner in enumerate(item):
                if rank == 0 and isinstance(inner, Paragraph):
                    place = (number, min(depth, 2))
                    written.append(paragraph(self.styles["list"], self.inlines(inner.children), numbering=place))
                else:
                    written += self.block(inner, style="list", depth=depth)
        return written

    def _strip(self, strip: FigureStrip) -> list[Element]:
        """Key figures side by side: a table without lines, four to a row where there is room."""
        figures = [self.view.figures[mark.name] for mark in strip.marks if mark.name in self.view.figures]
        most = max(1, min(_MOST_IN_A_ROW, self.state.template.width // _NARROWEST))
        rows = [figures[start : start + most] for start in range(0, len(figures), most)]
        columns = max((len(row) for row in rows), default=1)
        width = self.state.template.width // columns
        blank = [paragraph(self.styles["cell"], [])]
        cells = [[*map(self._key_figure, row), *[blank] * (columns - len(row))] for row in rows]
        drawn = table(cells, [width] * columns, has_head=False)
        return [drawn, paragraph(self.styles["body"], [])]

    def _key_figure(self, figure: PrintedFigure) -> list[Element]:
        view = figure.view
        facts = ", ".join(part for part in (view.period, view.coverage, view.state) if part)
        number = [self._marked_key(figure), *self.note(figure.number)]
        return [
            paragraph(self.styles["cell"], [self.words(figure.label, bold=True)]),
            paragraph(self.styles["key_number"], number),
            paragraph(self.styles["source"], [self.words(facts)]),
        ]

    def _illustration(self, mark: IllustrationMark) -> list[Element]:
        drawn = self.view.illustrations.get(mark.name)
        if drawn is None:
            return []
        title = [self.words(typeset(words(drawn.title))), *self.note(self.view.numbers[mark.name])]
        caption = self.state.caption("Figure", title)
        sentence = self.inlines(self.view.captions[mark.name].sentence_in(current_language()))
        return [
            caption,
            paragraph(self.styles["body"], sentence, is_kept=True),
            *drawing_blocks(self.state, mark.name, drawn),
        ]


def contents(state: WordState) -> Iterable[Element]:
    """Give the lines of the contents: a field that the word processor fills with pages, and the titles until then."""
    levels = 2 if sum(level <= 2 for level, *_ in state.outline) <= _MOST_LINES else 1
    lines = [[inner_link(bookmark, [run(said)])] for level, bookmark, said in state.outline if level <= levels]
    begun = computed_field(f'TOC \\o "1-{levels}" \\h \\z', [], is_dirty=True)
    lines[0] = [*begun[:-1], *lines[0]]
    lines[-1] = [*lines[-1], begun[-1]]
    return [paragraph(state.template.styles["contents"], line) for line in lines]
