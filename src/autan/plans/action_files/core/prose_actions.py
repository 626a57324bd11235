"""Actions that a document tells in sentences: each is proposed, and taken only where somebody ticks it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from autan.evidence.imports.core import Question
from autan.ground.errors import Fault
from autan.ground.tables.core.tables import Row, visible_text
from autan.ground.wordings import Sentence
from autan.plans.action_files.core.action_rows import ActionRow, read_row
from autan.plans.action_files.core.axis_lines import is_axis, under_axis
from autan.plans.action_files.core.doubts import OF_SENTENCES, TAKE, TAKING, Doubts, RowNotes

MOST_SENTENCES = 200
_SENTENCE = re.compile(r"(?<=[.;!?])\s{1,9}(?=[A-ZÀ-Ý–-])")
_LISTED = re.compile(r"^\s{0,9}(?:[-–•*‣▪]|\d{1,2}[.)]|[a-z]\))\s{1,9}")
_TO_DO = re.compile(
    r"^(?:[a-zà-ÿ]{2,20}(?:er|ir|oir|re)|[a-zà-ÿ]{3,20}(?:tion|ment|age)|mise|création)\b"
    r"|\b[a-zà-ÿ]{2,20}(?:era|eront|ira|iront|dra|dront)\b|\b(?:sera|seront|prévoi(?:t|ent)|vise(?:nt)?|s[’']engage(?:nt)?"
    r"|il s[’']agi(?:t|ra) (?:de|d[’'])|a pour objectif)\b",
    re.IGNORECASE,
)
_LEAST_WORDS = 3
_LONGEST = 600
_ENDS = (".", ";", "!", "?", ":")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    line: int
    text: str
    axis: tuple[str, ...]

    @property
    def key(self) -> str:
        """Key of the decision on it."""
        return f"sentence:{self.line}:{self.text[:80]}"


def prose_actions(rows: Iterable[Row], doubts: Doubts) -> list[ActionRow]:
    """Ask of each sentence that may be an action whether it is one, and return those that are.

    A fault says so while none was taken; none is asked about where nothing may be an action.
    """
    sentences = [sentence for sentence in _sentences(rows) if _may_be_action(sentence.text)]
    proposed = sentences[:MOST_SENTENCES]
    accepted = [sentence for sentence in proposed if doubts.decisions.get(sentence.key) == TAKE]
    doubts.questions |= {sentence.key: _question(sentence, doubts, is_open=not accepted) for sentence in proposed}
    if sentences and not accepted:
        count = Sentence("{count} phrases", count=len(sentences))
        expected = Sentence("de dire lesquelles de ces phrases sont des actions\u00a0: aucune n’est prise d’elle-même")
        doubts.findings.add(Fault(value=count, expected=expected))
    if len(sentences) > MOST_SENTENCES:
        expected = Sentence("au plus {most} phrases\u00a0: les suivantes ne sont pas proposées", most=MOST_SENTENCES)
        doubts.findings.warn(Fault(row=sentences[MOST_SENTENCES].line, value=str(len(sentences)), expected=expected))
    return [_as_action(sentence, doubts) for sentence in accepted]


def _question(sentence: _Sentence, doubts: Doubts, *, is_open: bool) -> Question:
    where = sentence.axis[-1] if sentence.axis else Sentence("Ligne {line}", line=sentence.line)
    decision = doubts.decisions.get(sentence.key, "")
    return Question(
        key=sentence.key,
        group=OF_SENTENCES,
        text=where,
        value=sentence.text,
        choices=TAKING,
        decision=decision,
        is_open=is_open and not decision,
    )


def _as_action(sentence: _Sentence, doubts: Doubts) -> ActionRow:
    notes = RowNotes(line=sentence.line, sheet="", headings={}, doubts=doubts)
    return read_row({"title": sentence.text.rstrip(" .;")}, notes, above=sentence.axis)


def _may_be_action(text: str) -> bool:
    """Say whether a sentence tells what will be done.

    >>> [_may_be_action(text) for text in ("Un cadastre sera mis en ligne.", "Déployer dix bornes", "Il pleut ici.")]
    [True, True, False]
    """
    return len(text.split()) >= _LEAST_WORDS and len(text) <= _LONGEST and _TO_DO.search(text) is not None


def _sentences(rows: Iterable[Row]) -> Iterator[_Sentence]:
    """The sentences of a document, whose lines may be those of a page, each with the axes that stand above it."""
    axis: tuple[str, ...] = ()
    begun: list[tuple[int, str]] = []
    for row in (*rows, Row(0, [None, "", ""])):
        cells = [text for cell in row.cells if (text := visible_text(cell))]
        text = cells[-1] if cells else ""
        is_apart = len(cells) != 1 or is_axis(text)
        if begun and (is_apart or _LISTED.match(text) or begun[-1][1].endswith(_ENDS)):
            yield from _split_sentences(begun, axis)
            begun = []
        if is_axis(text):
            axis = under_axis(axis, text)
        elif len(cells) > 1:
            yield _Sentence(line=row.line, text=_plain(text), axis=axis)
        elif text:
            begun.append((row.line, text))


def _split_sentences(lines: Iterable[tuple[int, str]], axis: tuple[str, ...]) -> Iterator[_Sentence]:
    lines = list(lines)
    for sentence in _SENTENCE.split(" ".join(text for _line, text in lines)):
        yield _Sentence(line=lines[0][0], text=_plain(sentence), axis=axis)


def _plain(text: str) -> str:
    return _LISTED.sub("", " ".join(text.split()))
