"""Counts as a page shows them: one line a code, every territory by its mark and its name where it may be named."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from autan.coding.codings.core.corpus import CodedCorpus, Mention, MentionState
from autan.coding.results.core.comparison import CodeChange, RankedCode, VersionLine, rank_codes
from autan.coding.results.core.cooccurrence import CodeCrossing, Cooccurrence
from autan.coding.results.core.counts import CodeCount, CodeTable
from autan.coding.results.presenters.names import NameRule
from autan.evidence.figures.core.codable_texts import CodableKind
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.numbers import falling_order, file_numbers, has_some
from autan.ground.texts.language import typeset, words

_MOST_MARKS = 15
_CLASSES = {
    MentionState.MENTIONED: "",
    MentionState.NOT_MENTIONED: "hollow",
    MentionState.NOT_READ: "is-unread",
    MentionState.NOT_ANSWERED: "is-silent",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCountLine:
    """One code, counted.

    Attributes:
        marks: class of the mark of each territory; none when there are many.
        rank: its rank among the codes that are given, with its ties and how sure it is; empty for a heading.
    """

    key: str
    label: str
    depth: int
    is_heading: bool
    figure: Figure
    mentions: Figure
    elsewhere: tuple[tuple[CodableKind, Figure], ...]
    sentence: str
    marks: tuple[str, ...]
    names: tuple[str, ...]
    unnamed: int
    rank: str


def present_table(table: CodeTable, rule: NameRule) -> list[CodeCountLine]:
    """Return every code that was said or can be given, in the order of the codebook."""
    codebook = table.corpus.codebook
    depths = {code.key: depth for depth, code in codebook.walk()}
    ranks = {ranked.count.code.key: ranked for ranked in rank_codes(r for r in table.rows if r.code.is_codable)}
    return [_line(row, table.corpus, depths[row.code.key], ranks.get(row.code.key), rule) for row in table.rows]


def by_frequency(lines: Iterable[CodeCountLine]) -> list[CodeCountLine]:
    """Return the codes that can be given and were said, from the most mentioned."""
    mentioned = [line for line in lines if not line.is_heading and (has_some(line.figure) or line.elsewhere)]
    return sorted(mentioned, key=lambda line: falling_order(line.figure))


def _line(row: CodeCount, corpus: CodedCorpus, depth: int, ranked: RankedCode | None, rule: NameRule) -> CodeCountLine:
    names = {territory.siren: territory.name for territory in corpus.asked}
    sirens = row.sirens(MentionState.MENTIONED)
    shown = tuple(names[siren] for siren in sirens if rule.names(siren))
    return CodeCountLine(
        key=row.code.key,
        label=words(row.code.label),
        depth=depth,
        is_heading=not row.code.is_codable,
        figure=row.territories,
        mentions=row.mention_count,
        elsewhere=tuple((part.kind, part.figure) for part in row.elsewhere),
        sentence=words(row.sentence),
        marks=tuple(_CLASSES[state] for state in row.states.values()) if len(row.states) <= _MOST_MARKS else (),
        names=shown,
        unnamed=len(sirens) - len(shown),
        rank=_rank(ranked) if ranked and row.mentions else "",
    )


def _rank(ranked: RankedCode) -> str:
    if ranked.rank is None:
        return ""
    name_members = str(ranked.rank)
    if ranked.tied:
        count = len(ranked.tied)
        name_members += ngettext(", à égalité avec %(n)d autre", ", à égalité avec %(n)d autres", count) % {"n": count}
    if not ranked.is_sure:
        name_members += _("\u202f; entre %(best)s et %(worst)s") % {
            "best": ranked.best_rank,
            "worst": ranked.worst_rank,
        }
    return typeset(name_members)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A passage with the sentence around it, who says it, and what it is a mention of."""

    name: str
    source: str
    before: str
    quote: str
    after: str
    is_named: bool


_AROUND = 160


def present_sentences(mentions: Iterable[Mention], corpus: CodedCorpus, rule: NameRule) -> list[Sentence]:
    """Return passages with the words around them: those that may be named in order, then the others by their words.

    The order of those that may not be named says nothing of whoever they are.
    """
    names = {territory.siren: territory.name for territory in corpus.asked}
    shown = [_sentence(mention, names, rule) for mention in mentions]
    return sorted(shown, key=lambda one: (not one.is_named, "" if one.is_named else one.quote))


