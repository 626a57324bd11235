"""The closed list of how a study of a network learnt a fact: asked, said in a workshop, drawn on a map, written."""

from enum import StrEnum

from autan.evidence.core.texts import Text


class FactKind(StrEnum):
    """How a study learnt a fact; facts of other sources have none.

    Only `SURVEY` counts as the answer to a question: what was said in a workshop is never counted as an answer.
    """

    SURVEY = "survey"
    WORKSHOP = "workshop"
    MAP = "map"
    AUTHORS = "authors"
    NETWORK = "network"

    @property
    def label(self) -> Text:
        """Wording on screen."""
        return _LABELS[self]


_LABELS = {
    FactKind.SURVEY: Text("dit de l’enquête", "said of the survey"),
    FactKind.WORKSHOP: Text("dit en atelier", "said in a workshop"),
    FactKind.MAP: Text("légende d’une carte", "legend of a map"),
    FactKind.AUTHORS: Text("dit par les auteurs", "said by the authors"),
    FactKind.NETWORK: Text("dit du réseau", "said of the network"),
}
