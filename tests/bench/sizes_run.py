"""Makes a network of some members in a home, once, in a process of its own."""

import sys
from pathlib import Path

from tests.bench.__main__ import set_up

ACTIONS = 16


def main(home: Path, members: int) -> None:
    """Make the network, its survey, its plans and their actions."""
    set_up(home)
    from autan.ground.registry import load_rooms
    from autan.territories.networks.models import Territory
    from tests.bench.great_network import SLUG, make_great_network
    from tests.bench.great_rooms import fill_actions, fill_plans

    load_rooms()
    make_great_network(members)
    places = list(Territory.objects.filter(memberships__network__slug=SLUG).order_by("siren"))
    fill_plans(places)
    fill_actions(places, ACTIONS)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
