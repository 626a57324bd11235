"""What lists, filters and counts read of a sheet, computed at each change and kept beside it."""

from typing import Any

from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.money import TaxBasis
from autan.ground.texts.core.plain_letters import fold_accents
from autan.plans.plans.core.sections import SectionLine, Typed
from autan.plans.projects.core.choices import Disclosure
from autan.plans.projects.core.fields import MAX_TITLE
from autan.plans.projects.core.sheets import (
    SheetReading,
    completeness_of_sheet,
    plain_choices,
    read_sheet,
    visible_typed,
)

_SEARCHED = ("title", "description", "objectives", "lead", "partners", "results", "means")
_LONGEST = 1_500
"""Signs of one field that are searched."""


def digest_sheet(
    typed: Typed,
    disclosures: dict[str, str],
    *,
    steps: tuple[SectionLine, ...] = (),
    funding: tuple[SectionLine, ...] = (),
) -> dict[str, Any]:
    """Compute the digest of a sheet: its columns from `title` on, dates at their widest, amounts in EUR, or None."""
    reading = read_sheet(typed)
    start, end, budget = reading.day("start"), reading.day("end"), reading.amount("budget")
    shown, _hidden = visible_typed(typed, disclosures, Disclosure.PUBLIC)
    lines = (*steps, *funding)
    return {
        "title": " ".join(typed.get("title", "").split())[:MAX_TITLE],
        "search_text": fold_accents(" ".join(shown.get(code, "")[:_LONGEST] for code in _SEARCHED)),
        "status": reading.status.value if reading.status else "",
        "priority": _code(reading, "priority"),
        "scope": _code(reading, "scope"),
        "themes": plain_choices(reading.themes),
        "is_theme_stated": bool(reading.stated_themes),
        "starts_on": start.first_day if start else None,
        "ends_on": end.last_day if end else None,
        "budget_low_eur": budget.low if budget else None,
        "budget_high_eur": budget.high if budget and not budget.is_floor else None,
        "budget_basis": budget.basis.value if budget else TaxBasis.NOT_STATED.value,
        "completeness_pct": completeness_of_sheet(
            reading,
            has_step=any(line.is_complete for line in steps),
            has_funding=any(line.is_complete for line in funding),
        ),
        "problem_count": len(reading.problems) + sum(len(line.problems) for line in lines),
    }


def _code(reading: SheetReading, code: str) -> str:
    value = reading.values.get(code)
    return value.value if isinstance(value, Labelled) else ""
