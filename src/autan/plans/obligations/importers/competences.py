"""The competences that matter for energy, read once."""

from functools import cache
from pathlib import Path

from autan.ground.wordings import Text
from autan.plans.obligations.core.competences import Competence, CompetenceLever
from autan.plans.plans.importers.definitions import read_definition

FOLDER = Path(__file__).parent.parent / "definitions"


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
