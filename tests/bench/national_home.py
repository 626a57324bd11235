"""A home of the size of the country, made once in two minutes: `python -m tests.bench.national_home FOLDER`."""

import sys
from pathlib import Path

from tests.bench.__main__ import prepare_home


def make_national_home() -> None:
    """Add the great network to the home that is set up, and fill every room, unless it is there."""
    from autan.territories.networks.models import Network
    from tests.bench.great_network import SLUG, make_great_network
    from tests.bench.great_rooms import fill_rooms

    if not Network.objects.filter(slug=SLUG).exists():
        make_great_network()
        fill_rooms()


if __name__ == "__main__":
    prepare_home(Path(sys.argv[1]))
    make_national_home()
