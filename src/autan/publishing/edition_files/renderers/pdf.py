"""Prints an edition: PDF/UA-1 and PDF/A-2a, tagged, byte for byte the same when made twice."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import typst

from autan.ground.documents.core import refused_characters
from autan.ground.documents.renderers.printing import compile_pdf, load_template
from autan.ground.errors import RuleError
from autan.ground.texts.language import ENGLISH, in_language
from autan.publishing.edition_files.presenters.edition import Colophon, EditionView
from autan.publishing.edition_files.renderers.edition_data import edition_data, english_data

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
        named = ", ".join(f"« {sign} » (U+{ord(sign):04X})" for sign in signs)
        message = "les polices d’impression n’ont pas ce qui est écrit\u00a0: {named}\u202f; remplacez-le dans le texte"
        raise RuleError(message, named=named) from None


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
