"""The dated rules and the competences that ship, read once; a rule joined to what was read of its text."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from autan.ground.errors import Fault, ImportFileError
from autan.ground.wordings import Sentence, Text
from autan.plans.estate.core.assets import AssetKind
from autan.plans.obligations.core.competences import Competence, CompetenceLever
from autan.plans.obligations.core.reading import EPCI_KINDS
from autan.plans.obligations.core.rules import (
    AssetCriterion,
    BoundAsset,
    Branch,
    Carrier,
    FormerWording,
    ObligationRule,
    ReadingCertainty,
    RuleCondition,
    RuleNature,
    RuleText,
    RuleTheme,
)
from autan.plans.plans.importers.definitions import read_definition

FOLDER = Path(__file__).parent.parent / "definitions"
_RULES, _TEXTS = "obligations.yaml", "texts.csv"
_KINDS = {"epci": EPCI_KINDS, "commune": frozenset({"COMMUNE"})}
_POPULATIONS = frozenset({"municipal", "total", "not_stated"})
_THRESHOLDS = ("above", "at_least", "disputed_above", "commune_above")


@cache
def obligation_rules() -> tuple[ObligationRule, ...]:
    """Return every dated rule, those that no longer stand among them."""
    return read_rules(FOLDER)


@cache
def _by_code() -> dict[str, ObligationRule]:
    return {rule.code: rule for rule in obligation_rules()}


def find_obligation(code: str) -> ObligationRule | None:
    """Return a rule by its code; None when there is none."""
    return _by_code().get(code)


@cache
def rule_conditions() -> dict[str, RuleCondition]:
    """Return what rules ask besides, by code, with the words of what is not known of it."""
    return {
        code: RuleCondition(
            code=code, unknown=Text(fields["fr"], fields["en"]), leaves=fields.get("leaves", "not_known")
        )
        for code, fields in read_definition(_RULES, FOLDER)["conditions"].items()
    }


def read_rules(folder: Path) -> tuple[ObligationRule, ...]:
    """Read the rules of a folder, in the order of their texts."""
    definition = read_definition(_RULES, folder)
    criteria, conditions = definition["obligations"], definition["conditions"]
    with (folder / _TEXTS).open(encoding="utf-8", newline="") as file:
        texts = {row["code"]: row for row in csv.DictReader(file)}
    faults = list(_text_faults(texts, criteria))
    for code, fields in criteria.items():
        faults += _faults(code, fields, conditions, criteria)
    if faults:
        raise ImportFileError(_RULES, faults)
    return tuple(_rule(code, row, criteria[code]) for code, row in texts.items())


def _text_faults(texts: Mapping[str, Mapping[str, str]], criteria: Mapping[str, Any]) -> Iterator[Fault]:
    for code in sorted({*texts} ^ {*criteria}):
        yield Fault(column=code, value=code, expected="une ligne dans chacun des deux fichiers")
    for code, row in texts.items():
        if not row["source"].strip():
            expected = "la source du texte\u00a0: une règle sans source n’est pas montrée"
            yield Fault(column=f"{code}.source", value="", expected=expected)
        if row["certainty"] not in set(ReadingCertainty):
            yield Fault(column=f"{code}.certainty", value=row["certainty"], expected=", ".join(ReadingCertainty))


def _faults(
    code: str, fields: Mapping[str, Any], conditions: Mapping[str, Any], rules: Mapping[str, Any]
) -> Iterator[Fault]:
    branches = fields.get("binds", ())
    has_threshold = any(name in branch for branch in branches for name in _THRESHOLDS)
    population = fields.get("population", "")
    if has_threshold and population not in _POPULATIONS:
        expected = "la population que le seuil compte\u00a0: municipal, total ou not_stated"
        yield Fault(column=f"{code}.population", value=str(population), expected=expected)
    first, last = fields.get("from"), fields.get("to")
    if first and last and last < first:
        later = Sentence("un jour d’après {first}", first=str(first))
        yield Fault(column=f"{code}.to", value=str(last), expected=later)
    for one, other in combinations([branch for branch in branches if "from" in branch or "to" in branch], 2):
        if _overlap(one, other) and set(one["kinds"]) & set(other["kinds"]):
            value = f"{_period(one)} et {_period(other)}"
            yield Fault(column=f"{code}.binds", value=value, expected="des périodes qui ne se recouvrent pas")
    condition_codes = {branch["condition"] for branch in branches if "condition" in branch}
    for condition in sorted(condition_codes - set(conditions)):
        yield Fault(column=f"{code}.condition", value=condition, expected="une condition de la liste")
    if fields.get("dispensed_by", code) not in rules:
        yield Fault(column=f"{code}.dispensed_by", value=fields["dispensed_by"], expected="le code d’une règle")


def _overlap(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    first: date = max(one.get("from", date.min), other.get("from", date.min))
    last: date = min(one.get("to", date.max), other.get("to", date.max))
    return first <= last


def _period(branch: Mapping[str, Any]) -> str:
    return f"{branch.get('from', '…')} – {branch.get('to', '…')}"


def _rule(code: str, row: Mapping[str, str], fields: Mapping[str, Any]) -> ObligationRule:
    read = RuleText(
        **{name: row[name] for name in RuleText.__dataclass_fields__ if name != "certainty"},
        certainty=ReadingCertainty(row["certainty"]),
    )
    rule = ObligationRule(
        code=code,
        theme=RuleTheme(row["theme"]),
        nature=RuleNature(row["nature"]),
        label=Text(row["title"], fields["en"]),
        text=_reference(read),
        read=read,
        **_criteria(fields),
    )
    return replace(rule, former=_former(rule, fields.get("former", ())))


_NAMES = {
    "plan": "plan",
    "from": "valid_from",
    "to": "valid_to",
    "population": "population",
    "due": "due",
    "due_until": "due_until",
    "read_when_due": "is_read_when_due",
    "after": "after",
    "years": "years_after",
    "every": "every_years",
    "yearly": "yearly_on",
    "collective": "is_collective",
    "dispensed_by": "dispensed_by",
    "news_on": "news_on",
}
"""Fields taken as they are written."""


def _criteria(fields: Mapping[str, Any]) -> dict[str, Any]:
    values = {name: fields[written] for written, name in _NAMES.items() if written in fields}
    if "binds" in fields:
        values["branches"] = tuple(_branch(branch) for branch in fields["binds"])
    if "carriers" in fields:
        values["carriers"] = tuple(Carrier(carrier) for carrier in fields["carriers"])
    if "good" in fields:
        values["asset"] = BoundAsset(fields["good"])
    if "bears_on" in fields:
        bears_on = fields["bears_on"]
        kind, aims = AssetKind(bears_on["kind"]) if "kind" in bears_on else None, bears_on.get("aims", ())
        values["bears_on"] = AssetCriterion(**{**bears_on, "kind": kind, "aims": tuple(map(tuple, aims))})
    if "met_by" in fields:
        values["met_by"] = tuple(fields["met_by"])
    return values


def _branch(fields: Mapping[str, Any]) -> Branch:
    names = {"from": "valid_from", "to": "valid_to"}
    values = {names.get(name, name): value for name, value in fields.items() if name not in {"kinds", "at_least"}}
    if "at_least" in fields:
        values["above"] = fields["at_least"] - 1
    return Branch(kinds=_kinds(fields["kinds"]), **values)


def _kinds(written: Sequence[str]) -> frozenset[str]:
    return frozenset().union(*(_KINDS.get(kind, frozenset({kind})) for kind in written))


def _former(rule: ObligationRule, wordings: Iterable[Mapping[str, Any]]) -> tuple[FormerWording, ...]:
    return tuple(
        FormerWording(changed=Text(**fields["changed"]), rule=replace(rule, **_criteria(fields))) for fields in wordings
    )


def _reference(read: RuleText) -> Text:
    """The reference of a rule with its words, and plainly how far it was read: none was read again in force."""
    french = f"{read.reference} : « {read.quotation} »" if read.reference else f"« {read.quotation} »"
    version, certainty = read.version, read.certainty.label
    return Sentence(
        "{french} (version : {version} ; {certainty}). À confirmer sur Légifrance.",
        french=french,
        version=version,
        certainty=certainty,
    )


@cache
def plan_competences() -> tuple[Competence, ...]:
    """Return the competences that matter for energy."""
    return tuple(
        Competence(
            code=fields["code"],
            label=Text(**fields["label"]),
            lever=CompetenceLever(fields["lever"]),
            national_codes=tuple(fields["national"]),
        )
        for fields in read_definition("competences.yaml", FOLDER)["competences"]
    )


@cache
def competence_source() -> Text:
    """Return where the list of competences comes from, and of when."""
    return Text(**read_definition("competences.yaml", FOLDER)["source"])
