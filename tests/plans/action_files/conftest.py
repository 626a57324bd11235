"""The network, the plan and the action of the tests of projects."""

from tests.plans.projects.conftest import member, neighbour, network, other, people, plan, sheet

__all__ = ["member", "neighbour", "network", "other", "people", "plan", "sheet"]
