"""Projects: a place and an ambition that several actions serve, and their states through time, each with its source."""

from collections.abc import Sequence
from dataclasses import dataclass

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.descriptions.core.fields import calendar_year, choice, rows, text, wording
from autan.ground.lists.core import ListFilter, year_parameter
from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Sentence, Text


class StateKind(Labelled):
    """Where a project, or one part of it, stands; what is intended is never in service."""

    INTENDED = "intended", "envisagé", "intended"
    STUDIED = "studied", "étudié", "studied"
    UNDER_WAY = "under_way", "en cours", "under way"
    IN_SERVICE = "in_service", "en service", "in service"
    CHANGED = "changed", "changé", "changed"
    DROPPED = "dropped", "abandonné", "dropped"


class ProjectTopic(Labelled):
    """What a line of a project is about; the last three are the dimensions of the document of 2014."""

    ORIGIN = "origin", "Origine et occasion saisie", "Origin and opportunity seized"
    PARTNERS = "partners", "Partenaires et cercle d’experts", "Partners and circle of experts"
    STUDIES = "studies", "Études", "Studies"
    PARTICIPATION = "participation", "Participation des habitants", "Participation of inhabitants"
    TECHNIQUES = "techniques", "Techniques et énergie", "Techniques and energy"
    WATER = "water", "Eau", "Water"
    HERITAGE = "heritage", "Patrimoine et culture", "Heritage and culture"
    ECONOMY = "economy", "Économie", "Economy"
    SOCIAL = "social", "Social", "Social"
    WORKSHOP = "workshop", "Ateliers", "Workshops"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectLine:
    """One thing that a source states of a project. `text`: what it says; empty where the facts say it themselves."""

    topic: ProjectTopic
    text: Text
    evidence: tuple[EvidenceRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectState:
    """One state, from a year on.

    Attributes:
        since: year that it is known from; None where no source is dated.
        until: last year of it, where a source says that something else took its place.
    """

    kind: StateKind = choice(Sentence("Où il en est"), StateKind, is_required=True)
    label: Text = wording(Sentence("Ce que c’est"), is_required=True)
    since: int | None = calendar_year(Sentence("Depuis l’année"), maximum=2200)
    until: int | None = calendar_year(Text("Jusqu’en", "Until"), maximum=2200)
    chain: str = text(Text("Suite d’états", "Chain of states"), max_length=40)
    evidence: tuple[EvidenceRef, ...] = rows(Sentence("Ce qui l’établit"), EvidenceRef, is_packed=True)

    def is_current_in(self, year: int) -> bool:
        """Say whether the state is that of a year: known by then, and not yet replaced. An undated one never is.

        >>> ProjectState(kind=StateKind.INTENDED, label=Text("a", "a"), since=2013, until=2015).is_current_in(2016)
        False
        """
        return self.since is not None and self.since <= year and (self.until is None or year <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectHeading:
    """A project. `commune`: INSEE code of the commune that a source names; empty where none does."""

    slug: str
    name: Text = wording(Sentence("Nom du projet"), max_length=200, is_required=True)
    ambition: Text = wording(Sentence("Ambition"), max_length=2_000, lines=3, is_required=True)
    commune: str
    sirens: tuple[str, ...]
    lines: tuple[ProjectLine, ...]
    states: tuple[ProjectState, ...]
    evidence: tuple[EvidenceRef, ...] = rows(Sentence("Ce qui énonce l’ambition"), EvidenceRef, is_packed=True)

    def states_in(self, year: int | None) -> tuple[ProjectState, ...]:
        """Return the states of one year; all of them when no year is given."""
        return self.states if year is None else tuple(state for state in self.states if state.is_current_in(year))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFilter(ListFilter):
    """The year of which the states of projects are shown; all of them when it is None."""

    year: int | None = year_parameter("annee", Sentence("Tels qu’en l’année"), blank=Sentence("toutes"))


def years_of(projects: Sequence[ProjectHeading]) -> tuple[int, ...]:
    """Return the years at which a state of a project begins, in order."""
    return tuple(sorted({state.since for project in projects for state in project.states if state.since}))
