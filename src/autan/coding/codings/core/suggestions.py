"""Suggests codes for a text, for a person to accept or refuse; a suggestion never codes by itself.

Two signs: the sentence holds a key word of the code, or is like passages that people gave the code to. Neither sees a
negation: « pas d’élus » is suggested as « élus » is, and the person decides.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from autan.coding.codings.core.anchors import Anchor, AnchorError, anchor_passage
from autan.coding.codings.core.codebook import Codebook
from autan.coding.codings.core.codings import Coding
from autan.evidence.figures.core.codable_texts import CodableText
from autan.ground.texts.core.labelled import Labelled

_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*")
_SIZES = (3, 4, 5)
LEAST_LIKENESS = 0.3


class SuggestionReason(Labelled):
    """Why a code is suggested."""

    KEYWORD = "keyword", "contient un mot-clé du code", "holds a key word of the code"
    LIKE_CODED = "like_coded", "ressemble à un passage déjà codé", "is like a passage already coded"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSuggestion:
    """A code that a sentence might be given.

    `likeness` is how like the passage it is, from 0 to 1; 1 for a key word.
    """

    text: str
    code: str
    anchor: Anchor
    reason: SuggestionReason
    detail: str
    likeness: float

    @property
    def key(self) -> tuple[str, str, int, int, str]:
        """Key of the decision about it: it stays decided while the text stands as it is."""
        return self.anchor.version, self.code, self.anchor.start, self.anchor.end, self.reason.value


def sentences(text: str) -> Iterator[Anchor]:
    """Give the sentences of a text, without the blanks around them."""
    for match in _SENTENCE.finditer(text):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        end = match.start() + len(match[0].rstrip())
        try:
            yield anchor_passage(text, start, end)
        except AnchorError:  # blank, or cut inside a sign
            continue


def suggest_by_keywords(
    text: CodableText, codebook: Codebook, *, read_forms: Callable[[str], Sequence[str]]
) -> tuple[CodeSuggestion, ...]:
    """Suggest the codes whose key words stand in a sentence.

    Codes that cannot be given are not suggested; `read_forms` brings words back to their forms, so that « réseaux » is
    « réseau ». Returned in the order of the text, then of the codebook; one suggestion for a sentence and a code, by
    its first key word.
    """
    candidates = [
        (code.key, word, tuple(read_forms(word)))
        for _, code in codebook.walk()
        if code.is_codable
        for word in code.keywords
    ]
    code_suggestions: dict[tuple[int, str], CodeSuggestion] = {}
    for anchor in sentences(text.text):
        forms = list(read_forms(anchor.quote))
        for code, word, needed in candidates:
            if needed and (anchor.start, code) not in code_suggestions and _holds(forms, needed):
                code_suggestions[anchor.start, code] = CodeSuggestion(
                    text=text.key, code=code, anchor=anchor, reason=SuggestionReason.KEYWORD, detail=word, likeness=1.0
                )
    return tuple(code_suggestions.values())


def _holds(forms: Sequence[str], needed: tuple[str, ...]) -> bool:
    return any(tuple(forms[place : place + len(needed)]) == needed for place in range(len(forms) - len(needed) + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedExamples:
    """Passages that people gave codes to, weighed once for many texts.

    Attributes:
        weights: rarity of each sign among them.
        vectors: weighed signs of each passage, of length 1.
    """

    codings: tuple[Coding, ...]
    weights: Mapping[str, float]
    vectors: tuple[Mapping[str, float], ...]
    read_forms: Callable[[str], Sequence[str]]

    @classmethod
    def of(cls, codings: Iterable[Coding], *, read_forms: Callable[[str], Sequence[str]]) -> "CodedExamples":
        """Weigh passages by their forms and their groups of three to five letters, the rarest most (TF-IDF)."""
        examples = tuple(codings)
        signs = [_signs(coding.anchor.quote, read_forms) for coding in examples]
        counts = Counter(sign for passage_signs in signs for sign in passage_signs)
        weights = {sign: math.log((1 + len(examples)) / (1 + times)) + 1 for sign, times in counts.items()}
        vectors = tuple(_unit(sign, weights) for sign in signs)
        return cls(codings=examples, weights=weights, vectors=vectors, read_forms=read_forms)


def suggest_by_likeness(
    text: CodableText, examples: CodedExamples, *, least: float = LEAST_LIKENESS
) -> tuple[CodeSuggestion, ...]:
    """Suggest the codes of passages that a sentence is like, those of the same text apart.

    The examples are read in the same version of the codebook; `least` is the likeness under which nothing is suggested.
    Returned in the order of the text, then from the most alike; one suggestion for a sentence and a code.
    """
    code_suggestions: list[CodeSuggestion] = []
    for anchor in sentences(text.text):
        vector = _unit(_signs(anchor.quote, examples.read_forms), examples.weights)
        best: dict[str, CodeSuggestion] = {}
        for coding, other in zip(examples.codings, examples.vectors, strict=True):
            # rounding may go beyond 1
            likeness = min(sum(weight * other.get(sign, 0.0) for sign, weight in vector.items()), 1.0)
            best_of_code = best.get(coding.code)
            if (
                coding.text != text.key
                and likeness >= least
                and (best_of_code is None or likeness > best_of_code.likeness)
            ):
                best[coding.code] = CodeSuggestion(
                    text=text.key,
                    code=coding.code,
                    anchor=anchor,
                    reason=SuggestionReason.LIKE_CODED,
                    detail=coding.anchor.quote,
                    likeness=likeness,
                )
        code_suggestions += sorted(best.values(), key=lambda suggestion: (-suggestion.likeness, suggestion.code))
    return tuple(code_suggestions)


def _signs(words: str, read_forms: Callable[[str], Sequence[str]]) -> Counter[str]:
    """Forms and groups of letters of some words; a group has a blank where a word ends."""
    forms = read_forms(words)
    joined = f" {' '.join(forms).lower()} "
    groups = (joined[place : place + size] for size in _SIZES for place in range(len(joined) - size + 1))
    return Counter([*(f"={form}" for form in forms), *groups])


def _unit(signs: Mapping[str, int], weights: Mapping[str, float]) -> dict[str, float]:
    """Signs weighed by their rarity, over their length; those that no example has only lengthen it."""
    rarest = max(weights.values(), default=1.0)
    weighed = {sign: (1 + math.log(times)) * weights.get(sign, rarest) for sign, times in signs.items()}
    length = math.sqrt(sum(weight**2 for weight in weighed.values()))
    return {sign: weight / length for sign, weight in weighed.items()} if length else {}
