"""What a sentence states about a figure (« 10 of 11 »), and whether the figure still says so.

Grammar, one line::

    claim    = chain { "and" chain }
    chain    = term operator term { operator term } [ "of" number ]
    term     = [ number "*" ] word | number
    word     = "value" | "low" | "high" | "known" | "total" | the name of another figure
    operator = "==" | "!=" | "<" | "<=" | ">" | ">="

`of 11` adds that eleven parts should enter the figure: « 10 des 11 » is false of ten out of twelve.
"""

import math
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from autan.errors import DomainError
from autan.evidence.core.figures import Figure

_TOKEN = re.compile(r"\s*(?:(\d+(?:[.,]\d+)?)|([a-z][a-z0-9_]*)|(==|!=|<=|>=|<|>|\*))")
_OWN_WORDS = ("value", "low", "high", "known", "total")
_OPERATORS: dict[str, Callable[[float, float], bool]] = {
    "==": lambda left, right: math.isclose(left, right, rel_tol=1e-9),
    "!=": lambda left, right: not math.isclose(left, right, rel_tol=1e-9),
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class Verdict(StrEnum):
    """What the figures say of a claim today."""

    HOLDS = "holds"
    STALE = "stale"
    UNVERIFIABLE = "unverifiable"  # a figure that it needs is not known


class ClaimError(DomainError):
    """A claim cannot be read.

    Attributes:
        claim: what was written.
        expected: what was expected, in French.
    """

    def __init__(self, claim: str, expected: str) -> None:
        self.claim = claim
        self.expected = expected
        super().__init__(f"claim {claim!r}: expected {expected}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One side of a comparison: `factor` times the figure called `word`, or `factor` alone."""

    factor: float
    word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two terms and the relation that must hold between them; `out_of` is the whole that is stated, or None."""

    left: Term
    relation: str
    right: Term
    out_of: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What is stated of a figure: every comparison must hold."""

    source: str
    comparisons: tuple[Comparison, ...]

    @property
    def other_names(self) -> tuple[str, ...]:
        """Names of the other figures that it needs, each once."""
        words = (term.word for part in self.comparisons for term in (part.left, part.right))
        return tuple(dict.fromkeys(word for word in words if word and word not in _OWN_WORDS))


def parse_claim(source: str) -> Claim:
    """Read a claim.

    Args:
        source: the claim as its author wrote it.

    Raises:
        ClaimError: it does not follow the grammar at the head of this file.

    >>> parse_claim("value == 10 of 11").comparisons[0].out_of
    11.0
    """
    tokens = _tokens(source)
    comparisons: list[Comparison] = []
    while True:
        comparisons += _chain(source, tokens)
        if not tokens:
            return Claim(source=source.strip(), comparisons=tuple(comparisons))
        if tokens.pop(0) != "and":
            raise ClaimError(source, "« and » entre deux comparaisons")


def _tokens(source: str) -> list[str]:
    tokens, position, end = [], 0, len(source.rstrip())
    while position < end:
        found = _TOKEN.match(source, position)
        if found is None:
            raise ClaimError(source, "un nombre, un nom ou l’un des signes == != < <= > >= *")
        tokens.append(found[0].strip().replace(",", "."))
        position = found.end()
    return tokens


def _chain(source: str, tokens: list[str]) -> list[Comparison]:
    left = _term(source, tokens)
    found: list[tuple[Term, str, Term]] = []
    while tokens and tokens[0] in _OPERATORS:
        relation = tokens.pop(0)
        right = _term(source, tokens)
        found.append((left, relation, right))
        left = right
    if not found:
        raise ClaimError(source, "une comparaison, par exemple « value == 10 of 11 »")
    out_of = _whole(source, tokens)
    return [Comparison(left=a, relation=relation, right=b, out_of=out_of) for a, relation, b in found]


def _whole(source: str, tokens: list[str]) -> float | None:
    if not tokens or tokens[0] != "of":
        return None
    tokens.pop(0)
    if not tokens or not tokens[0][0].isdigit():
        raise ClaimError(source, "un nombre après « of »")
    return float(tokens.pop(0))


def _term(source: str, tokens: list[str]) -> Term:
    factor = 1.0
    if tokens and tokens[0][0].isdigit():
        factor = float(tokens.pop(0))
        if not tokens or tokens[0] != "*":
            return Term(factor=factor)
        tokens.pop(0)
    if not tokens or not tokens[0][0].isalpha() or tokens[0] in {"and", "of"}:
        raise ClaimError(source, "un nombre, « value » ou le nom d’un chiffre")
    return Term(factor=factor, word=tokens.pop(0))


def judge_claim(claim: Claim, figure: Figure, others: Mapping[str, Figure]) -> Verdict:
    """Say whether a claim still holds.

    Args:
        claim: what is stated.
        figure: the figure that it is stated of, in the unit in which it is printed.
        others: the other named figures, each in the unit in which it is printed.

    Returns:
        UNVERIFIABLE when a number that it needs is unknown, else STALE as soon as one comparison fails, else HOLDS.
    """
    outcomes = [_judge(comparison, figure, others) for comparison in claim.comparisons]
    if None in outcomes:
        return Verdict.UNVERIFIABLE
    return Verdict.HOLDS if all(outcomes) else Verdict.STALE


def _judge(comparison: Comparison, figure: Figure, others: Mapping[str, Figure]) -> bool | None:
    left, right = (_number(term, figure, others) for term in (comparison.left, comparison.right))
    if left is None or right is None:
        return None
    if comparison.out_of is not None and figure.total != comparison.out_of:
        return False
    return _OPERATORS[comparison.relation](left, right)


def _number(term: Term, figure: Figure, others: Mapping[str, Figure]) -> float | None:
    if not term.word:
        return term.factor
    if term.word in _OWN_WORDS:
        number = getattr(figure, term.word)
    else:
        other = others.get(term.word)
        number = other.value if other else None
    return None if number is None else term.factor * float(number)
