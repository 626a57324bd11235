"""The only writer of what an action sheet does in units of levers."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from autan.foresight.engine.core.levers import Basis, Diffusion
from autan.foresight.engine.importers.levers import shipped_library
from autan.foresight.scenarios.actions.own_quantities import FIRST_YEAR, LAST_YEAR
from autan.foresight.scenarios.models import ActionLever
from autan.ground.errors import DomainError
from autan.ground.wordings import Sentence
from autan.people.journal.actions import Actor, acting
from autan.people.journal.core import ObjectRef
from autan.plans.projects.actions.sheets import network_of
from autan.plans.projects.models import ActionSheet

REFUSAL = "seules les personnes qui écrivent cette fiche-action disent ce qu’elle fait"
_ALL = 100.0


class InvalidActionLeverError(DomainError):
    """The levers of an action cannot be kept."""

    def __init__(self, kind: str, problem: str) -> None:
        self.kind = kind
        self.problem = problem
        super().__init__("{kind}\u00a0: {problem}", kind=kind, problem=problem)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionLeverInput:
    """What an action does, in units of a lever.

    Attributes:
        quantity: in its unit, once the action is complete.
        source: where the quantity comes from: the sheet, a deliberation, a study.
    """

    kind: str
    quantity: float
    start: int
    end: int
    diffusion: Diffusion = Diffusion.LINEAR
    source: str = ""


def set_action_levers(
    *, by: Actor | None, sheet: ActionSheet, lever_inputs: Sequence[ActionLeverInput]
) -> list[ActionLever]:
    """Say what an action does, in the place of what was said before."""
    with acting(by=by, act="set_action_levers", permission="projects.write_action", on=sheet, refusal=REFUSAL) as act:
        if len({lever_input.kind for lever_input in lever_inputs}) < len(lever_inputs):
            raise InvalidActionLeverError(lever_inputs[-1].kind, "un levier se donne une seule fois par fiche")
        for lever_input in lever_inputs:
            _check(lever_input)
        ActionLever.objects.filter(sheet=sheet).delete()
        records = ActionLever.objects.bulk_create(
            ActionLever(
                sheet=sheet,
                kind=lever_input.kind,
                quantity=lever_input.quantity,
                start=lever_input.start,
                end=lever_input.end,
                diffusion=lever_input.diffusion.value,
                source=lever_input.source.strip(),
            )
            for lever_input in lever_inputs
        )
        act.record(
            ObjectRef("foresight", "action_levers", sheet.slug),
            summary=f"Leviers de la fiche « {sheet.title} » : {len(records)}",
            network=network_of(sheet),
        )
    return records


def _check(lever_input: ActionLeverInput) -> None:
    kind = shipped_library().get(lever_input.kind)
    if kind is None:
        raise InvalidActionLeverError(lever_input.kind, "aucun levier de ce nom dans la bibliothèque")
    if not isfinite(lever_input.quantity) or lever_input.quantity < 0:
        raise InvalidActionLeverError(lever_input.kind, "une quantité positive ou nulle est attendue")
    if kind.basis is Basis.SHARE and lever_input.quantity > _ALL:
        raise InvalidActionLeverError(lever_input.kind, "100 % au plus")
    if not (FIRST_YEAR <= lever_input.start <= LAST_YEAR and FIRST_YEAR <= lever_input.end <= LAST_YEAR):
        raise InvalidActionLeverError(
            lever_input.kind,
            Sentence(
                "des années de {first_year} à {last_year} sont attendues", first_year=FIRST_YEAR, last_year=LAST_YEAR
            ),
        )
    if lever_input.end <= lever_input.start:
        raise InvalidActionLeverError(lever_input.kind, "la fin vient après le début")
    if lever_input.diffusion is Diffusion.BY_LIST:
        raise InvalidActionLeverError(lever_input.kind, "une fiche donne un total et deux années, non une liste")
