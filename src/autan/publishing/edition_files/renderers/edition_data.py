"""What the printed template is given: the tree of an edition with every mark in words, as plain JSON values."""

import base64
import io
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from PIL import Image

from autan.evidence.figures.core.charts import Chart, MapSpec
from autan.ground.texts.core.notation import NO_BREAK_SPACE
from autan.ground.texts.language import typeset, words
from autan.ground.wordings import Sentence, Text
from autan.publishing.edition_files.presenters.edition import Colophon, EditionView, PrintedFigure, data_span
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
    Quote,
    TableBlock,
    TextList,
    Words,
    column_shares,
)
from autan.territories.charts.renderers.drawing_sheets import draw_for_print

_PUBLISHER = "Autan"
_INVENTED = Sentence("Territoires inventés : rien de ce qui suit ne décrit une collectivité réelle.")
PRINTED_WORDS = {
    "invented": _INVENTED,
    "annex_lead_notes": Sentence(
        "Chaque chiffre, graphique, carte ou citation du texte porte l’appel d’une note. Le même "
        "numéro mène ici : ce qui est mesuré, pour quelle période, sur combien de territoires, "
        "comment, et sur quelles pièces. Les sources sont décrites à la fin, sous une lettre."
    ),
    "edition": Sentence("Édition"),
    "summary": Sentence("En une page"),
    "contents": Sentence("Sommaire"),
    "english": Text("In English", "In English"),
    "annex": Text("Annexe des preuves", "Annex of traces"),
    "annex_lead": Sentence(
        "Chaque chiffre, graphique, carte ou citation du texte porte un numéro entre crochets. Il "
        "mène ici : ce qui est mesuré, pour quelle période, sur combien de territoires, comment, et "
        "sur quelles pièces. Les sources sont décrites à la fin, sous une lettre."
    ),
    "sources": Text("Sources", "Sources"),
    "source": Text("source", "source"),
    "pieces": Sentence("pièces justificatives"),
    "values": Sentence("Valeurs"),
    "printed_on": Sentence("Imprimé page"),
    "edition_of": Sentence("Édition du"),
    "fingerprint": Sentence("empreinte"),
    "version": Sentence("Cette version"),
    "online": Sentence(
        "Chaque chiffre souligné mène à sa preuve : l’annexe complète est avec l’édition, sur le site du réseau."
    ),
    "every_figure": Sentence("Chaque chiffre mène à sa preuve : le numéro entre crochets renvoie à l’annexe."),
}


def edition_data(view: EditionView, colophon: Colophon) -> dict[str, Any]:
    """Return an edition as the template wants it: strings, numbers, lists and mappings only."""
    writer = _Writer(view)
    day = colophon.published_on
    return {
        "language": view.language,
        "label": writer.words_of(view.text.label)
        or f"{writer.words_of(PRINTED_WORDS['edition'])}{NO_BREAK_SPACE}{view.text.slug}",
        "has_annex": view.text.has_annex,
        "has_contents": view.text.has_contents,
        "title": writer.words_of(view.text.title),
        "subtitle": writer.words_of(view.text.subtitle),
        "notice": writer.words_of(view.text.notice),
        "network": colophon.network_name,
        "invented": writer.words_of(_INVENTED) if colophon.is_invented else "",
        "publisher": _PUBLISHER,
        "hash": colophon.short_hash,
        "date": [day.year, day.month, day.day],
        "date_words": colophon.day,
        "data_span": data_span(view, day),
        "cover_map": colophon.cover_map,
        "note": colophon.note,
        "words": {key: writer.words_of(text) for key, text in PRINTED_WORDS.items()},
        "summary": writer.blocks(view.text.summary),
        "body": writer.blocks(view.text.body),
        "english": [],
        "annex": {
            "entries": [asdict(entry) for entry in view.annex.entries],
            "sources": [asdict(source) for source in view.annex.sources],
        },
    }


def english_data(view: EditionView) -> list[dict[str, Any]]:
    """Return the English summary of an edition, its figures written in English."""
    return _Writer(view).blocks(view.text.english_summary)


