"""The whole first synthesis: figures gathered, claims checked, text laid out, PDF written; cache warm."""

import tempfile
from pathlib import Path

from autan.publishing.editions.actions.publishing import publish_edition
from tests.bench.measures import Measure, median_seconds

EDITION = "2014"
GOAL_SECONDS = 2


def run() -> list[Measure]:
    """Median time from the living text to the PDF: under 2 s."""
    with tempfile.TemporaryDirectory(prefix="autan-bench-") as folder:
        seconds = median_seconds(
            lambda: publish_edition(by=None, slug=EDITION, out=Path(folder), formats=("pdf",)), runs=5
        )
        weight_kb = sum(path.stat().st_size for path in Path(folder).rglob("*.pdf")) / 1000
    return [
        Measure(
            name="whole synthesis to PDF",
            result=f"{seconds:.2f} s, {weight_kb:.0f} kB",
            goal=f"under {GOAL_SECONDS} s, warm",
            is_met=seconds < GOAL_SECONDS,
        )
    ]
