"""The network, its people and the plan of the tests of plans."""

from tests.plans.plans.conftest import member, neighbour, network, people, plan

__all__ = ["member", "neighbour", "network", "people", "plan"]
