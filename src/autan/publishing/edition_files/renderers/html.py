"""An edition as HTML: the same tree as the print, every word escaped, every figure a link to its trace."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from autan.evidence.figures.core.charts import Chart, MapSpec
from autan.ground.texts.language import colon
from autan.ground.web.presenters import set_quotations
from autan.publishing.edition_files.core import Change
from autan.publishing.edition_files.presenters.edition import EditionView, PrintedFigure, PrintedPicture
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
    inline_marks,
    line_words,
    plain_text,
)

_EMPTY = SafeString("")


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlWriter:
    """Writes the blocks of one edition.

    Attributes:
        figure_url: where a figure leads, by its address and its number in the annex.
        cited_url: where a citation leads, by what it names and its number; empty when that has no page.
        draw: how a chart or a map is drawn, with its caption.
        has_links_here: True to give each paragraph with a figure its address, the first time that figure is called.
        opening: what opens, in the address of the page, the part that is written.
    """

    view: EditionView
    figure_url: Callable[[str, int], str]
    cited_url: Callable[[str, int], str]
    draw: Callable[[Chart | MapSpec, IllustrationMark], SafeString]
    picture_url: Callable[[PrintedPicture], str]
    has_links_here: bool = False
    opening: str = ""
    addressed: set[str] = field(default_factory=set)

    def blocks(self, blocks: Iterable[Block]) -> SafeString:
        """Write some blocks."""
        return _join(self.block(block) for block in blocks)

    def block(self, block: Block) -> SafeString:
        """Write one block."""
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                address, link = self._here(block.children)
                return format_html("<p{}>{}{}</p>\n", address, self.inlines(block.children), link)
            case TextList():
                return self._list(block)
            case Quote():
                return format_html("<blockquote>{}</blockquote>\n", self.blocks(block.children))
            case TableBlock() | FigureStrip():
                return self._table(block) if isinstance(block, TableBlock) else self._strip(block)
            case IllustrationMark() | PictureMark():
                return self._picture(block) if isinstance(block, PictureMark) else self._illustration(block)

    def inlines(self, children: Iterable[Inline]) -> SafeString:
        """Write a line of text."""
        return _join(self._inline(child) for child in children)

    def _here(self, children: Sequence[Inline]) -> tuple[SafeString, SafeString]:
        """The address of words with a figure, by which a sentence is shared with its proof, and the link to it."""
        names = (mark.name for mark in inline_marks(tuple(children)) if isinstance(mark, FigureMark))
        name = next((name for name in names if name not in self.addressed), "") if self.has_links_here else ""
        if not name:
            return _EMPTY, _EMPTY
        self.addressed.add(name)
        figure = self.view.figures.get(name)
        words = f"{gettext('Adresse de ce passage')}{colon()} {figure.label if figure else name}"
        link = format_html(' <a class="here" href="{}#dit-{}" aria-label="# {}">#</a>', self.opening, name, words)
        return format_html(' id="dit-{}"', name), link

    def _heading(self, block: Heading) -> SafeString:
        level = block.level + 1
        children = self.inlines(block.children)
        return format_html('<h{} id="{}">{}</h{}>\n', level, block.anchor, children, level)

    def _list(self, block: TextList) -> SafeString:
        tag = "ol" if block.is_ordered else "ul"
        items = _join(self._item(item) for item in block.items)
        return format_html("<{}>{}</{}>\n", tag, items, tag)

    def _item(self, blocks: Sequence[Block]) -> SafeString:
        """An item of one paragraph is written without the paragraph."""
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
            address, link = self._here(blocks[0].children)
            return format_html("<li{}>{}{}</li>", address, self.inlines(blocks[0].children), link)
        return format_html("<li>{}</li>", self.blocks(blocks))

    def _strip(self, strip: FigureStrip) -> SafeString:
        figures = _join(self._key_figure(mark) for mark in strip.marks)
        return format_html('<div class="figures">{}</div>\n', figures)

    def _table(self, table: TableBlock) -> SafeString:
        head = self._row(table, table.header, [("th", "col")] * len(table.header))
        kinds = [("th", "row"), *[("td", "")] * (len(table.header) - 1)]
        return format_html(
            '<div class="scroll" tabindex="0" role="region" aria-label="{}"><table class="text-table"><caption><span>{}'
            "</span></caption><thead>{}</thead><tbody>{}</tbody></table></div>\n",
            line_words(table.caption, self.view.printed),
            self.inlines(table.caption),
            head,
            _join(self._row(table, row, kinds) for row in table.rows),
        )

    def _row(
        self, table: TableBlock, cells: Sequence[Sequence[Inline]], kinds: Sequence[tuple[str, str]]
    ) -> SafeString:
        """A row, each cell under a tag and the scope of what it names; one without words names nothing."""
        written = (
            format_html(
                "<{}{}{}>{}</{}>",
                tag if cell else "td",
                format_html(' scope="{}"', scope) if scope and cell else _EMPTY,
                _EMPTY if alignment is ColumnAlignment.LEFT else format_html(' class="{}"', alignment),
                self.inlines(cell),
                tag if cell else "td",
            )
            for cell, (tag, scope), alignment in zip(cells, kinds, table.alignments, strict=True)
        )
        return format_html("<tr>{}</tr>", _join(written))

    def _inline(self, child: Inline) -> SafeString:
        match child:
            case Words(text=text):
                return set_quotations(text)
            case Emphasis():
                tag = "strong" if child.is_strong else "em"
                return format_html("<{}>{}</{}>", tag, self.inlines(child.children), tag)
            case Link():
                return format_html('<a href="{}">{}</a>', child.url, self.inlines(child.children))
            case FigureMark():
                return self._figure(child)
            case CitationMark():
                return self._citation(child)

    def _figure(self, mark: FigureMark) -> SafeString:
        figure = self.view.figures.get(mark.name)
        if figure is None:
            return format_html('<span class="unknown">{}</span>', mark.written or gettext("chiffre introuvable"))
        return format_html(
            '<a class="figure-inline{}" href="{}" title="{}">{}</a>{}',
            "" if figure.view.is_known else " is-unknown",
            self.figure_url(figure.figure.id, figure.number),
            figure.view.label,
            figure.words(mark),
            self._warnings(mark),
        )

    def _warnings(self, mark: FigureMark) -> SafeString:
        """Write the warning on a mark: its claim no longer holds, or its figure has changed since."""
        words = []
        if mark.place in self.view.verdicts:
            words.append(gettext("à revoir\u00a0: la donnée ne dit plus cela"))
        change = self.view.changes.get(mark.name)
        if change:
            words.append(_words_of_change(change))
        return _join(format_html(' <span class="state state-stale">{}</span>', word) for word in words)

    def _citation(self, mark: CitationMark) -> SafeString:
        known = [cited for cited in mark.cited if cited in self.view.numbers]
        links = format_html_join(",", "{}", ((self._cited(cited, self.view.numbers[cited]),) for cited in known))
        return format_html('<sup class="cite">[{}]</sup>', links)

    def _cited(self, cited: str, number: int) -> SafeString:
        if cited in self.view.dead_citations:
            return format_html('<span class="state state-stale">{}</span>', gettext("source qui n’est plus là"))
        url = self.cited_url(cited, number)
        return format_html('<a href="{}">{}</a>', url, number) if url else format_html("{}", number)

    def _key_figure(self, mark: FigureMark) -> SafeString:
        figure = self.view.figures.get(mark.name)
        if figure is None:
            return self._figure(mark)
        view = figure.view
        return format_html(
            '<div class="figure{}"><p class="figure-label">{}</p>'
            '<p class="figure-value"><a class="trace-link" href="{}">'
            '<span class="figure-number">{}</span>{}</a></p><p class="figure-facts">{}</p></div>',
            "" if view.is_known else " is-unknown",
            figure.label,
            self.figure_url(figure.figure.id, figure.number),
            view.number,
            format_html(' <span class="figure-unit">{}</span>', view.unit) if view.unit else _EMPTY,
            _facts(figure),
        )

    def _illustration(self, mark: IllustrationMark) -> SafeString:
        spec = self.view.illustrations.get(mark.name)
        if spec is None:
            return format_html(
                '<p class="unknown">{}</p>', gettext("Illustration impossible\u00a0: un chiffre manque.")
            )
        return self.draw(spec, mark)

    def _picture(self, mark: PictureMark) -> SafeString:
        picture = self.view.pictures.get(mark.name)
        if picture is None:
            return format_html('<p class="unknown">{}</p>', gettext("Image introuvable."))
        return format_html(
            '<figure class="edition-picture" role="figure" aria-label="{}"><img src="{}" alt="{}"><figcaption>{}'
            '<span class="small">{}</span></figcaption></figure>\n',
            f"{picture.caption} {picture.credit}".strip(),
            self.picture_url(picture),
            picture.alternative,
            f"{picture.caption} " if picture.caption else "",
            picture.credit,
        )


def contents_of(view: EditionView) -> list[tuple[str, str]]:
    """Anchor and title of each chapter."""
    chapters = [block for block in view.text.body if isinstance(block, Heading) and block.level == 1]
    return [(block.anchor, plain_text(block.children)) for block in chapters]


def _words_of_change(change: Change) -> str:
    if not change.today:
        return gettext("n’existe plus depuis la publication")
    return gettext("publié\u00a0: %(published)s") % {"published": change.published}


def _facts(figure: PrintedFigure) -> SafeString:
    """Period, coverage with its dots, and state of a key figure."""
    view = figure.view
    dots = format_html('<span class="dots" aria-hidden="true">{}</span>', view.drawn_dots) if view.dots else _EMPTY
    parts = [
        format_html("<span>{}</span>", view.period) if view.period else _EMPTY,
        format_html('<span class="coverage">{}{}</span>', dots, view.coverage_note) if view.coverage_note else _EMPTY,
        format_html('<span class="state state-{}">{}</span>', view.state_code, view.state) if view.state else _EMPTY,
    ]
    return _join(parts)


def _join(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))
