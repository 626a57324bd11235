"""The page of levers: each with four plain levels in local quantities, a free value, and its years."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _

from autan.foresight.engine.core.assumptions import Assumption
from autan.foresight.engine.core.choices import DEFAULT_END, DEFAULT_START, AssumptionChoice, LeverChoice, why_blocked
from autan.foresight.engine.core.lever_levels import LeverPotential
from autan.foresight.engine.core.levers import Effect, Triad
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.scenarios.presenters.lever_facts import lever_facts
from autan.foresight.scenarios.presenters.quantities import level_words, pace_words, quantity_words
from autan.foresight.scenarios.queries.trials import Trial
from autan.ground.texts.core.texts import after
from autan.ground.texts.language import colon, exact_number, number, with_unit, words
from autan.ground.texts.refusals import sentence_words

_PERCENT = 100
_MOST_TOLD = 2
_EVERYWHERE = ("price_", "factor_", "trend_")
"""How the codes of assumptions begin that enter every computation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverView:
    """One lever of the form.

    Attributes:
        levels: quantity and share of each mark under its slider; none where a free value alone says how much.
        stops: quantities of these marks and of nothing before them, apart by spaces, for the script.
        level: where the slider stands, from 0 to the number of levels.
        amount: what is chosen, in words that one can picture; empty for nothing.
    """

    code: str
    label: str
    unit: str
    levels: tuple[tuple[str, str], ...]
    stops: str
    level: str
    amount: str
    typed: str
    start: str
    end: str
    largest: str
    problems: tuple[str, ...]
    formula: str
    caution: str
    facts: tuple[str, ...]
    share_of: str

    @property
    def is_chosen(self) -> bool:
        """True when something is done."""
        return self.level != "0" or bool(self.typed)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverStepView:
    """One step of the triad: the levers of the first minutes, and the others."""

    code: str
    label: str
    first: tuple[LeverView, ...]
    others: tuple[LeverView, ...]

    @property
    def has_other(self) -> bool:
        """True when a folded lever is chosen: the fold is then open."""
        return any(lever.is_chosen for lever in self.others)


def step_views(trial: Trial) -> tuple[LeverStepView, ...]:
    """Lay out every lever that can be used here, by step of the triad."""
    steps = []
    for step in Triad:
        own_steps = [
            potential
            for potential in trial.potentials.values()
            if potential.kind.group.step is step and not potential.blocker
            if not potential.kind.is_retired or potential.kind.code in trial.choices.by_kind
        ]
        views = [("first" in potential.kind.places, lever_view(potential, trial)) for potential in own_steps]
        steps.append(
            LeverStepView(
                code=step.value,
                label=words(step.label).capitalize(),
                first=tuple(view for is_first, view in views if is_first),
                others=tuple(view for is_first, view in views if not is_first),
            )
        )
    return tuple(steps)


def lever_view(potential: LeverPotential, trial: Trial) -> LeverView:
    """Lay out one lever, the choice made of it, and what is wrong with this choice."""
    kind, choice = potential.kind, trial.choices.by_kind.get(potential.kind.code)
    largest = trial.largest_of(potential)
    lever = next((lever for lever in trial.result.scenario.levers if lever.key == kind.code), None)
    level = choice.level if choice is not None else 0.0
    if lever is not None and choice is not None and choice.typed:
        level = round(potential.level_of(lever.quantity), 2)
    return LeverView(
        code=kind.code,
        label=words(kind.label),
        unit=words(kind.unit),
        levels=tuple(
            (level_words(kind, quantity), _share(potential, rank)) for rank, quantity in enumerate(potential.levels)
        ),
        stops=" ".join(f"{quantity:g}" for quantity in (0.0, *potential.levels)),
        level=f"{level:g}",
        amount="" if lever is None else pace_words(kind, lever, trial.place.communes),
        typed=choice.typed if choice is not None else "",
        start=choice.start if choice is not None else str(max(DEFAULT_START, trial.place.year)),
        end=choice.end if choice is not None else str(DEFAULT_END),
        largest="" if largest is None else quantity_words(kind, largest),
        problems=_problems(potential, choice, trial),
        formula=words(kind.formula),
        caution=" ".join(
            filter(None, (_no_ceiling(potential, trial), _idle_members(potential, trial), words(kind.caution)))
        ),
        facts=lever_facts(potential, trial),
        share_of=_share_of(potential),
    )


def _share(potential: LeverPotential, rank: int) -> str:
    """The share that a level makes; none where its quantity is a share already."""
    return (
        "" if words(potential.kind.unit).startswith("%") else with_unit(number(potential.shares[rank] * _PERCENT), "%")
    )


def _share_of(potential: LeverPotential) -> str:
    """Name the quantity that the levels of a lever are a share of."""
    if words(potential.kind.unit).startswith("%"):
        return ""
    is_unbounded = potential.kind.effect is Effect.PRODUCE and potential.largest is None
    return _("% de l’énergie consommée") if is_unbounded else _("% du possible")


