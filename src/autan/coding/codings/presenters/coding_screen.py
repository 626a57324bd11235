"""Texts to be coded as a page shows them: words cut where codings begin and end, codings in a list under them."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from autan.coding.codings.core.codebook import Code, Codebook
from autan.coding.codings.presenters.codebooks import anchor_of, corpus_url
from autan.coding.codings.queries.coding_screen import PlacedCoding, ScreenText, suggestion_key
from autan.ground.texts.language import words

_SHOWN = 90
_SHORTCUTS = "123456789"


def present_codes(codebook: Codebook) -> list[tuple[Code, int, str]]:
    """Return every code in order, its depth, and the digit of the keyboard that the first nine to be given have."""
    shortcuts = iter(_SHORTCUTS)
    return [(code, depth, next(shortcuts, "") if code.is_codable else "") for depth, code in codebook.walk()]


def present_texts(texts: Iterable[ScreenText], codebook: Codebook) -> list[dict[str, Any]]:
    """Return texts as a page shows them, in the language of the page."""
    return [
        {
            "key": text.text.key,
            "anchor": anchor_of(text.text.key),
            "title": words(text.text.title),
            "question": words(text.corpus.label),
            "url": corpus_url("act", text.corpus),
            "segments": tuple(cut_segments(text.text.text, text.codings)),
            "codings": tuple(_coding(number, coding, codebook) for number, coding in enumerate(text.codings, 1)),
            "suggestions": tuple(
                {
                    "key": suggestion_key(suggestion),
                    "label": words(codebook.code(suggestion.code).label),
                    "quote": _short(suggestion.anchor.quote),
                    "reason": words(suggestion.reason.label),
                    "detail": _short(suggestion.detail),
                }
                for suggestion in text.suggestions
            ),
            "is_read": text.is_read,
        }
        for text in texts
    ]


def cut_segments(text: str, codings: Sequence[PlacedCoding]) -> list[dict[str, Any]]:
    """Cut a text where its codings begin and end; those that are to be looked at again have no place."""
    placed = [(number, coding.anchor) for number, coding in enumerate(codings, 1) if not coding.is_to_review]
    edges = sorted({0, len(text), *(edge for _, anchor in placed for edge in (anchor.start, anchor.end))})
    return [
        {
            "words": text[start:end],
            "numbers": tuple(number for number, anchor in placed if anchor.start <= start and end <= anchor.end),
        }
        for start, end in pairwise(edges)
    ]


def _coding(number: int, coding: PlacedCoding, codebook: Codebook) -> dict[str, Any]:
    code = codebook.code(coding.code) if coding.code else None
    is_split = code is not None and not code.is_codable
    reanchored = coding.found
    return {
        "key": coding.record.pk,
        "number": number,
        "label": words(code.label) if code else coding.record.code,
        "color": code.color if code else "",
        "quote": _short(coding.anchor.quote),
        "memo": coding.record.memo,
        "review": words(reanchored.reason.label) if reanchored.reason else "",
        "proposed": _short(reanchored.proposed.quote) if reanchored.proposed else "",
        "parts": tuple((part.key, words(part.label)) for part in codebook.children(coding.code)) if is_split else (),
    }


def _short(quote: str) -> str:
    flat = " ".join(quote.split())
    return flat if len(flat) <= _SHOWN else f"{flat[:_SHOWN].rstrip()}…"
