"""What a sentence states about a figure (« 10 of 11 »), and whether the figure still says so.

Grammar, one line::

    claim    = chain { "and" chain }
    chain    = term operator term { operator term } [ "of" number ]
    term     = [ number "*" ] word | [ "-" ] number
    word     = own | the name of another figure [ "." own ]
    own      = "value" | "low" | "high" | "known" | "total"
    operator = "==" | "!=" | "<" | "<=" | ">" | ">="

`of 11` adds that eleven parts should enter the figure: « 10 des 11 » is false of ten out of twelve.

A lower bound is not a value: the number lies anywhere from it up. A range lies anywhere between its ends, the lowest
and the highest of several lower bounds lie anywhere from them up, and what is not established lies anywhere. A relation
holds when it is true wherever the numbers lie, fails when it is false wherever they lie, and cannot be verified
otherwise: « more than » between two lower bounds that overlap can be neither affirmed nor denied.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from autan.evidence.figures.core.figures import Figure, end_intervals
from autan.evidence.figures.core.intervals import Interval, compare
from autan.ground.errors import DomainError
from autan.ground.wordings import Sentence

_TOKEN = re.compile(r"\s*(?:(-?\d+(?:[.,]\d+)?)|([a-z][a-z0-9_]*(?:\.[a-z]+)?)|(==|!=|<=|>=|<|>|\*))")
_OWN_WORDS = ("value", "low", "high", "known", "total")
_ENDS = ("low", "high")
_RELATIONS = frozenset({"==", "!=", "<", "<=", ">", ">="})


class Verdict(StrEnum):
    """What the figures say of a claim today: it holds, it fails (stale), or it cannot be verified.

    UNVERIFIABLE covers a figure that is not known, and bounds that leave both answers possible.
    """

    HOLDS = "holds"
    STALE = "stale"
    UNVERIFIABLE = "unverifiable"


class ClaimError(DomainError):
    """A claim cannot be read."""

    def __init__(self, claim: str, expected: str) -> None:
        self.claim = claim
        self.expected = expected
        super().__init__("affirmation {claim!r}\u00a0: attendu, {expected}", claim=claim, expected=Sentence(expected))


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimTerm:
    """One side of a comparison: `factor` times the figure called `word`, or `factor` alone."""

    factor: float
    word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Two terms and the relation that must hold between them; `out_of` is the whole that is stated, or None."""

    left: ClaimTerm
    relation: str
    right: ClaimTerm
    out_of: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim on a figure: every relation must hold."""

    source: str
    relations: tuple[Relation, ...]

    @property
    def other_names(self) -> tuple[str, ...]:
        """Names of the other figures that it needs, each once."""
        words = (term.word.partition(".")[0] for part in self.relations for term in (part.left, part.right))
        return tuple(dict.fromkeys(word for word in words if word and word not in _OWN_WORDS))


def parse_claim(source: str) -> Claim:
    """Read a claim.

    Raises:
        ClaimError: it does not follow the grammar at the head of this file.

    >>> parse_claim("value == 10 of 11").relations[0].out_of
    11.0
    """
    tokens = _tokens(source)
    relations: list[Relation] = []
    while True:
        relations += _chain(source, tokens)
        if not tokens:
            return Claim(source=source.strip(), relations=tuple(relations))
        if tokens.pop(0) != "and":
            raise ClaimError(source, "« and » entre deux comparaisons")


def _tokens(source: str) -> list[str]:
    tokens, position, end = [], 0, len(source.rstrip())
    while position < end:
        match = _TOKEN.match(source, position)
        if match is None:
            raise ClaimError(source, "un nombre, un nom ou l’un des signes == != < <= > >= *")
        # a decimal comma is as good as a point
        tokens.append(match[0].strip().replace(",", "."))
        position = match.end()
    return tokens


def _chain(source: str, tokens: list[str]) -> list[Relation]:
    left = _term(source, tokens)
    claim_terms: list[tuple[ClaimTerm, str, ClaimTerm]] = []
    while tokens and tokens[0] in _RELATIONS:
        relation = tokens.pop(0)
        right = _term(source, tokens)
        claim_terms.append((left, relation, right))
        left = right
    if not claim_terms:
        raise ClaimError(source, "une comparaison, par exemple « value == 10 of 11 »")
    out_of = _whole(source, tokens)
    return [Relation(left=a, relation=relation, right=b, out_of=out_of) for a, relation, b in claim_terms]


def _whole(source: str, tokens: list[str]) -> float | None:
    if not tokens or tokens[0] != "of":
        return None
    tokens.pop(0)
    if not tokens or not tokens[0][0].isdigit():
        raise ClaimError(source, "un nombre après « of »")
    return float(tokens.pop(0))


def _term(source: str, tokens: list[str]) -> ClaimTerm:
    factor = 1.0
    if tokens and tokens[0].lstrip("-")[:1].isdigit():
        factor = float(tokens.pop(0))
        if not tokens or tokens[0] != "*":
            return ClaimTerm(factor=factor)
        tokens.pop(0)
    if not tokens or not tokens[0][0].isalpha() or tokens[0] in {"and", "of"}:
        raise ClaimError(source, "un nombre, « value » ou le nom d’un chiffre")
    word = tokens.pop(0)
    if "." in word and word.partition(".")[2] not in _OWN_WORDS:
        raise ClaimError(source, "« .value », « .low », « .high », « .known » ou « .total » après le nom d’un chiffre")
    return ClaimTerm(factor=factor, word=word)


def judge_claim(claim: Claim, figure: Figure, others: Mapping[str, Figure]) -> Verdict:
    """Say whether a claim still holds.

    Figures are in the unit in which they are printed.

    Returns:
        STALE as soon as one relation fails wherever the numbers lie, else UNVERIFIABLE when one can be neither affirmed
        nor denied, else HOLDS.
    """
    outcomes = [_judge(relation, figure, others) for relation in claim.relations]
    if False in outcomes:
        return Verdict.STALE
    return Verdict.UNVERIFIABLE if None in outcomes else Verdict.HOLDS


def _judge(relation: Relation, figure: Figure, others: Mapping[str, Figure]) -> bool | None:
    if relation.out_of is not None and figure.total != relation.out_of:
        return False
    left, right = (_interval(term, figure, others) for term in (relation.left, relation.right))
    if left is None or right is None:
        return None
    return compare(left, relation.relation, right)


def _interval(term: ClaimTerm, figure: Figure, others: Mapping[str, Figure]) -> Interval | None:
    if not term.word:
        return Interval(term.factor, term.factor)
    name, _, own = term.word.partition(".")
    of = figure if name in _OWN_WORDS else others.get(name)
    interval = _interval_of(of, name if name in _OWN_WORDS else own or "value") if of else None
    return interval.times(term.factor) if interval else None


def _interval_of(figure: Figure, word: str) -> Interval | None:
    """Return the interval of one of the numbers of a figure; None when it is not known."""
    if word == "value":
        return figure.interval
    if word in _ENDS:
        ends = end_intervals(figure)
        return ends[_ENDS.index(word)] if ends else None
    number = float(getattr(figure, word))
    return Interval(number, number)


_FILE = re.compile(r"[0-9a-f]{32}\.jpg")


def picture_file(data: bytes) -> str:
    """Return the name of the file of a picture: what it holds tells it from any other.

    >>> picture_file(b"")
    'e3b0c44298fc1c149afbf4c8996fb924.jpg'
    """
    return f"{hashlib.sha256(data).hexdigest()[:32]}.jpg"


def is_picture_file(name: str) -> bool:
    """Say whether a text can be the name of such a file.

    >>> is_picture_file("../secret"), is_picture_file("e3b0c44298fc1c149afbf4c8996fb924.jpg")
    (False, True)
    """
    return bool(_FILE.fullmatch(name))


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenPicture:
    """A picture as its author gives it.

    `alternative`: what it shows, for whoever does not see it.
    """

    name: str
    data: bytes
    alternative: str
    credit: str
    caption: str = ""
