"""Facts as somebody states them, before they are kept: from which source, at which place, on a line found again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from autan.evidence.figures.core.deadlines import Days
from autan.evidence.figures.core.sources import Source
from autan.ground.lists.core import ListFilter, choice_parameter, text_parameter
from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Sentence, Text


class Topic(Labelled):
    """Subject of a fact, in the order in which a reader meets them."""

    NETWORK = "network", "Réseau et périmètre", "Network and perimeter"
    GOVERNANCE = "governance", "Gouvernance", "Governance"
    STAFF = "staff", "Moyens humains et bureaux d’études", "Staff and consultancies"
    PARTNER = "partner", "Partenaires", "Partners"
    PARTICIPATION = "participation", "Participation des habitants", "Participation of residents"
    PLAN = "plan", "Plans et programmes", "Plans and programmes"
    TARGET = "target", "Objectifs", "Targets"
    ORIENTATION = "orientation", "Orientations", "Orientations"
    BUDGET = "budget", "Budgets", "Budgets"
    FUNDING = "funding", "Financements", "Funding"
    DATA = "data", "Données et diagnostics", "Data and diagnoses"
    INDICATOR = "indicator", "Indicateurs", "Indicators"
    EVALUATION = "evaluation", "Évaluation", "Evaluation"
    ADAPTATION = "adaptation", "Adaptation au changement climatique", "Adaptation to climate change"
    ACTION = "action", "Actions", "Actions"
    BUILDING = "building", "Bâtiment et habitat", "Buildings and housing"
    RENEWABLE = "renewable", "Énergies renouvelables et réseaux de chaleur", "Renewable energy and heat networks"
    MOBILITY = "mobility", "Mobilités", "Mobility"
    INNOVATION = "innovation", "Innovation", "Innovation"
    LABEL = "label", "Labels et certifications", "Labels and certifications"
    WORKSHOP = "workshop", "Ateliers", "Workshops"
    LESSON = "lesson", "Savoir-faire transférables", "Transferable lessons"
    SUCCESS_FACTOR = "success_factor", "Facteurs de réussite", "Success factors"
    OBSTACLE = "obstacle", "Difficultés", "Obstacles"


class Confidence(Labelled):
    """Who states a fact."""

    AUTHORITY = "authority", "la collectivité ou un autre organisme public", "the authority or another public body"
    NETWORK_STUDY = "network_study", "la synthèse du réseau (2014)", "the network’s synthesis (2014)"
    PRESS = "press", "la presse", "the press"
    THIRD_PARTY = "third_party", "un tiers", "a third party"


class FactKind(Labelled):
    """How a study learnt a fact; facts of other sources have none.

    Only `SURVEY` counts as the answer to a question: what was said in a workshop is never counted as an answer.
    """

    SURVEY = "survey", "dit de l’enquête", "said of the survey"
    WORKSHOP = "workshop", "dit en atelier", "said in a workshop"
    MAP = "map", "légende d’une carte", "legend of a map"
    AUTHORS = "authors", "dit par les auteurs", "said by the authors"
    NETWORK = "network", "dit du réseau", "said of the network"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactFilter(ListFilter):
    """What of the register of facts is shown: words that each must hold, a topic, how the fact was learnt."""

    text: str = text_parameter("text", Sentence("Mots"), longest=80)
    topic: Topic | None = choice_parameter("topic", Sentence("Thème"), Topic, blank=Sentence("tous les thèmes"))
    kind: FactKind | None = choice_parameter(
        "kind", Sentence("Appris comment"), FactKind, blank=Sentence("de toute façon")
    )


STATED = "r"
"""First letter of the identifiers of facts that somebody recorded here, apart from those that ship."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedFact:
    """One statement about a territory, or about a network as a whole when `siren` is empty.

    `period`: year, two years joined by a hyphen, ISO day, or empty.
    """

    siren: str
    subject: str
    topic: Topic
    period: str
    statement: Text
    value: Decimal | None
    unit: Text
    source: Source
    locator: str
    confidence: Confidence

    @property
    def id(self) -> str:
        """Identifier of 11 signs, the same whenever the same is said of the same thing at the same place.

        So the same file taken in again adds nothing, and a value that was corrected changes the fact it corrects.
        """
        text = "\n".join((self.siren or self.subject, self.statement.fr, self.source.slug, self.locator))
        return STATED + sha256(text.encode()).hexdigest()[:10]


def is_only_announced(event: Days, sources: Sequence[Days | None]) -> bool:
    """Say whether every source is older than an event: none can state that it took place.

    Args:
        event: the first and the last day on which it may have taken place.
        sources: the days on which each source may have been published; None for one that bears no date, which may be
            later than what it tells in the past.

    >>> from datetime import date
    >>> flights = date(2017, 3, 11), date(2017, 3, 16)
    >>> page = date(2017, 2, 23), date(2017, 2, 23)
    >>> is_only_announced(flights, [page]), is_only_announced(flights, [page, None]), is_only_announced(flights, [])
    (True, False, False)
    """
    return bool(sources) and all(days is not None and days[1] < event[0] for days in sources)


_SIGNS = 12
_NUMBER = re.compile(r"\d+")


def line_span(locator: str) -> range:
    """Read « lignes 53-55 » or « 53-55 » as the lines 53, 54 and 55, counted from 1; nothing as none.

    >>> list(line_span("lignes 53-55")), list(line_span("53")), list(line_span(""))
    ([53, 54, 55], [53], [])
    """
    ends = [int(number) for number in _NUMBER.findall(locator)]
    return range(ends[0], ends[-1] + 1) if ends else range(0)


def print_of_lines(lines: Sequence[str], locator: str) -> str:
    """Return the print of the lines that a locator names: 12 hexadecimal signs of the SHA-256 of their words.

    Blanks count as one, so that a line set otherwise keeps its print. Lines beyond the end are empty.
    `locator`: where in the document, as `line_span` reads it.

    >>> print_of_lines(["Un  mot", "puis un autre"], "lignes 1-2") == print_of_lines(["Un mot puis", "un autre"], "1-2")
    True
    """
    words = " ".join(" ".join(lines[number - 1] for number in line_span(locator) if number <= len(lines)).split())
    return sha256(words.encode()).hexdigest()[:_SIGNS]
