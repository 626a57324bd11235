"""An edition printed as a tagged PDF, and as one HTML file that opens anywhere, without a network."""

import base64
import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from autan.evidence.figures.core.charts import Chart, MapSpec
from autan.ground.documents.core import refused_characters
from autan.ground.documents.renderers.printing import compile_pdf, load_template
from autan.ground.errors import RuleError
from autan.ground.texts.language import ENGLISH, in_language
from autan.publishing.edition_files.presenters.edition import Colophon, EditionView
from autan.publishing.edition_files.renderers.edition_data import edition_data, english_data
from autan.publishing.edition_files.renderers.html import HtmlWriter, contents_of
from autan.publishing.living_text.core.document import IllustrationMark
from autan.territories.charts.renderers.drawing_sheets import draw_for_print
from autan.territories.charts.renderers.svg import share_long_paths

_TEMPLATE = Path(__file__).parent / "typst" / "edition.typ"


def render_pdf(view: EditionView, english: EditionView, colophon: Colophon) -> bytes:
    """Print an edition.

    `english` is the same edition with its figures in English, for the English summary.

    Raises:
        RuleError: the text holds a sign that the fonts do not draw, for which the standards refuse the whole document.
    """
    compiler = _compiler(view, english, colophon)
    try:
        return compile_pdf(compiler, on=colophon.published_on)
    except typst.TypstError as error:
        signs = sorted(refused_characters(str(error)))
        if not signs:
            raise
        listed = ", ".join(f"« {sign} » (U+{ord(sign):04X})" for sign in signs)
        message = "les polices d’impression n’ont pas ce qui est écrit\u00a0: {named}\u202f; remplacez-le dans le texte"
        raise RuleError(message, named=listed) from None


def list_printed(view: EditionView, english: EditionView, colophon: Colophon) -> Sequence[Mapping[str, Any]]:
    """List what the printed pages hold, asked of the pages themselves: name, figure, words and number of each mark."""
    compiler = _compiler(view, english, colophon)
    fields: list[Mapping[str, Any]] = []
    for selector in ("<chiffre>", "<illustration>"):
        fields += json.loads(compiler.query(selector, field="value"))
    return fields


def _compiler(view: EditionView, english: EditionView, colophon: Colophon) -> typst.Compiler:
    with in_language(ENGLISH):
        summary = english_data(english)
    with in_language(view.language):
        data = edition_data(view, colophon) | {"english": summary}
    return load_template(_TEMPLATE, data)


_STYLE = Path(__file__).parent / "standalone.css"
_TABLE_STYLE = Path(__file__).parent / "standalone_tables.css"  # for an edition that holds a table


def entry_anchor(_key: str, number: int) -> str:
    """Return the anchor of the entry of a mark, lower in the same file."""
    return f"#trace-{number}"


def render_standalone(view: EditionView, english: EditionView, colophon: Colophon) -> str:
    """Write an edition as one file.

    `english` is the same edition with its figures in English, for the English summary.
    """
    with in_language(ENGLISH):
        english_summary = _writer(english).blocks(view.text.english_summary)
    with in_language(view.language):
        writer = _writer(view)
        summary, body = writer.blocks(view.text.summary), writer.blocks(view.text.body)
        # the style of tables weighs on no file that has none
        has_table = any('class="text-table"' in part for part in (summary, body, english_summary))
        context: Mapping[str, Any] = {
            "view": view,
            "colophon": colophon,
            "style": _style(_STYLE) + (_style(_TABLE_STYLE) if has_table else SafeString("")),
            "contents": contents_of(view),
            "summary": summary,
            "body": body,
            "english": english_summary,
        }
        return share_long_paths(render_to_string("edition_files/edition_standalone.html", dict(context)))


def _writer(view: EditionView) -> HtmlWriter:
    def draw(spec: Chart | MapSpec, mark: IllustrationMark) -> SafeString:
        context = {
            "drawn": spec,
            "number": view.numbers[mark.name],
            # the pen escapes every word that it writes
            "drawing": mark_safe(draw_for_print(spec)),  # noqa: S308
        }
        return render_to_string("edition_files/edition_illustration.html", context)

    return HtmlWriter(
        view=view,
        figure_url=entry_anchor,
        cited_url=entry_anchor,
        draw=draw,
        picture_url=lambda picture: f"data:image/jpeg;base64,{base64.b64encode(picture.read()).decode()}",
    )


@cache
def _style(path: Path) -> SafeString:
    """A stylesheet that ships, without its comments; nothing of a user is in it."""
    return mark_safe(re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S))  # noqa: S308
