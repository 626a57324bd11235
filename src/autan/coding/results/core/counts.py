"""Counts of the territories that mention each idea: « 7 of 11 that answered; 2 did not answer », with the sentences.

The unit is the territory; mentions are counted beside it, for a reader who asks. What was said elsewhere than in an
answer (in a workshop, in a plan) is counted apart, and enters no « n of N ». A mention of a code is a mention of the
codes above it.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from autan.coding.codings.core.codebook import Code
from autan.coding.codings.core.corpus import CodedCorpus, Mention, MentionState
from autan.coding.results.core.addresses import CODING, codebook_part
from autan.evidence.figures.core.codable_texts import CodableKind
from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState, state_of_count
from autan.evidence.figures.core.units import Dimension, Unit, get_unit
from autan.ground.texts.core.notation import set_typography
from autan.ground.wordings import Sentence, Text

MANY = 60  # beyond so many territories, evidence is cited as one set
AUTHORITIES = Sentence("collectivités")
MENTIONS = Unit(
    code="mentions",
    symbol=Text("mentions", "mentions"),
    dimension=Dimension.COUNT,
    factor=Fraction(1),
    one=Text("mention", "mention"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountElsewhere:
    """What was said of an idea in other texts than answers, of one kind."""

    kind: CodableKind
    mentions: tuple[Mention, ...]
    figure: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCount:
    """What was said of one idea, and by whom.

    `territories` is « n of N »: how many territories mention it; `known` counts those read, `total` those asked.
    """

    code: Code
    states: Mapping[str, MentionState]
    mentions: tuple[Mention, ...]
    territories: Figure
    mention_count: Figure
    elsewhere: tuple[CountElsewhere, ...]

    def sirens(self, state: MentionState) -> tuple[str, ...]:
        """Territories in one state, in order."""
        return tuple(siren for siren, own_state in self.states.items() if own_state is state)

    def mentions_of(self, siren: str) -> tuple[Mention, ...]:
        """The mentions of one territory, in order: the sentences behind it."""
        return tuple(mention for mention in self.mentions if mention.text.siren == siren)

    @property
    def sentence(self) -> Text:
        """The count in words, with what is not known.

        « 7 des 11 collectivités qui ont répondu ; 2 n’ont pas répondu. »
        """
        mentioned, silent = len(self.sirens(MentionState.MENTIONED)), len(self.sirens(MentionState.NOT_ANSWERED))
        unread, answered = len(self.sirens(MentionState.NOT_READ)), len(self.states) - silent
        if not self.states:
            count = sum(len(part.mentions) for part in self.elsewhere)
            return Text(
                f"{count} {'passages' if count > 1 else 'passage'}, hors enquête.",
                f"{count} {'passage' if count == 1 else 'passages'}, outside surveys.",
            )
        if not answered:
            return Sentence("Aucune collectivité n’a répondu.")
        french = f"{mentioned} des {answered} collectivités qui ont répondu"
        english = f"{mentioned} of the {answered} authorities that answered"
        if unread:
            french += f" ; {unread} {'reste' if unread == 1 else 'restent'} à lire"
            english += f"; {unread} not read yet"
        if silent:
            french += f" ; {silent} {'n’a' if silent == 1 else 'n’ont'} pas répondu"
            english += f"; {silent} did not answer"
        return Text(set_typography(f"{french}.", language="fr"), f"{english}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeTable:
    """Every code of a codebook counted over one corpus."""

    corpus: CodedCorpus
    rows: tuple[CodeCount, ...]

    def row(self, key: str) -> CodeCount:
        """The row of a code; `KeyError` when none has this key."""
        for row in self.rows:
            if row.code.key == key:
                return row
        raise KeyError(key)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure of the table."""
        return tuple(
            figure
            for row in self.rows
            for figure in (row.territories, row.mention_count, *(part.figure for part in row.elsewhere))
        )


def count_codes(corpus: CodedCorpus) -> CodeTable:
    """Count every code of the codebook of a corpus.

    Returns one row a code. A count is a lower bound while some territory did not answer, or was not read; it has no
    value when none was.
    """
    return CodeTable(corpus=corpus, rows=tuple(count_code(corpus, code) for _, code in corpus.codebook.walk()))


def count_code(corpus: CodedCorpus, code: Code) -> CodeCount:
    """Count one code, with those under it."""
    mentions = corpus.mentions(corpus.codebook.below(code.key))
    in_answers = tuple(mention for mention in mentions if mention.text.kind.is_answer)
    states = mention_states(corpus, {mention.text.siren for mention in in_answers})
    mentioned = sum(state is MentionState.MENTIONED for state in states.values())
    return CodeCount(
        code=code,
        states=states,
        mentions=in_answers,
        territories=count_figure(
            corpus,
            code.key,
            code.label,
            value=mentioned,
            states=states,
            mentions=in_answers,
            unit=get_unit("territories"),
        ),
        mention_count=count_figure(
            corpus,
            f"{code.key}.mentions",
            code.label,
            value=len(in_answers),
            states=states,
            mentions=in_answers,
            unit=MENTIONS,
        ),
        elsewhere=_elsewhere(corpus, code, mentions),
    )


