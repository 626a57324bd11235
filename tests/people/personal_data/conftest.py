"""The small invented network of the surveys, its campaign, and the cast in it."""

from tests.survey.campaigns.conftest import foreign_coordinator, network, people, running, version

__all__ = ["foreign_coordinator", "network", "people", "running", "version"]