def _no_ceiling(potential: LeverPotential, trial: Trial) -> str:
    """Say that what a place could still make is not known, and who can give it."""
    resource = trial.place.computed.pivot(potential.kind.resource)
    if not potential.kind.resource or not np.isnan(resource).any():
        return ""
    if potential.largest is None:
        return _(
            "La ressource locale n’est pas connue ici\u00a0: rien ne plafonne ce levier, à vérifier avant d’en "
            "décider. Le territoire peut la donner, avec sa source, dans l’état de départ."
        )
    return _(
        "La ressource locale n’est pas connue ici\u00a0: seuls ceux qui peuvent prendre cette chaleur plafonnent ce "
        "levier."
    )


def _idle_members(potential: LeverPotential, trial: Trial) -> str:
    """Name the members that do nothing of a lever, because nobody counts what it treats there."""
    if not potential.without:
        return ""
    names = ", ".join(trial.place.names.get(siren, siren) for siren in potential.without)
    return _("Sans ce qui n’est pas compté\u00a0: %(names)s.") % {"names": names}


def _problems(potential: LeverPotential, choice: LeverChoice | None, trial: Trial) -> tuple[str, ...]:
    """List what is wrong with a lever; one line gives the largest quantity where many territories have too little."""
    own = (words(choice.problem),) if choice is not None and choice.problem.fr else ()
    head = f"levers.{potential.kind.code}."
    texts = tuple(
        with_names(sentence_words(fault.problem), trial.place.names)
        for fault in trial.faults
        if fault.place.startswith(head)
    )
    texts = own + tuple(dict.fromkeys(texts))
    largest = trial.largest_of(potential)
    if len(texts) <= _MOST_TOLD or largest is None:
        return texts
    return (
        _("C’est plus qu’il n’y en a ici\u00a0: au plus %(most)s.") % {"most": quantity_words(potential.kind, largest)},
    )


def with_names(problem: str, names: Mapping[str, str]) -> str:
    """The sentence with the names of the territories in the place of their codes."""
    for siren, name in names.items():
        problem = problem.replace(f"à {siren}", after("à", name)).replace(siren, name)
    return problem


def trial_problems(trial: Trial) -> tuple[tuple[str, str], ...]:
    """Identifier on the page of each choice that is refused, and why."""
    refusals = []
    for code, potential in trial.potentials.items():
        problems = _problems(potential, trial.choices.by_kind.get(code), trial)
        if problems:
            refusals.append((f"lever-{code}", " ".join(problems)))
    refusals += [
        ("assumption-new" if assumption.is_new else f"assumption-{assumption.code}", words(assumption.problem))
        for assumption in trial.assumptions
        if assumption.problem.fr
    ]
    refusals += [
        (fault.place, sentence_words(fault.problem)) for fault in trial.faults if not fault.place.startswith("levers.")
    ]
    return tuple(refusals)


def absent_levers(trial: Trial) -> tuple[str, ...]:
    """Levers that were asked for where the page has none of them: their name, and why; names of no lever."""
    return tuple(sentence_words(fault.problem) for fault in trial.faults if fault.place == "levers") + tuple(
        f"{words(potential.kind.label)}{colon()} {words(why_blocked(potential))}"
        for code, potential in trial.potentials.items()
        if potential.blocker and code in trial.choices.by_kind
    )


def assumption_views(trial: Trial) -> list[tuple[AssumptionChoice, str, str, str]]:
    """Each own value that was typed, its name, its bounds, and what is wrong with it."""
    pairs = [(choice, shipped_assumptions().by_code.get(choice.code)) for choice in trial.assumptions]
    return [
        (choice, words(shipped.label), _bounds(shipped), words(choice.problem))
        for choice, shipped in pairs
        if shipped is not None
    ]


def assumption_choices(trial: Trial) -> list[tuple[str, str]]:
    """Code and words of each assumption that changes what is computed here, those changed already left out."""
    read = {code for potential in trial.potentials.values() if not potential.blocker for code in potential.kind.codes}
    changed = {assumption.code for assumption in trial.assumptions}
    offered = (
        assumption
        for assumption in shipped_assumptions()
        if assumption.code not in changed and assumption.low < assumption.high
    )
    return [
        (assumption.code, f"{words(assumption.label)} ({_bounds(assumption)})")
        for assumption in offered
        if assumption.code in read or assumption.code.startswith(_EVERYWHERE)
    ]


def _bounds(assumption: Assumption) -> str:
    unit = "" if assumption.unit == "ratio" else f"\u00a0{assumption.unit}"
    low, central, high = (exact_number(value) for value in (assumption.low, assumption.central, assumption.high))
    fields = {"central": central, "low": low, "high": high, "unit": unit}
    return _("%(central)s, de %(low)s à %(high)s%(unit)s") % fields
