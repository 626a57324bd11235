"""The closed list of how a study of a network learnt a fact: asked, said in a workshop, drawn on a map, written."""

from autan.evidence.core.labelled import Labelled


class FactKind(Labelled):
    """How a study learnt a fact; facts of other sources have none.

    Only `SURVEY` counts as the answer to a question: what was said in a workshop is never counted as an answer.
    """

    SURVEY = "survey", "dit de l’enquête", "said of the survey"
    WORKSHOP = "workshop", "dit en atelier", "said in a workshop"
    MAP = "map", "légende d’une carte", "legend of a map"
    AUTHORS = "authors", "dit par les auteurs", "said by the authors"
    NETWORK = "network", "dit du réseau", "said of the network"
