"""What a place of the innovation layer is."""

from autan.ground.texts.core.labelled import Labelled


class InnovationKind(Labelled):
    """What a place of the layer is; what is intended or announced is never in service."""

    SITE = "site", "en service", "in service"
    PROJECT = "project", "en projet", "planned"
    DEMONSTRATION = "demonstration", "démonstration", "demonstration"
    CLUSTER = "cluster", "pôle ou cluster", "cluster"
