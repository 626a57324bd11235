"""What one person sees of the texts to be coded: her own codings, what is proposed, what is to be looked at again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autan.coding.codings.core.anchors import Anchor
from autan.coding.codings.core.codebook import Codebook
from autan.coding.codings.core.codings import Coder
from autan.coding.codings.core.reanchoring import AnchorState, Reanchoring, reanchor
from autan.coding.codings.core.suggestions import (
    CodedExamples,
    CodeSuggestion,
    suggest_by_keywords,
    suggest_by_likeness,
)
from autan.coding.codings.models import CodingRecord, Corpus, SuggestionDecision
from autan.coding.codings.queries.corpora import codings_in_version, codings_of, texts_read_by
from autan.coding.textometry.importers import form_reader
from autan.evidence.figures.core.codable_texts import CodableText

MOST_EXAMPLES = 200
"""Codings that a sentence is compared with: the last ones of the person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedCoding:
    """One coding of the person."""

    record: CodingRecord
    code: str
    found: Reanchoring

    @property
    def anchor(self) -> Anchor:
        """Anchor of its words, today or when they were coded."""
        return self.found.anchor

    @property
    def is_to_review(self) -> bool:
        """True when a person must look again at its words."""
        return self.found.state is AnchorState.TO_REVIEW


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenText:
    """One text, as one person codes it."""

    corpus: Corpus
    text: CodableText
    codings: tuple[PlacedCoding, ...]
    is_read: bool
    suggestions: tuple[CodeSuggestion, ...] = ()


def screen_texts(
    corpus: Corpus, texts: Sequence[CodableText], codebook: Codebook, coder: Coder, *, suggests: bool = False
) -> list[ScreenText]:
    """Return texts with what one person made of them. Two queries, four with suggestions."""
    codings = codings_of(corpus, coder.key, [text.key for text in texts])
    read = texts_read_by(corpus, coder.key)
    proposed = _suggestions(corpus, texts, codebook, coder) if suggests else {}
    return [
        ScreenText(
            corpus=corpus,
            text=text,
            codings=tuple(_place_codings(codings.get(text.key, ()), text, codebook)),
            is_read=read.get(text.key) == text.version,
            suggestions=tuple(proposed.get(text.key, ())),
        )
        for text in texts
    ]


def _place_codings(records: Iterable[CodingRecord], text: CodableText, codebook: Codebook) -> list[PlacedCoding]:
    placed = []
    for record in records:
        read = codings_in_version([record], codebook, codebook)
        code = read[0].code if read else ""
        placed.append(PlacedCoding(record=record, code=code, found=reanchor(record.anchor, text.text)))
    return sorted(placed, key=lambda coding: (coding.anchor.start, coding.anchor.end, coding.record.pk))


def _suggestions(
    corpus: Corpus, texts: Sequence[CodableText], codebook: Codebook, coder: Coder
) -> dict[str, list[CodeSuggestion]]:
    """Return the suggestions for each text, without those that the coder decided or gave already."""
    decided = {
        (row.text, row.version, row.code, row.start, row.end, row.reason)
        for row in SuggestionDecision.objects.filter(corpus=corpus, coder_key=coder.key)
    }
    records = corpus.codings.filter(coder_key=coder.key, withdrawn_at__isnull=True).order_by("-pk")[:MOST_EXAMPLES]
    codings = codings_in_version(list(records), codebook, codebook)
    reader = form_reader()
    examples = CodedExamples.of(codings, read_forms=reader.read)
    coded = {(coding.text, coding.code) for coding in codings}
    code_suggestions: dict[str, list[CodeSuggestion]] = {}
    for text in texts:
        proposed = [
            *suggest_by_keywords(text, codebook, read_forms=reader.read),
            *suggest_by_likeness(text, examples),
        ]
        code_suggestions[text.key] = [
            suggestion
            for suggestion in proposed
            if (text.key, *suggestion.key) not in decided
            and (text.key, suggestion.code) not in coded
            and suggestion.code in codebook
        ]
    return code_suggestions


def find_suggestion(
    corpus: Corpus, text: CodableText, codebook: Codebook, coder: Coder, key: str
) -> CodeSuggestion | None:
    """Return what is proposed for a text under a key, as `suggestion_key` writes it; None when it no longer is."""
    proposed = _suggestions(corpus, [text], codebook, coder)[text.key]
    return next((suggestion for suggestion in proposed if suggestion_key(suggestion) == key), None)


def suggestion_key(suggestion: CodeSuggestion) -> str:
    """Write what tells a suggestion from the others of its text."""
    return "/".join(map(str, suggestion.key))
