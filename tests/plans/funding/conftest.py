"""The network, the people and the action of the tests of projects: calls are of that network."""

from tests.plans.projects.conftest import MURETAIN, SICOVAL, member, neighbour, network, other, people, plan, sheet

__all__ = ["MURETAIN", "SICOVAL", "member", "neighbour", "network", "other", "people", "plan", "sheet"]
