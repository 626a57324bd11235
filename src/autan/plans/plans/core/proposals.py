"""Lines proposed to a plan from what is already held: facts, filed plans, answers to surveys."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.notation import MONTHS_FR
from autan.ground.wordings import Text
from autan.plans.plans.core.sections import SectionLine, Typed


class ProposalSource(Labelled):
    """Where a proposal comes from."""

    FACT = "fact", "fait sourcé", "sourced fact"
    FILING = "filing", "plan déposé", "filed plan"
    ANSWER = "answer", "réponse à une enquête", "answer to a survey"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedLine:
    """A line that a person may accept or refuse; either is remembered.

    Attributes:
        key: identifier, the same each time it is proposed.
        line: key of the line in a grid; empty for a new line of a list.
        evidence: what it rests on; it becomes the evidence of the line.
    """

    key: str
    source: ProposalSource
    section: str
    line: str
    typed: Typed
    statement: Text
    evidence: tuple[EvidenceRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposableFact:
    """What a proposal needs to know of a fact: its topic, statement, number, unit, base year and horizon."""

    id: str
    topic: str
    statement: Text
    period: str
    value: float | None
    unit: str
    base_year: str
    horizon: str


_QUANTITIES = {"ghg": "ghg", "energy": "final_energy", "efficiency": "efficiency", "renewables": "renewable_share"}
_ADOPTED = re.compile(r"adopt|approuv|voté", re.IGNORECASE)
_PLAN_WORD = re.compile(r"\bPCAET\b|\bPCET\b|plan climat", re.IGNORECASE)
_DAY = re.compile(rf"\b(\d{{1,2}})(?:er)?\s({'|'.join(MONTHS_FR)})\s(\d{{4}})")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_LABELS = {
    "tepcv": re.compile(r"énergie positive pour la croissance verte", re.IGNORECASE),
    "citergie": re.compile(r"(?<!CAP )Cit['’]ergie", re.IGNORECASE),
    "iso14001": re.compile(r"ISO 14001", re.IGNORECASE),
    "cot": re.compile(r"contrat d['’]objectif territorial", re.IGNORECASE),
}


def propose_from_facts(facts: Iterable[ProposableFact]) -> tuple[ProposedLine, ...]:
    """Propose lines from facts about a member: targets, dates of adoption, labels, budgets, funding.

    Only what a fact states is proposed: a target without base year comes without it, an amount in its own words.
    """
    proposals = []
    for fact in facts:
        maker = _MAKERS.get(fact.topic)
        proposed = maker(fact) if maker else None
        if proposed is not None:
            section, line, typed = proposed
            proposals.append(
                ProposedLine(
                    key=f"fact:{fact.id}:{section}",
                    source=ProposalSource.FACT,
                    section=section,
                    line=line,
                    typed=typed,
                    statement=fact.statement,
                    evidence=(EvidenceRef(kind="fact", key=fact.id),),
                )
            )
    return tuple(proposals)


type _Proposed = tuple[str, str, dict[str, str]] | None


def _target(fact: ProposableFact) -> _Proposed:
    if fact.value is None or not fact.horizon or not fact.unit.startswith("% "):
        return None
    quantity = next((code for word, code in _QUANTITIES.items() if fact.unit[2:].lower().startswith(word)), None)
    if quantity is None:
        return None
    kind = "share" if quantity == "renewable_share" else "change"
    typed = {"quantity": quantity, "part": "total", "kind": kind, "value": f"{fact.value:g}", "unit": "pct"}
    return "targets", "", {**typed, "base_year": fact.base_year, "horizon": fact.horizon}


def _adoption(fact: ProposableFact) -> _Proposed:
    statement = fact.statement.fr
    if not _ADOPTED.search(statement) or not _PLAN_WORD.search(statement):
        return None
    date = _date_in(statement)
    return ("steps", "adoption", {"status": "done", "date": date}) if date else None


def _date_in(text: str) -> str:
    """The last whole day that a text names, else its only year; empty when it names neither."""
    if days := _DAY.findall(text):
        day, month, year = days[-1]
        return f"{year}-{MONTHS_FR.index(month) + 1:02}-{int(day):02}"
    years = set(_YEAR.findall(text))
    return years.pop() if len(years) == 1 else ""


def _label(fact: ProposableFact) -> _Proposed:
    statement = fact.statement.fr
    code = next((code for code, pattern in _LABELS.items() if pattern.search(statement)), None)
    return None if code is None else ("labels", "", {"label": code, "from": _date_in(statement)})


_MONEY_FIELDS = {"budget": ("purpose", "amount"), "funding": ("funder", "granted")}
"""For a topic, the field of its section that says what an amount is for, and that of the amount."""


def _money(fact: ProposableFact) -> _Proposed:
    if fact.value is None or fact.unit not in {"€", "M€", "k€"}:
        return None
    text_field, amount = _MONEY_FIELDS[fact.topic]
    year = {"year": fact.period} if fact.period.isdecimal() else {}
    return fact.topic, "", {text_field: fact.statement.fr, amount: f"{fact.value:g} {fact.unit}", **year}


_MAKERS = {"target": _target, "plan": _adoption, "label": _label, "budget": _money, "funding": _money}


def open_proposals(
    proposals: Iterable[ProposedLine],
    *,
    decided: Collection[str],
    lines: Sequence[SectionLine],
    elsewhere: Collection[EvidenceRef] = (),
) -> tuple[ProposedLine, ...]:
    """Return the proposals that still wait: not decided, and not what a line already says on the same evidence.

    A fact that lines of other plans of the territory rest on (`elsewhere`) is not proposed here.
    """
    others = set(elsewhere)
    return tuple(
        proposal
        for proposal in proposals
        if proposal.key not in decided
        and not any(_already_holds(line, proposal) for line in lines)
        and not (proposal.source is ProposalSource.FACT and others & set(proposal.evidence))
    )


def _already_holds(line: SectionLine, proposal: ProposedLine) -> bool:
    """True when a line already holds what is proposed: a fact gives one line, an answer or a filing several."""
    if line.section != proposal.section or not set(line.evidence) & set(proposal.evidence):
        return False
    if proposal.source is ProposalSource.FACT:
        return True
    if proposal.line:
        return line.key == proposal.line
    return all(line.typed.get(code, text) == text for code, text in proposal.typed.items())
