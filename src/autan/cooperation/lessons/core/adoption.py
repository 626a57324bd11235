"""Adoption of a lesson: steps that the territory that takes it up declares, and what they are counted as."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from autan.ground.descriptions.core.fields import choice, day, long_text, person, text
from autan.ground.errors import DomainError
from autan.ground.texts.core.dates import months_later
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.notation import format_date
from autan.ground.wordings import Sentence

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

    Raises:
        DomainError: it is in the future, before the last one, the same as the last one, kept less than twelve months
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
