"""Dashboards: what a network does, theme by theme and status by status; what a member does, and what waits on whom."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.numbers import has_some
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.money import TaxBasis
from autan.ground.texts.language import words
from autan.plans.projects.core.choices import ActionScope, ActionStatus
from autan.plans.projects.core.tallies import CountedAction
from autan.plans.projects.core.themes import ActionTheme

STATUSES = tuple(("status", status.value) for status in ActionStatus)
MEMBERS = tuple(("members", theme.value) for theme in ActionTheme)
THEMES = tuple(("theme", theme.value) for theme in ActionTheme)
BUDGETS = tuple(("budget", f"{basis.value}-{scope.value}") for scope in ActionScope for basis in TaxBasis)
_FEW = 2
"""Members up to which a theme is said to be of some only."""


def theme_rows(
    figures: Sequence[Figure], actions: Sequence[CountedAction], sirens: Sequence[str]
) -> list[dict[str, Any]]:
    """Give the themes against some members: the figure of each theme, in order, and the actions of each member."""
    counts: Counter[tuple[str, ActionTheme]] = Counter()
    for action in actions:
        counts.update((siren, theme) for siren in action.sirens for theme in action.themes)
    return [
        {
            "label": words(theme.label),
            "code": theme.value,
            "members": figure,
            "cells": tuple(str(counts[siren, theme] or "—") for siren in sirens),
            "is_rare": _is_rare(figure),
        }
        for theme, figure in zip(ActionTheme, figures, strict=True)
    ]


def _is_rare(figure: Figure) -> bool:
    """True for a theme that a few members carry for sure, and no other may."""
    interval = figure.interval
    return interval is not None and interval.low > 0 and interval.high <= _FEW


def figure_rows(name: str, choices: type[Labelled], figures: Sequence[Figure]) -> list[dict[str, Any]]:
    """Give a figure for each choice that some action has; `name` is what an address calls the choice."""
    return [
        {"label": words(choice.label), "figure": figure, "query": f"{name}={choice.value}"}
        for choice, figure in zip(choices, figures, strict=True)
        if has_some(figure)
    ]


def waiting_rows(keepers: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """Give whom actions wait on, those with most late ones first: of each, who keeps it and its status."""
    late: Counter[str] = Counter()
    ongoing: Counter[str] = Counter()
    for name, status in keepers:
        late[name] += status == ActionStatus.LATE.value
        ongoing[name] += status == ActionStatus.ONGOING.value
    rows = [{"name": name, "late": late[name], "ongoing": ongoing[name]} for name in late]
    return sorted(
        (row for row in rows if row["late"] or row["ongoing"]),
        key=lambda row: (-row["late"], -row["ongoing"], row["name"]),
    )
