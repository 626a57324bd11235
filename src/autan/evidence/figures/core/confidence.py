"""The closed list of those who may state a fact."""

from autan.ground.texts.core.labelled import Labelled


class Confidence(Labelled):
    """Who states a fact."""

    AUTHORITY = "authority", "la collectivité ou un autre organisme public", "the authority or another public body"
    NETWORK_STUDY = "network_study", "la synthèse du réseau (2014)", "the network’s synthesis (2014)"
    PRESS = "press", "la presse", "the press"
    THIRD_PARTY = "third_party", "un tiers", "a third party"
