"""The only writer of what an action sheet does in units of levers."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from autan.foresight.engine.core.levers import Basis, Diffusion
from autan.foresight.engine.importers.levers import shipped_library
from autan.foresight.scenarios.models import ActionLever
from autan.ground.errors import DomainError, Sentence
from autan.people.journal.actions import Actor, acting
from autan.people.journal.core import ObjectRef
from autan.plans.projects.actions.sheets import network_of
from autan.plans.projects.models import ActionSheet

REFUSAL = "seules les personnes qui écrivent cette fiche-action disent ce qu’elle fait"
_ALL = 100.0
FIRST_YEAR, LAST_YEAR = 1990, 2100


class InvalidActionLeverError(DomainError):
    """What an action does cannot be kept."""

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


def set_action_levers(*, by: Actor | None, sheet: ActionSheet, given: Sequence[ActionLeverInput]) -> list[ActionLever]:
    """Say what an action does, in the place of what was said before.

    Raises:
        NotAllowedError: `by` does not write the sheet.
        InvalidActionLeverError: an unknown lever, one given twice, a negative quantity, an end before the start.
    """
    with acting(by=by, act="set_action_levers", permission="projects.write_action", on=sheet, refusal=REFUSAL) as act:
        if len({each.kind for each in given}) < len(given):
            raise InvalidActionLeverError(given[-1].kind, "un levier se donne une seule fois par fiche")
        for each in given:
            _check(each)
        ActionLever.objects.filter(sheet=sheet).delete()
        kept = ActionLever.objects.bulk_create(
            ActionLever(
                sheet=sheet,
                kind=each.kind,
                quantity=each.quantity,
                start=each.start,
                end=each.end,
                diffusion=each.diffusion.value,
                source=each.source.strip(),
            )
            for each in given
        )
        act.record(
            ObjectRef("foresight", "action_levers", sheet.slug),
            summary=f"Leviers de la fiche « {sheet.title} » : {len(kept)}",
            network=network_of(sheet),
        )
    return kept


def _check(each: ActionLeverInput) -> None:
    kind = shipped_library().get(each.kind)
    if kind is None:
        raise InvalidActionLeverError(each.kind, "aucun levier de ce nom dans la bibliothèque")
    if not isfinite(each.quantity) or each.quantity < 0:
        raise InvalidActionLeverError(each.kind, "une quantité positive ou nulle est attendue")
    if kind.basis is Basis.SHARE and each.quantity > _ALL:
        raise InvalidActionLeverError(each.kind, "100 % au plus")
    if not (FIRST_YEAR <= each.start <= LAST_YEAR and FIRST_YEAR <= each.end <= LAST_YEAR):
        raise InvalidActionLeverError(
            each.kind,
            Sentence(
                "des années de {first_year} à {last_year} sont attendues", first_year=FIRST_YEAR, last_year=LAST_YEAR
            ),
        )
    if each.end <= each.start:
        raise InvalidActionLeverError(each.kind, "la fin vient après le début")
    if each.diffusion is Diffusion.BY_LIST:
        raise InvalidActionLeverError(each.kind, "une fiche donne un total et deux années, non une liste")
