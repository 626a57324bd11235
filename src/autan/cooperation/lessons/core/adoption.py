"""Adoption of a lesson: steps that the territory that takes it up declares, and what a network counts of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from autan.cooperation.lessons.core.figures import ADOPTION_KIND, LessonAddress
from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState, state_of_count
from autan.evidence.figures.core.units import get_unit
from autan.ground.descriptions.core.fields import choice, day, long_text, person, text
from autan.ground.errors import DomainError
from autan.ground.texts.core.dates import months_later
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.notation import format_date
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence, Text

KEPT_AFTER_MONTHS = 12
"""Months between the adoption and the day from which it can be said to be kept."""


class AdoptionStage(Labelled):
    """How far a territory has gone with a lesson of another."""

    HEARD = "heard", "entendu par une personne", "heard by a person"
    BROUGHT_HOME = "brought_home", "rapporté dans la collectivité", "brought home"
    TRIED = "tried", "essayé", "tried"
    ADAPTED = "adapted", "adapté", "adapted"
    ADOPTED = "adopted", "adopté", "adopted"
    KEPT = "kept", "gardé après douze mois", "kept after twelve months"
    DROPPED = "dropped", "abandonné", "dropped"

    @property
    def is_taken_up(self) -> bool:
        """True for what counts as taken up: tried, or beyond."""
        return self in {AdoptionStage.TRIED, AdoptionStage.ADAPTED, AdoptionStage.ADOPTED, AdoptionStage.KEPT}


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionStep:
    """One step declared by the territory that takes a lesson up; `person` is empty once she asked to be forgotten."""

    stage: AdoptionStage = choice(Sentence("Où elle en est"), AdoptionStage, is_required=True)
    on: date = day(Sentence("Depuis le"), is_required=True)
    adapted: str = long_text(Sentence("Adapté comment"), lines=2)
    result: str = long_text(Sentence("Avec quel résultat"), lines=2)
    evidence: str = text(Sentence("Ce qui le montre"), max_length=2000)
    person: str = person(
        Sentence("Personne qui l’a entendu ou le porte"),
        help=Sentence("Facultatif\u202f; lu par les seules personnes du réseau."),
    )


def check_step(adoption_steps: Sequence[AdoptionStep], step: AdoptionStep, *, today: date) -> None:
    """Refuse a step that cannot follow those that are held.

    Raises DomainError: it is in the future, before the last one, the same as the last one, kept less than twelve months
    after the adoption, or nothing was there to drop.
    """
    if step.on > today:
        raise DomainError("cette date n’est pas encore venue")
    if adoption_steps and step.on < adoption_steps[-1].on:
        message = "une étape ne précède pas la dernière, du {on}"
        raise DomainError(message, on=format_date(adoption_steps[-1].on, language="fr"))
    if adoption_steps and adoption_steps[-1].stage is step.stage:
        message = "cette reprise est déjà dite\u00a0: {label}"
        raise DomainError(message, label=step.stage.label)
    if step.stage is AdoptionStage.DROPPED and not adoption_steps:
        raise DomainError("rien n’a été repris, rien n’est abandonné")
    adopted = [adoption_step.on for adoption_step in adoption_steps if adoption_step.stage is AdoptionStage.ADOPTED]
    is_long_adopted = bool(adopted) and months_later(adopted[-1], KEPT_AFTER_MONTHS) <= step.on
    if step.stage is AdoptionStage.KEPT and not is_long_adopted:
        raise DomainError("«\u202fgardé après douze mois\u202f» se dit douze mois au moins après «\u202fadopté\u202f»")


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionRecord:
    """What one territory did with one lesson; `host` is the SIREN of the territory that it comes from."""

    lesson: str
    title: str
    host: str
    siren: str
    is_from_workshop: bool
    steps: tuple[AdoptionStep, ...]
    is_invented: bool = False

    @property
    def key(self) -> str:
        """Key of the adoption as a piece of evidence."""
        return f"{self.lesson}/{self.siren}"

    @property
    def stage(self) -> AdoptionStage:
        """Return the stage that the adoption has reached today."""
        return self.steps[-1].stage

    @property
    def was_taken_up(self) -> bool:
        """True when it was tried at least, whatever became of it."""
        return any(step.stage.is_taken_up for step in self.steps)

    def reached(self, stage: AdoptionStage) -> bool:
        """Say whether a stage was declared."""
        return any(step.stage is stage for step in self.steps)


FROM_WORKSHOP = "workshop"
TAKEN_UP = Sentence(
    "A repris : a essayé, adapté ou adopté un savoir-faire d’un autre territoire, et l’a "
    "déclaré. Avoir entendu ou rapporté ne suffit pas ; ce qui a été abandonné depuis reste "
    "compté, et se dit à part."
)
"""Definition of « taken up », shown beside each count."""
DENOMINATOR = Sentence(
    "Rapporté à tous les membres d’aujourd’hui. Qui n’a rien déclaré n’est pas compté : il a pu reprendre sans dire."
)
_MADE_UP = Sentence("Reprises inventées, pour essayer.")
_MEMBERS = Sentence("collectivités qui ont déclaré")
_COUNT_MEMBERS = Method(name="count_taken_up", formula=Sentence.joined(" ", (TAKEN_UP, DENOMINATOR)))
_COUNT_ADOPTIONS = Method(
    name="count_adoptions", formula=Sentence("reprises déclarées, une par savoir-faire et par collectivité")
)

type Condition = Callable[[AdoptionRecord], bool]
_COUNTS: Mapping[tuple[str, str], tuple[Condition, Text]] = {
    ("taken_up", ""): (lambda record: record.was_taken_up, Sentence("Membres qui ont repris un savoir-faire")),
    ("taken_up", FROM_WORKSHOP): (
        lambda record: record.was_taken_up and record.is_from_workshop,
        Sentence("Membres qui ont repris un savoir-faire issu d’un atelier"),
    ),
    ("kept", ""): (
        lambda record: record.reached(AdoptionStage.KEPT),
        Sentence("Membres qui gardent un savoir-faire repris depuis douze mois au moins"),
    ),
    ("dropped", ""): (lambda record: record.stage is AdoptionStage.DROPPED, Sentence("Reprises abandonnées")),
}
"""What an address counts among adoptions, and in which words."""


def _count_of(lesson_address: LessonAddress) -> tuple[Condition, Text] | None:
    """What an address counts, of one lesson or of all; None when it counts no adoption."""
    lesson = lesson_address.detail
    if lesson_address.what == "followers" and lesson:
        label = Sentence("Membres qui ont repris ce savoir-faire")
        return lambda record: record.was_taken_up and record.lesson == lesson, label
    return _COUNTS.get((lesson_address.what, lesson))


def count_taken_up(
    lesson_address: LessonAddress, sirens: Sequence[str], records: Sequence[AdoptionRecord], *, host: str = ""
) -> Figure | None:
    """Count the members of which one adoption at least meets a condition, each member once, out of all of them.

    Of one lesson, its host is left out. Returns a Figure in authorities: a lower bound unless every member declared
    something, missing when none did; None when the address counts nothing.
    """
    count = _count_of(lesson_address)
    if count is None:
        return None
    is_counted, label = count
    members = [siren for siren in sirens if siren != host]
    received = [record for record in records if record.siren in members and record.siren != record.host]
    counted = [record for record in received if is_counted(record)]
    following = {record.siren for record in counted}
    declared = {record.siren for record in received}
    return Figure(
        id=str(lesson_address),
        label=label,
        value=len(following) if declared else None,
        unit=get_unit("territories"),
        period=Period.undated(),
        territories=tuple(members),
        known=len(declared),
        total=len(members),
        part=_MEMBERS,
        state=state_of_count(len(declared), len(members)),
        boundary=f"members_{lesson_address.what}",
        method=_COUNT_MEMBERS,
        **_grounds(counted, received),
    )


def count_adoptions(
    lesson_address: LessonAddress, sirens: Sequence[str], records: Sequence[AdoptionRecord]
) -> Figure | None:
    """Count the adoptions that meet a condition; missing when none was declared."""
    count = _count_of(lesson_address)
    if count is None:
        return None
    is_counted, label = count
    counted = [record for record in records if is_counted(record)]
    return Figure(
        id=str(lesson_address),
        label=label,
        value=len(counted) if records else None,
        unit=get_unit("count"),
        period=Period.undated(),
        territories=tuple(sirens),
        known=len(records),
        total=max(len(records), 1),
        part=Sentence("reprises déclarées"),
        state=ValueState.LOWER_BOUND if records else ValueState.MISSING,
        boundary=f"adoptions_{lesson_address.what}",
        method=_COUNT_ADOPTIONS,
        **_grounds(counted, records),
    )


def _grounds(counted: Sequence[AdoptionRecord], adoption_records: Sequence[AdoptionRecord]) -> dict[str, Any]:
    """Evidence and note of a count: what was counted, or else what was read."""
    return {
        "evidence": tuple(EvidenceRef(kind=ADOPTION_KIND, key=record.key) for record in counted or adoption_records),
        "note": _MADE_UP if any(record.is_invented for record in adoption_records) else None,
    }
