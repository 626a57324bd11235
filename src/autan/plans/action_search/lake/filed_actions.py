"""Filed actions and plans, read from the tables that ship; made by `tools/build_filed_actions.py`."""

import csv
from functools import cache
from pathlib import Path

from autan.plans.action_search.core.filed import CarrierKind, FiledAction, FiledPlan
from autan.plans.projects.core.themes import ActionTheme

FOLDER = Path(__file__).parent
EXPORTED = "2020-09"
"""Month of the national export that the actions come from."""


@cache
def filed_actions() -> tuple[FiledAction, ...]:
    """Return every filed action, in the order of the plans; read once."""
    return tuple(
        FiledAction(
            ids=tuple(row["ids"].split()),
            rank=int(row["rank"]),
            title=row["title"],
            domains=tuple(map(ActionTheme, row["themes"].split())),
            carriers=tuple(map(CarrierKind, row["carriers"].split())),
        )
        for row in _rows("filed_actions.csv")
    )


@cache
def filed_plans() -> dict[str, FiledPlan]:
    """Return every filing of a plan, by its number; read once."""
    return {
        row["id"]: FiledPlan(
            id=row["id"],
            family=row["family"],
            sirens=tuple(row["sirens"].split()),
            carriers=row["carriers"],
            name=row["name"],
            population=int(row["population"]) if row["population"] else None,
            state=row["state"],
            created_on=row["created_on"],
        )
        for row in _rows("filed_plans.csv")
    }


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
