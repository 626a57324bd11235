"""The closed list of those who may state a fact."""

from enum import StrEnum

from autan.evidence.core.texts import Text


class Confidence(StrEnum):
    """Who states a fact."""

    AUTHORITY = "authority"
    NETWORK_STUDY = "network_study"
    PRESS = "press"
    THIRD_PARTY = "third_party"

    @property
    def label(self) -> Text:
        """Wording on screen."""
        return _LABELS[self]


_LABELS = {
    Confidence.AUTHORITY: Text("la collectivité ou un autre organisme public", "the authority or another public body"),
    Confidence.NETWORK_STUDY: Text("la synthèse du réseau (2014)", "the network’s synthesis (2014)"),
    Confidence.PRESS: Text("la presse", "the press"),
    Confidence.THIRD_PARTY: Text("un tiers", "a third party"),
}
