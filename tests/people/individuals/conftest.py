"""The small network of the surveys, and a campaign that collects."""

from tests.survey.campaigns.conftest import collected, network, version

__all__ = ["collected", "network", "version"]