def _sentence(mention: Mention, names: dict[str, str], rule: NameRule) -> Sentence:
    text, siren = mention.text, mention.text.siren
    is_answer = text.kind.is_answer
    name = rule.show(siren, names.get(siren, siren) if is_answer else words(text.title))
    before, after = text.text[: mention.start], text.text[mention.end :]
    return Sentence(
        name=name,
        source="" if is_answer else words(text.kind.label),
        before=f"…{before[-_AROUND:]}" if len(before) > _AROUND else before,
        quote=mention.quote,
        after=f"{after[:_AROUND]}…" if len(after) > _AROUND else after,
        is_named=rule.names(siren) or not siren,
    )


def present_crossing(crossing: CodeCrossing) -> list[tuple[str, str, int, list[tuple[str, CodeCount]]]]:
    """Return each code that was said, with its cell in each group: key, label, depth, then group and count."""
    codebook = crossing.tables[0].corpus.codebook
    depths = {code.key: depth for depth, code in codebook.walk()}
    return [
        (
            code.key,
            words(code.label),
            depths[code.key],
            [(g.code, c) for g, c in zip(crossing.groups, cells, strict=True)],
        )
        for code, cells in crossing.rows
        if any(cell.mentions for cell in cells)
    ]


def present_changes(changes: Sequence[CodeChange], corpus: CodedCorpus, rule: NameRule) -> list[dict[str, Any]]:
    """Return each code that was said in one of two campaigns."""
    names = {territory.siren: territory.name for territory in corpus.asked}

    def name_members(sirens: Sequence[str]) -> str:
        shown = [names.get(siren, siren) for siren in sirens if rule.names(siren)]
        hidden = len(sirens) - len(shown)
        return ", ".join([*shown, *([f"+ {hidden}"] if hidden else [])]) or "—"

    return [
        {
            "label": words(change.after.code.label),
            "before": change.before,
            "after": change.after,
            "stayed": name_members(change.stayed),
            "came": name_members(change.came),
            "left": name_members(change.left),
            "unknown": name_members(change.unknown),
        }
        for change in changes
        if change.before.mentions or change.after.mentions
    ]


def present_versions(lines: Sequence[VersionLine]) -> list[tuple[CodeCount | None, tuple[CodeCount, ...], bool]]:
    """Return each line of two versions side by side, and whether anything in it differs."""
    shown = []
    for line in lines:
        counts = (*([line.before] if line.before else []), *line.after)
        if any(count.mentions for count in counts):
            keys = {count.code.key for count in line.after}
            same = (
                line.before is not None and keys == {line.before.code.key} and len({_content(c) for c in counts}) == 1
            )
            shown.append((line.before, line.after, not same))
    return shown


def _content(count: CodeCount) -> tuple[object, ...]:
    return file_numbers(count.territories), file_numbers(count.mention_count), count.code.label


def present_together(pairs: Sequence[Cooccurrence]) -> list[tuple[str, str, Figure]]:
    """Return every two ideas that can be given and are said together, with how often."""
    return [
        (words(pair.codes[0].label), words(pair.codes[1].label), pair.figure)
        for pair in pairs
        if all(code.is_codable for code in pair.codes)
    ]


def coverage_sentence(corpus: CodedCorpus) -> str:
    """Say who was asked, answered and was read, before any count; how many texts, where nobody was asked."""
    asked_count, answered_count, unread_count = len(corpus.asked), len(corpus.answered), len(corpus.unread)
    if not asked_count:
        sentence = ngettext(
            "%(n)d texte, compté à part des réponses à l’enquête",
            "%(n)d textes, comptés à part des réponses à l’enquête",
            len(corpus.texts),
        ) % {"n": len(corpus.texts)}
        return typeset(f"{sentence}.")
    sentence = _("%(answered)d des %(asked)d collectivités interrogées ont répondu") % {
        "answered": answered_count,
        "asked": asked_count,
    }
    if unread_count:
        sentence += ngettext(
            "\u202f; %(n)d réponse reste à lire ou à discuter",
            "\u202f; %(n)d réponses restent à lire ou à discuter",
            unread_count,
        ) % {"n": unread_count}
    return typeset(f"{sentence}.")
