"""The definitions that ship, read once: who is bound to what, and the competences that matter for energy."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from autan.ground.texts.core.texts import Text
from autan.plans.obligations.core.competences import Competence, CompetenceLever
from autan.plans.obligations.core.obligations import ObligationRule
from autan.plans.plans.importers.definitions import read_definition, reference_text

FOLDER = Path(__file__).parent / "definitions"


@cache
def obligation_rules() -> tuple[ObligationRule, ...]:
    """Return every dated rule, those that no longer stand among them."""
    return tuple(_obligation(fields) for fields in read_definition("obligations.yaml", FOLDER)["obligations"])


def _obligation(fields: Mapping[str, Any]) -> ObligationRule:
    values = {name: value for name, value in fields.items() if name != "read_in"}
    return ObligationRule(
        **{
            **values,
            "label": Text(**fields["label"]),
            "text": reference_text(fields),
            "valid_to": fields.get("valid_to"),
        }
    )


def find_obligation(code: str) -> ObligationRule | None:
    """Return a rule by its code; None when there is none."""
    return next((rule for rule in obligation_rules() if rule.code == code), None)


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
