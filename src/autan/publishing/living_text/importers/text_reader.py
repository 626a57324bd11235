"""Turns the text itself into a tree, every fault with its line and column.

The Markdown of a living text is a subset: titles, paragraphs, lists, quotes, emphasis, links, and the marks of
`autan.publishing.living_text.core.marks`. What is outside the subset is a fault, never dropped in silence.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from markdown_it.tree import SyntaxTreeNode

from autan.ground.errors import Fault
from autan.ground.texts.core.notation import set_typography
from autan.ground.wordings import Sentence
from autan.publishing.living_text.core.document import (
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
    PictureMark,
    Place,
    Quote,
    TableBlock,
    TextList,
    Words,
    plain_text,
)
from autan.publishing.living_text.core.marks import PICTURE, MarkError, parse_citation, parse_mark
from autan.publishing.living_text.importers.sections import (
    CITATION,
    MARK,
    MarkdownBlock,
    alignments_of,
    faults_of,
    parse_markdown,
    start_of,
)

_DEEPEST_TITLE = 3
_SUBSET = Sentence(
    "titres #, ## ou ###, paragraphes, listes, citations >, tableaux |, *italique*, **gras**, liens [texte](https://…)"
)
_OUTSIDE = {
    "image": Sentence("« {{picture: nom}} », seul sur sa ligne : ajoutez l’image depuis la page du chapitre"),
    "html_block": Sentence("aucune balise HTML ; le texte admet : {subset}", subset=_SUBSET),
    "html_inline": Sentence("aucune balise HTML ; le texte admet : {subset}", subset=_SUBSET),
}
_WORDS = {"text", "text_special"}
_BREAKS = {"softbreak", "hardbreak"}


@dataclass(slots=True, kw_only=True)
class TextReader:
    """Reads one text; `faults` and `anchors` grow while it reads.

    `anchors`: anchors of the titles already given.
    """

    lines: Sequence[str]
    language: str = "fr"
    faults: list[Fault] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)

    def read(self, text: str, *, first_line: int) -> tuple[Block, ...]:
        """Read the blocks of a text that begins on a line of the file."""
        return self._blocks(parse_markdown(text), first_line)

    def read_line(self, text: str, *, line: int) -> tuple[Inline, ...]:
        """Read one line of text, such as the sentence under a chart."""
        blocks = self.read(text, first_line=line)
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
            return blocks[0].children
        self._refuse(Place(line=line, column=1), "une seule phrase, sans titre, liste ni illustration")
        return ()

    def _blocks(self, nodes: Sequence[SyntaxTreeNode], first_line: int) -> tuple[Block, ...]:
        blocks = (self._block(node, first_line) for node in nodes)
        return tuple(block for block in blocks if block is not None)

    def _block(self, node: SyntaxTreeNode, first_line: int) -> Block | None:
        if node.type == "paragraph":
            line = self._line(node, first_line)
            return self._lone_mark(line) or Paragraph(children=self._inlines(line.inline.children, line))
        if node.type == "heading":
            return self._heading(node, first_line)
        if node.type == "blockquote":
            return Quote(children=self._blocks(node.children, first_line))
        if node.type in {"bullet_list", "ordered_list"}:
            items = tuple(self._blocks(item.children, first_line) for item in node.children)
            return TextList(items=items, is_ordered=node.type == "ordered_list")
        if node.type == "table":
            return self._table(node, first_line)
        self._refuse(Place(line=first_line + start_of(node), column=1), _OUTSIDE.get(node.type, _SUBSET))
        return None

    def _table(self, node: SyntaxTreeNode, first_line: int) -> TableBlock:
        caption, *rows = node.children
        if not caption.content:
            line = first_line + start_of(node)
            self._refuse(Place(line=line, column=1), "au-dessus du tableau, une ligne « Tableau : ce qu’il montre »")
        for rank, expected in faults_of(rows):
            self._refuse(Place(line=first_line + start_of(rows[rank]), column=1), expected)
        cells = [tuple(self._cell(cell, first_line) for cell in row.children) for row in rows]
        alignments = next(filter(None, map(alignments_of, rows[:2])), ())
        return TableBlock(
            caption=self._cell(caption, first_line), alignments=alignments, header=cells[0], rows=tuple(cells[2:])
        )

    def _cell(self, inline: SyntaxTreeNode, first_line: int) -> tuple[Inline, ...]:
        line = MarkdownBlock(inline=inline, first_line=first_line, file_lines=self.lines)
        return self._inlines(inline.children, line)

    def _heading(self, node: SyntaxTreeNode, first_line: int) -> Heading:
        level = int(node.tag[1])
        line = self._line(node, first_line)
        children = self._inlines(line.inline.children, line)
        if level > _DEEPEST_TITLE:
            self._refuse(line.place(), "un titre à un, deux ou trois #")
        return Heading(level=level, children=children, anchor=self._anchor(plain_text(children)))

    def _anchor(self, title: str) -> str:
        ascii_title = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
        slug = re.sub(r"[^a-z0-9]+", "-", ascii_title).strip("-") or "titre"
        anchor, rank = slug, 2
        while anchor in self.anchors:
            anchor, rank = f"{slug}-{rank}", rank + 1
        self.anchors.add(anchor)
        return anchor

    def _line(self, node: SyntaxTreeNode, first_line: int) -> MarkdownBlock:
        return MarkdownBlock(inline=node.children[0], first_line=first_line, file_lines=self.lines)

    def _lone_mark(self, line: MarkdownBlock) -> FigureStrip | IllustrationMark | PictureMark | None:
        """The illustration, the picture or the strip of key figures that makes a paragraph alone."""
        nodes = line.inline.children
        if len(nodes) != 1 or nodes[0].type != MARK or not _is_block_mark(nodes[0].content):
            return None
        mark = self._mark(nodes[0], line)
        return mark if isinstance(mark, FigureStrip | IllustrationMark | PictureMark) else None

    def _inlines(self, nodes: Sequence[SyntaxTreeNode], line: MarkdownBlock) -> tuple[Inline, ...]:
        inlines: list[Inline] = []
        for child in (self._inline(node, line) for node in nodes):
            last = inlines[-1].text if inlines and isinstance(inlines[-1], Words) else None
            if isinstance(child, Words) and last is not None:
                inlines[-1] = Words(text=last + child.text)
            elif child is not None:
                if isinstance(child, CitationMark) and last is not None:
                    inlines[-1] = Words(text=last.rstrip())  # the mark hangs on the word that it supports
                inlines.append(child)
        seen = (child for child in inlines if not isinstance(child, Words) or child.text)
        return tuple(self._set(child) if isinstance(child, Words) else child for child in seen)

    def _inline(self, node: SyntaxTreeNode, line: MarkdownBlock) -> Inline | None:
        if node.type in _BREAKS:
            return Words(text=" ")
        if node.type in _WORDS:
            return Words(text=node.content)
        if node.type in {"em", "strong"}:
            return Emphasis(children=self._inlines(node.children, line), is_strong=node.type == "strong")
        if node.type == "link":
            return self._link(node, line)
        if node.type not in {MARK, CITATION}:
            self._refuse(line.place(), _OUTSIDE.get(node.type, _SUBSET))
            return None
        return self._inline_mark(node, line)

    def _inline_mark(self, node: SyntaxTreeNode, line: MarkdownBlock) -> FigureMark | CitationMark | None:
        mark = self._mark(node, line)
        if isinstance(mark, FigureStrip | IllustrationMark | PictureMark):
            expected = "un graphique, une carte, une image ou une suite de chiffres seuls sur leur ligne"
            self._refuse(line.place(node.meta["start"]), expected, node.content)
            return None
        return mark

    def _link(self, node: SyntaxTreeNode, line: MarkdownBlock) -> Link | None:
        url = str(node.attrs.get("href", ""))
        if url.startswith(("https://", "http://")):
            return Link(children=self._inlines(node.children, line), url=url)
        self._refuse(line.place(), "un lien vers une adresse https:// ou http://", url)
        return None

    def _mark(
        self, node: SyntaxTreeNode, line: MarkdownBlock
    ) -> FigureMark | FigureStrip | IllustrationMark | PictureMark | CitationMark | None:
        place = line.place(node.meta["start"])
        if not node.meta["is_closed"]:
            self._refuse(place, Sentence("la fin du repère, « {meta} »", meta=node.meta["end"]), node.content)
            return None
        written = node.content.replace(r"\|", "|")  # as a bar is written in a table elsewhere
        try:
            mark = parse_citation(written, place) if node.type == CITATION else parse_mark(written, place)
        except MarkError as error:
            self._refuse(place, error.expected, error.written.strip())
            return None
        if isinstance(mark, FigureMark):
            return replace(mark, written=set_typography(mark.written, language=self.language))
        return mark

    def _set(self, words: Words) -> Words:
        return Words(text=set_typography(words.text, language=self.language))

    def _refuse(self, place: Place, expected: str, value: str | None = None) -> None:
        self.faults.append(Fault(row=place.line, column=str(place.column), value=value, expected=expected))


def _is_block_mark(content: str) -> bool:
    return content.split(":")[0].strip() in {"chart", "map", "figures", PICTURE}
