"""The definitions that ship, read once: sections of a plan, dated rules, questions that answers are read from."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from autan.ground.tables.importers.yaml_document import read_yaml_file
from autan.ground.wordings import Sentence, Text
from autan.plans.plans.core.answer_proposals import AnswerRule
from autan.plans.plans.core.deadlines import DelayRule, OpinionRule
from autan.plans.plans.core.plans import PlanKind
from autan.plans.plans.core.sections import FieldKind, Layout, PlanSection, SectionField, UnknownFieldError
from autan.plans.plans.core.steps import StepKind
from autan.plans.plans.core.targets import CarbonBudget

FOLDER = Path(__file__).parent.parent / "definitions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Warming:
    """Reference warming of mainland France at a horizon, in degrees Celsius, with the text that sets it."""

    horizon: int
    degrees: float
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTable:
    """The dated rules that plans are read with, obligations apart."""

    delays: tuple[DelayRule, ...]
    opinions: tuple[OpinionRule, ...]
    budgets: tuple[CarbonBudget, ...]
    energy_code_horizons: tuple[int, ...]
    warming: tuple[Warming, ...]


def reference_text(fields: Mapping[str, Any]) -> Text:
    """The text that states a rule, and plainly what was read of it here: one not read again is to be confirmed."""
    text, read_in = Text(**fields["text"]), fields.get("read_in")
    if read_in is None:
        added: Text = Sentence("À confirmer : le texte officiel n’a pas été relu ici.")
    else:
        added = Text(
            f"Lu dans : {read_in['fr']}. Le reste est à confirmer.",
            f"Read in: {read_in['en']}. The rest is to be confirmed.",
        )
    return Text(f"{text.fr.rstrip('.')}. {added.fr}", f"{text.en.rstrip('.')}. {added.en}")


def read_definition(name: str, folder: Path = FOLDER) -> Any:
    """Return what a file of definitions holds, of this room unless a folder is given."""
    return read_yaml_file(folder / name)


@cache
def plan_sections() -> tuple[PlanSection, ...]:
    """Return the sections of a plan, in order."""
    definition = read_definition("sections.yaml")
    choices = {
        name: {code: Text(**words) for code, words in listed.items()} for name, listed in definition["choices"].items()
    }
    return tuple(_section(fields, choices) for fields in definition["sections"])


def _section(fields: Mapping[str, Any], choices: Mapping[str, Mapping[str, Text]]) -> PlanSection:
    read: dict[str, Any] = {
        **fields,
        "label": Text(**fields["label"]),
        "layout": Layout(fields["layout"]),
        "keys": tuple(fields.get("keys", ())),
        "fields": tuple(_field(field, choices) for field in fields["fields"]),
    }
    return PlanSection(**read)


def _field(fields: Mapping[str, Any], choices: Mapping[str, Mapping[str, Text]]) -> SectionField:
    read: dict[str, Any] = {
        **fields,
        "kind": FieldKind(fields["kind"]),
        "label": Text(**fields["label"]),
        "choices": choices[fields["choices"]] if "choices" in fields else {},
    }
    return SectionField(**read)


def find_section(code: str) -> PlanSection:
    """Return a section."""
    for section in plan_sections():
        if section.code == code:
            return section
    raise UnknownFieldError(code)


@cache
def rule_table() -> RuleTable:
    """Return the dated rules."""
    definition = read_definition("rules.yaml")
    return RuleTable(
        delays=tuple(
            DelayRule(
                code=rule["code"],
                step=StepKind(rule["from"]),
                years=rule["years"],
                kinds=tuple(PlanKind(kind) for kind in rule["plans"]),
                met_by=tuple(PlanKind(kind) for kind in rule.get("met_by", ())),
                since=rule["since"],
                until=rule.get("until"),
                label=Text(**rule["label"]),
                text=reference_text(rule),
            )
            for rule in definition["delays"]
        ),
        opinions=tuple(
            OpinionRule(body=rule["body"], months=rule["months"], since=rule["since"], text=reference_text(rule))
            for rule in definition["opinions"]
        ),
        budgets=tuple(
            CarbonBudget(
                first_year=budget["from"],
                last_year=budget["to"],
                adopted_on=budget["adopted_on"],
                text=reference_text(budget),
            )
            for budget in definition["carbon_budgets"]
        ),
        energy_code_horizons=tuple(definition["energy_code_horizons"]),
        warming=tuple(
            Warming(horizon=warming["horizon"], degrees=warming["degrees"], text=reference_text(warming))
            for warming in definition["warming"]
        ),
    )


@cache
def answer_rules() -> tuple[str, Mapping[str, AnswerRule]]:
    """Return the questionnaire whose answers are read, and the rule of each of its questions."""
    definition = read_definition("answers.yaml")
    rules = (AnswerRule(**{**rule, "required": tuple(rule.get("required", ()))}) for rule in definition["questions"])
    return definition["questionnaire"], {rule.question: rule for rule in rules}
