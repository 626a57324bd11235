"""Texts that were coded, with who was asked, who answered, what was read, and the codings that count."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from autan.coding.codings.core.codebook import Codebook
from autan.coding.codings.core.codings import Coding
from autan.coding.codings.core.reanchoring import AnchorState, Reanchoring, reanchor
from autan.evidence.figures.core.codable_texts import AskedTerritory, CodableText
from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.errors import DomainError
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Text


class CorpusError(DomainError):
    """A corpus that contradicts itself: a coding of no text or of no code, an answer of a territory not asked."""

    def __init__(self, key: str, message: str) -> None:
        self.key = key
        super().__init__(f"{key}: {message}")


class MentionState(Labelled):
    """What is known of one territory and one code. Silence is « not mentioned », never « no »."""

    MENTIONED = "mentioned", "mentionné", "mentioned"
    NOT_MENTIONED = "not_mentioned", "non mentionné", "not mentioned"
    NOT_READ = (
        "not_read",
        "réponse à lire",
        "answer not read yet",
    )  # it answered; nobody has read the answer as it stands
    NOT_ANSWERED = "not_answered", "sans réponse", "no answer"

    @property
    def is_known(self) -> bool:
        """True when somebody has read what the territory says."""
        return self in {MentionState.MENTIONED, MentionState.NOT_MENTIONED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One stretch of one text that speaks of one idea: codings that overlap are one mention."""

    text: CodableText
    start: int
    end: int
    codings: tuple[Coding, ...]

    @property
    def quote(self) -> str:
        """The words, as they stand."""
        return self.text.text[self.start : self.end]


@dataclass(frozen=True, kw_only=True)
class CodedCorpus:
    """What was said, and how it was coded, ready to be counted.

    Without slots: what every count asks again is found once and kept.
    Invariants: every coding is of a text and of a code of the corpus; every answer is of a territory that was asked.

    Attributes:
        address: place in the ids of figures (`2013.q41`).
        texts: answers, and other texts, which are counted apart.
        read: version in which each text was read whole, by key; a text that changed since is to be read again.
        codings: the codings that count: one person's, or the settled ones.
        is_pinned: True when the version of the codebook is not the current one, and stands in the ids of figures.
    """

    address: str
    label: Text
    period: Period
    codebook: Codebook
    asked: tuple[AskedTerritory, ...]
    texts: tuple[CodableText, ...]
    read: Mapping[str, str]
    codings: tuple[Coding, ...]
    group: str = ""
    basis: tuple[EvidenceRef, ...] = ()
    is_pinned: bool = False

    def __post_init__(self) -> None:
        """Refuse what contradicts the invariants (`CorpusError`)."""
        sirens = {territory.siren for territory in self.asked}
        keys = {text.key for text in self.texts}
        for text in self.texts:
            if text.kind.is_answer and text.siren not in sirens:
                raise CorpusError(text.key, f"an answer of {text.siren or 'nobody'}, which was not asked")
        for coding in self.codings:
            if coding.text not in keys:
                raise CorpusError(coding.key, f"a coding of {coding.text}, which is no text of the corpus")
            if coding.code not in self.codebook:
                raise CorpusError(coding.key, f"a coding of {coding.code}, which is no code of this version")

    @cached_property
    def versions(self) -> Mapping[str, str]:
        """Version of each text as it stands, by key."""
        return {text.key: text.version for text in self.texts}

    @cached_property
    def answers(self) -> tuple[CodableText, ...]:
        """Answers that say something, in order."""
        return tuple(text for text in self.texts if text.kind.is_answer and text.text.strip())

    @cached_property
    def unread(self) -> frozenset[str]:
        """Territories with an answer that nobody has read as it stands."""
        return frozenset(text.siren for text in self.answers if self.read.get(text.key) != self.versions[text.key])

    @cached_property
    def answered(self) -> frozenset[str]:
        """Territories that answered."""
        return frozenset(text.siren for text in self.answers)

    @cached_property
    def reading(self) -> str:
        """Sixteen digits that change with any answer, and with what was read of them."""
        answers = [(text.key, self.versions[text.key], text.siren in self.unread) for text in self.answers]
        return hashlib.sha256(repr(answers).encode()).hexdigest()[:16]

    @cached_property
    def _current_by_code(self) -> Mapping[str, tuple[Coding, ...]]:
        """Codings whose words stand in their text, at their place of today, by code."""
        by_code: dict[str, list[Coding]] = {}
        for coding, reanchored in self._reanchor:
            if reanchored.state is not AnchorState.TO_REVIEW:
                by_code.setdefault(coding.code, []).append(replace(coding, anchor=reanchored.anchor))
        return {code: tuple(codings) for code, codings in by_code.items()}

    @cached_property
    def _reanchor(self) -> tuple[tuple[Coding, Reanchoring], ...]:
        texts = {text.key: text.text for text in self.texts}
        return tuple((coding, reanchor(coding.anchor, texts[coding.text])) for coding in self.codings)

    @property
    def to_review(self) -> tuple[Coding, ...]:
        """Codings whose text changed under them: they count for nothing until a person has looked again."""
        return tuple(coding for coding, reanchored in self._reanchor if reanchored.state is AnchorState.TO_REVIEW)

    def mentions(self, codes: Collection[str]) -> tuple[Mention, ...]:
        """Stretches of texts that speak of any of these codes, in the order of the texts."""
        by_text: dict[str, list[Coding]] = {}
        for code in codes:
            for coding in self._current_by_code.get(code, ()):
                by_text.setdefault(coding.text, []).append(coding)
        return tuple(mention for text in self.texts for mention in _merge_overlapping(text, by_text.get(text.key, ())))

    def among(
        self, territories: Iterable[AskedTerritory], *, group: str, basis: tuple[EvidenceRef, ...] = ()
    ) -> "CodedCorpus":
        """The same corpus for some of the territories asked; their figures have addresses of their own."""
        selected = tuple(territories)
        sirens = {territory.siren for territory in selected}
        texts = tuple(text for text in self.texts if text.siren in sirens)
        keys = {text.key for text in texts}
        codings = tuple(coding for coding in self.codings if coding.text in keys)
        return replace(self, asked=selected, texts=texts, codings=codings, group=group, basis=basis)


def _merge_overlapping(text: CodableText, codings: Iterable[Coding]) -> list[Mention]:
    """Codings of one text, those that overlap joined."""
    mentions: list[Mention] = []
    for coding in sorted(codings, key=lambda coding: (coding.anchor.start, coding.anchor.end, coding.key)):
        anchor = coding.anchor
        if mentions and anchor.start < mentions[-1].end:
            last = mentions.pop()
            joined = (*last.codings, coding)
            mentions.append(Mention(text=text, start=last.start, end=max(last.end, anchor.end), codings=joined))
        else:
            mentions.append(Mention(text=text, start=anchor.start, end=anchor.end, codings=(coding,)))
    return mentions
