"""Where one source stands in a run that asks the services for new editions."""

from autan.ground.texts.core.labelled import Labelled


class RefreshState(Labelled):
    """Where one source of a run stands."""

    WAITING = "waiting", "en attente", "waiting"
    ASKING = "asking", "en cours", "under way"
    ADOPTED = "adopted", "à jour", "up to date"
    HELD_BACK = "held_back", "à accepter", "to be accepted"
    FAILED = "failed", "en échec", "failed"
    STOPPED = "stopped", "arrêtée", "stopped"

    @property
    def is_open(self) -> bool:
        """True while something is still to come."""
        return self in {RefreshState.WAITING, RefreshState.ASKING}

    @property
    def may_be_asked_again(self) -> bool:
        """True when a person may ask the service again."""
        return self in {RefreshState.HELD_BACK, RefreshState.FAILED, RefreshState.STOPPED}
