"""One classification in a process of its own: `python -m tests.bench.coding_run SEGMENTS FORMS` prints its cost."""

import sys

from autan.coding.textometry.core import reinert
from tests.bench.measures import median_seconds, print_cost_of
from tests.coding.textometry.reinert_tables import planted_themes


def main(segments: int, forms: int) -> None:
    """Classify segments of seven planted themes, and print what it cost."""
    table, _ = planted_themes(segments, forms, density=0.01, themes=7, boost=3.5, seed=1)
    print_cost_of(median_seconds(lambda: reinert.classify(table, k=7), runs=1))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