def mention_states(corpus: CodedCorpus, mentioning: set[str]) -> dict[str, MentionState]:
    """Return the state of each territory asked, given those that mention an idea."""

    def state(siren: str) -> MentionState:
        if siren in mentioning:
            return MentionState.MENTIONED
        if siren not in corpus.answered:
            return MentionState.NOT_ANSWERED
        return MentionState.NOT_READ if siren in corpus.unread else MentionState.NOT_MENTIONED

    return {territory.siren: state(territory.siren) for territory in corpus.asked}


def _elsewhere(corpus: CodedCorpus, code: Code, mentions: tuple[Mention, ...]) -> tuple[CountElsewhere, ...]:
    kinds = dict.fromkeys(mention.text.kind for mention in mentions if not mention.text.kind.is_answer)
    counts = []
    for kind in kinds:
        own_mentions = tuple(mention for mention in mentions if mention.text.kind == kind)
        sirens = tuple(dict.fromkeys(mention.text.siren for mention in own_mentions if mention.text.siren))
        figure = Figure(
            id=figure_id(corpus, f"{code.key}.{kind.code}"),
            label=Text(f"{code.label.fr} ({kind.label.fr})", f"{code.label.en} ({kind.label.en})"),
            value=len(own_mentions),
            unit=MENTIONS,
            period=corpus.period,
            territories=sirens,
            known=len(own_mentions),
            total=len(own_mentions),
            part=MENTIONS.symbol,
            state=ValueState.OBSERVED,
            boundary=kind.code,
            method=_method(corpus, own_mentions),
            evidence=_mention_refs(own_mentions),
        )
        counts.append(CountElsewhere(kind=kind, mentions=own_mentions, figure=figure))
    return tuple(counts)


def figure_id(corpus: CodedCorpus, measure: str) -> str:
    """Address of a figure counted over a corpus, or over a group of its territories."""
    group = f"{corpus.group}." if corpus.group else ""
    codebook = codebook_part(corpus.codebook.slug, corpus.codebook.version if corpus.is_pinned else None)
    return f"{CODING}.{corpus.address}.{codebook}.{group}{measure}"


def count_figure(
    corpus: CodedCorpus,
    measure: str,
    label: Text,
    *,
    value: int,
    states: Mapping[str, MentionState],
    mentions: tuple[Mention, ...],
    unit: Unit,
) -> Figure:
    """Make the figure of a count over the territories asked.

    `measure` is the end of its address; `states`, what is known of each territory; `mentions`, those that were counted.
    Returns the figure, which changes (`content_hash`) as soon as an answer, a reading or a coding does.
    """
    known = sum(state.is_known for state in states.values())
    return Figure(
        id=figure_id(corpus, measure),
        label=Sentence.joined(" — ", (label, corpus.label)),
        value=value if known else None,
        unit=unit,
        period=corpus.period,
        territories=tuple(states),
        known=known,
        total=len(states),
        part=AUTHORITIES,
        state=state_of_count(known, len(states)) if states else ValueState.NOT_APPLICABLE,
        boundary="answers",
        method=_method(corpus, mentions),
        evidence=_evidence(corpus, measure, mentions),
    )


_FORMULA = Sentence("nombre de collectivités, ou de passages, qui mentionnent l’idée")


def _method(corpus: CodedCorpus, mentions: tuple[Mention, ...]) -> Method:
    return Method(
        name="count_mentions",
        formula=_FORMULA,
        parameters=(
            ("codebook", f"{corpus.codebook.slug} {corpus.codebook.version}"),
            ("basis", _basis(corpus, mentions)),
        ),
    )


def _basis(corpus: CodedCorpus, mentions: tuple[Mention, ...]) -> str:
    """Sixteen digits that change with the answers, with what was read of them, and with the codings counted."""
    codings = [
        (coding.key, coding.code, coding.text, coding.anchor.version, coding.anchor.start, coding.anchor.end)
        for mention in mentions
        for coding in mention.codings
    ]
    return hashlib.sha256(repr((corpus.reading, codings)).encode()).hexdigest()[:16]


def _mention_refs(mentions: tuple[Mention, ...]) -> tuple[EvidenceRef, ...]:
    codings = (coding.evidence for mention in mentions for coding in mention.codings)
    return tuple(dict.fromkeys((*codings, *(mention.text.evidence for mention in mentions))))


def _evidence(corpus: CodedCorpus, measure: str, mentions: tuple[Mention, ...]) -> tuple[EvidenceRef, ...]:
    """The codings counted, then every answer that was read for it; one reference to them all in a large corpus."""
    if len(corpus.asked) > MANY:
        return (EvidenceRef(kind="codings", key=figure_id(corpus, measure)), *corpus.basis)
    answers = (text.evidence for text in corpus.answers)
    return tuple(dict.fromkeys((*_mention_refs(mentions), *answers, *corpus.basis)))
