"""Lines proposed from answers to a survey: which question gives which line, as a definition says."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.wordings import Text
from autan.plans.plans.core.proposals import ProposalSource, ProposedLine

_ANSWER, _YEAR = "answer", "year"
_MONEY = {"amount", "granted", "asked", "paid"}
_BASES = {"before_tax": " HT", "with_tax": " TTC"}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRule:
    """How the answer to a question becomes lines.

    Attributes:
        line: key of the line in a grid; empty for a list.
        only: choice that alone gives a line; empty for any answer.
        given: fields that are always so.
        taken: for each field, what gives it: the answer, its year, or a column of a table.
        lines: for a question of several choices, the line of a grid that each choice gives.
        codes: for a field, the code of the plan for each code of the answer; others give nothing.
        basis: column that says before or with tax, or empty.
        required: fields without which a row of a table gives no line.
    """

    question: str
    section: str
    line: str = ""
    only: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    taken: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    basis: str = ""
    required: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswer:
    """One answer, as a proposal needs it: question, wording, value as the survey keeps it, year, evidence."""

    question: str
    wording: Text
    value: Any
    year: int
    evidence: EvidenceRef


def propose_from_answers(answers: Iterable[GivenAnswer], rules: Mapping[str, AnswerRule]) -> tuple[ProposedLine, ...]:
    """Propose lines from answers, those of the latest campaign first; an answer that no rule reads gives none."""
    return tuple(
        ProposedLine(
            key=f"{answer.evidence.kind}:{answer.evidence.key}:{rank}",
            source=ProposalSource.ANSWER,
            section=rules[answer.question].section,
            line=line,
            typed=typed,
            statement=answer.wording,
            evidence=(answer.evidence,),
        )
        for answer in answers
        if answer.question in rules
        for rank, (line, typed) in enumerate(_lines(answer, rules[answer.question]))
    )


def _lines(answer: GivenAnswer, rule: AnswerRule) -> Iterator[tuple[str, dict[str, str]]]:
    """Key in a grid and fields of each line that an answer gives."""
    value = answer.value
    if rule.lines:
        chosen = value.get("choices", ()) if isinstance(value, Mapping) else ()
        yield from ((rule.lines[code], dict(rule.given)) for code in chosen if code in rule.lines)
        return
    if rule.only and (not isinstance(value, Mapping) or value.get("choice") != rule.only):
        return
    rows = value if isinstance(value, list) else [{_ANSWER: value}]
    for row in rows:
        typed = {**rule.given, **_row_as_typed(row, rule, answer.year)}
        if all(name in typed for name in rule.required):
            yield rule.line, typed


def _row_as_typed(row: Mapping[str, Any], rule: AnswerRule, year: int) -> dict[str, str]:
    """Values as they would be typed in the plan; an amount with its unit and its tax basis."""
    typed = {}
    for name, column in rule.taken.items():
        value = row.get(column, year if column == _YEAR else None)
        if name in rule.codes:
            value = rule.codes[name].get(str(value))
        if value is not None:
            typed[name] = f"{value:g}" if isinstance(value, float) else str(value)
            if name in _MONEY:
                typed[name] += f" €{_BASES.get(str(row.get(rule.basis)), '')}"
    return typed
