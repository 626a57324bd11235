"""The definitions that ship, read once: sections of a plan, rules, competences."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from autan.evidence.core.texts import Text
from autan.intake.importers.yaml_document import read_document
from autan.plans.core.answer_proposals import AnswerRule
from autan.plans.core.competences import Competence, Lever
from autan.plans.core.deadlines import DelayRule, OpinionRule
from autan.plans.core.obligations import ObligationRule
from autan.plans.core.plans import PlanKind
from autan.plans.core.sections import FieldKind, Layout, Section, SectionField, UnknownFieldError
from autan.plans.core.steps import StepKind
from autan.plans.core.targets import CarbonBudget

FOLDER = Path(__file__).parent.parent / "definitions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Warming:
    """Reference warming of mainland France at a horizon, in degrees Celsius, with the text that sets it."""

    horizon: int
    degrees: float
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTable:
    """Every dated rule that plans are read with."""

    obligations: tuple[ObligationRule, ...]
    delays: tuple[DelayRule, ...]
    opinions: tuple[OpinionRule, ...]
    budgets: tuple[CarbonBudget, ...]
    energy_code_horizons: tuple[int, ...]
    warming: tuple[Warming, ...]

    def obligation(self, code: str) -> ObligationRule | None:
        """Return a rule by its code; None when there is none."""
        return next((rule for rule in self.obligations if rule.code == code), None)


def _reference(held: Mapping[str, Any]) -> Text:
    """The text that states a rule, and plainly what was read of it here: one not read again is to be confirmed."""
    text, read_in = Text(**held["text"]), held.get("read_in")
    if read_in is None:
        added = Text(
            "À confirmer : le texte officiel n’a pas été relu ici.",
            "To be confirmed: not read here in the official text.",
        )
    else:
        added = Text(
            f"Lu dans : {read_in['fr']}. Le reste est à confirmer.",
            f"Read in: {read_in['en']}. The rest is to be confirmed.",
        )
    return Text(f"{text.fr.rstrip('.')}. {added.fr}", f"{text.en.rstrip('.')}. {added.en}")


def _read(name: str) -> Any:
    return read_document((FOLDER / name).read_text(encoding="utf-8"), name).value


@cache
def plan_sections() -> tuple[Section, ...]:
    """Return the sections of a plan, in order."""
    held = _read("sections.yaml")
    choices = {
        name: {code: Text(**words) for code, words in listed.items()} for name, listed in held["choices"].items()
    }
    return tuple(_section(each, choices) for each in held["sections"])


def _section(held: Mapping[str, Any], choices: Mapping[str, Mapping[str, Text]]) -> Section:
    return Section(
        code=held["code"],
        label=Text(**held["label"]),
        layout=Layout(held["layout"]),
        keys=tuple(held.get("keys", ())),
        wanted=held.get("wanted", 1),
        fields=tuple(
            SectionField(
                code=each["code"],
                kind=FieldKind(each["kind"]),
                label=Text(**each["label"]),
                choices=choices[each["choices"]] if "choices" in each else {},
                is_required=each.get("is_required", False),
                is_private=each.get("is_private", False),
                is_prose=each.get("is_prose", False),
            )
            for each in held["fields"]
        ),
    )


def find_section(code: str) -> Section:
    """Return a section.

    Raises:
        UnknownFieldError: there is none of this code.
    """
    for section in plan_sections():
        if section.code == code:
            return section
    raise UnknownFieldError(code)


@cache
def rule_table() -> RuleTable:
    """Return the dated rules."""
    held = _read("rules.yaml")
    return RuleTable(
        obligations=tuple(_obligation(each) for each in held["obligations"]),
        delays=tuple(_delay(each) for each in held["delays"]),
        opinions=tuple(
            OpinionRule(body=each["body"], months=each["months"], since=each["since"], text=_reference(each))
            for each in held["opinions"]
        ),
        budgets=tuple(
            CarbonBudget(
                first_year=each["from"],
                last_year=each["to"],
                adopted_on=each["adopted_on"],
                text=_reference(each),
            )
            for each in held["carbon_budgets"]
        ),
        energy_code_horizons=tuple(held["energy_code_horizons"]),
        warming=tuple(
            Warming(horizon=each["horizon"], degrees=each["degrees"], text=_reference(each)) for each in held["warming"]
        ),
    )


def _obligation(held: Mapping[str, Any]) -> ObligationRule:
    told = {name: value for name, value in held.items() if name != "read_in"}
    return ObligationRule(
        **{**told, "label": Text(**held["label"]), "text": _reference(held), "valid_to": held.get("valid_to")}
    )


def _delay(held: Mapping[str, Any]) -> DelayRule:
    return DelayRule(
        code=held["code"],
        step=StepKind(held["from"]),
        years=held["years"],
        kinds=tuple(PlanKind(kind) for kind in held["plans"]),
        since=held["since"],
        until=held.get("until"),
        label=Text(**held["label"]),
        text=_reference(held),
    )


@cache
def plan_competences() -> tuple[Competence, ...]:
    """Return the competences that matter for energy."""
    return tuple(
        Competence(
            code=each["code"],
            label=Text(**each["label"]),
            lever=Lever(each["lever"]),
            national_codes=tuple(each["national"]),
        )
        for each in _read("competences.yaml")["competences"]
    )


@cache
def answer_rules() -> tuple[str, Mapping[str, AnswerRule]]:
    """Return the questionnaire whose answers are read, and the rule of each of its questions."""
    held = _read("answers.yaml")
    rules = (
        AnswerRule(
            question=each["question"],
            section=each["section"],
            line=each.get("line", ""),
            only=each.get("only", ""),
            given=each.get("with", {}),
            taken=each.get("from", {}),
            lines=each.get("lines", {}),
            codes=each.get("codes", {}),
            basis=each.get("basis", ""),
            required=tuple(each.get("required", ())),
        )
        for each in held["questions"]
    )
    return held["questionnaire"], {rule.question: rule for rule in rules}


@cache
def competence_source() -> Text:
    """Return where the list of competences comes from, and of when."""
    return Text(**_read("competences.yaml")["source"])