class _Writer:
    """Writes the nodes of one edition in one language."""

    def __init__(self, view: EditionView) -> None:
        self.view = view

    def words_of(self, text: Text) -> str:
        return typeset(words(text))

    def blocks(self, blocks: Sequence[Block]) -> list[dict[str, Any]]:
        return [self.block(block) for block in blocks]

    def block(self, block: Block) -> dict[str, Any]:
        match block:
            case Heading():
                children = self.inlines(block.children)
                return {"kind": "heading", "level": block.level, "anchor": block.anchor, "children": children}
            case Paragraph():
                return {"kind": "paragraph", "children": self.inlines(block.children)}
            case TextList():
                items = [self.blocks(item) for item in block.items]
                return {"kind": "list", "is_ordered": block.is_ordered, "items": items}
            case Quote():
                return {"kind": "quote", "children": self.blocks(block.children)}
            case TableBlock() | FigureStrip():
                return self.table(block) if isinstance(block, TableBlock) else self.strip(block)
            case IllustrationMark() | PictureMark():
                return self.picture(block) if isinstance(block, PictureMark) else self.illustration(block)

    def inlines(self, children: Sequence[Inline]) -> list[dict[str, Any]]:
        return [self.inline(child) for child in children]

    def inline(self, child: Inline) -> dict[str, Any]:
        match child:
            case Words():
                return {"kind": "words", "words": child.text}
            case Emphasis():
                return {"kind": "emphasis", "is_strong": child.is_strong, "children": self.inlines(child.children)}
            case Link():
                return {"kind": "link", "url": child.url, "children": self.inlines(child.children)}
            case FigureMark():
                return {"kind": "figure", **self.printed(child)}
            case CitationMark():
                return {"kind": "citation", "numbers": [self.view.numbers[cited] for cited in child.cited]}

    def strip(self, strip: FigureStrip) -> dict[str, Any]:
        return {"kind": "strip", "figures": [self.key_figure(mark) for mark in strip.marks]}

    def table(self, table: TableBlock) -> dict[str, Any]:
        return {
            "kind": "table",
            "caption": self.inlines(table.caption),
            "alignments": list(table.alignments),
            "shares": column_shares(table, self.view.printed),
            "header": [self.inlines(cell) for cell in table.header],
            "rows": [[self.inlines(cell) for cell in row] for row in table.rows],
        }

    def printed(self, mark: FigureMark) -> dict[str, Any]:
        figure = self.figure(mark)
        return {"name": mark.name, "figure": figure.figure.id, "number": figure.number, "words": figure.words(mark)}

    def key_figure(self, mark: FigureMark) -> dict[str, Any]:
        figure = self.figure(mark)
        return {
            **self.printed(mark),
            "label": figure.label,
            "number_words": figure.view.number,
            "unit": figure.view.unit,
            "period": figure.view.period,
            "coverage": figure.view.coverage,
            "dots": list(figure.view.dots),
            "state": figure.view.state,
        }

    def figure(self, mark: FigureMark) -> PrintedFigure:
        return self.view.figures[mark.name]

    def illustration(self, mark: IllustrationMark) -> dict[str, Any]:
        spec = self.view.illustrations[mark.name]
        caption = self.view.captions[mark.name]
        return {
            "kind": "illustration",
            "name": mark.name,
            "number": self.view.numbers[mark.name],
            "title": self.words_of(spec.title),
            "sentence": self.inlines(caption.sentence_in(self.view.language)),
            "alt": self.alternative(spec, self.view.numbers[mark.name]),
            "source": self.words_of(spec.source),
            "svg": draw_for_print(spec),
        }

    def picture(self, mark: PictureMark) -> dict[str, Any]:
        picture = self.view.pictures[mark.name]
        data = picture.read()
        with Image.open(io.BytesIO(data)) as image:
            width, height = image.size
        # the printer takes text alone: the picture is held in a drawing
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"><image width="{width}" '
            f'height="{height}" href="data:image/jpeg;base64,{base64.b64encode(data).decode()}"/></svg>'
        )
        fields = {"alt": picture.alternative, "caption": picture.caption, "credit": picture.credit}
        return {"kind": "picture", "svg": svg, "is_tall": height > width, **fields}

    def alternative(self, spec: Chart | MapSpec, number: int) -> str:
        """Write the text for readers who do not see the drawing, with the place of its values."""
        where = Sentence("Les valeurs sont dans l’annexe, numéro {number}.", number=number)
        return f"{self.words_of(spec.title)}. {self.words_of(spec.sentence)} {self.words_of(where)}"
