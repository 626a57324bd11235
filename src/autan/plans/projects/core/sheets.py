"""An action sheet as a value, and what lists, filters and counts read of it, kept beside it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from autan.ground.texts.core.dates import PartialDate
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.money import TaxBasis
from autan.ground.texts.core.plain_letters import fold_accents
from autan.ground.wordings import Sentence
from autan.plans.plans.core.sections import FieldKind, LineProblem, Reading, SectionLine, Typed, TypedReading
from autan.plans.projects.core.choices import NEEDS_REASON, ActionScope, ActionStatus, Disclosure
from autan.plans.projects.core.fields import BY_CODE, FIELDS, FULL_WEIGHT, MAX_TITLE, expected_in, read_field
from autan.plans.projects.core.themes import ActionTheme, guess_themes


class SheetReading(TypedReading):
    """What could be read of a sheet."""

    @property
    def status(self) -> ActionStatus | None:
        """Where the action stands; None when nobody said."""
        value = self.values.get("status")
        return value if isinstance(value, ActionStatus) else None

    @property
    def scope(self) -> ActionScope | None:
        """Whether it is about the estate or the territory; None when nobody said."""
        value = self.values.get("scope")
        return value if isinstance(value, ActionScope) else None

    @property
    def stated_themes(self) -> tuple[ActionTheme, ...]:
        """The themes that somebody gave it."""
        value = self.values.get("themes")
        return tuple(part for part in value if isinstance(part, ActionTheme)) if isinstance(value, tuple) else ()

    @property
    def themes(self) -> tuple[ActionTheme, ...]:
        """The themes that somebody gave it, or those that its title tells."""
        return self.stated_themes or guess_themes(str(self.values.get("title", "")))


def read_sheet(typed: Typed) -> SheetReading:
    """Read every field of a sheet: a value for what can be read, a problem for what cannot.

    >>> read_sheet({"title": "Rénover", "start": "31/02/2024"}).problems[0].field
    'start'
    """
    values: dict[str, Reading] = {}
    problems: list[LineProblem] = []
    for field in FIELDS:
        text = typed.get(field.code, "").strip()
        if not text:
            continue
        value = read_field(field, text)
        if value is None:
            expected = expected_in(field)
            message = Sentence("« {text} » : {wanted}", text=text[:80], wanted=expected)
            problems.append(LineProblem(field=field.code, message=message))
        elif value != ():  # separators alone name nobody
            values[field.code] = value
    return SheetReading(values=values, problems=(*problems, *_contradictions(values)))


def _contradictions(values: Mapping[str, Reading]) -> list[LineProblem]:
    problems = []
    start, end, status = values.get("start"), values.get("end"), values.get("status")
    if isinstance(start, PartialDate) and isinstance(end, PartialDate) and end.last_day < start.first_day:
        problems.append(LineProblem(field="end", message=Sentence("la fin précède le début")))
    if status in NEEDS_REASON and "status_reason" not in values and isinstance(status, ActionStatus):
        message = Sentence("« {status} » demande une raison, en quelques mots", status=status.label)
        problems.append(LineProblem(field="status_reason", message=message))
    return problems


def completeness_of_sheet(reading: SheetReading, *, has_step: bool = False, has_funding: bool = False) -> int:
    """Return how much of a sheet is filled in, in percent: weights of the fields read, steps and funding lines.

    >>> completeness_of_sheet(read_sheet({}))
    0
    """
    filled = sum(BY_CODE[code].weight for code in reading.values) + has_step + has_funding
    return round(100 * filled / (FULL_WEIGHT + 2))


def missing_fields(reading: SheetReading) -> tuple[str, ...]:
    """Return the fields that count in the completeness and are not filled in, the heaviest first."""
    missing = [field for field in FIELDS if field.weight and field.code not in reading.values]
    return tuple(field.code for field in sorted(missing, key=lambda field: -field.weight))


SETTLED = frozenset({ActionStatus.DONE, ActionStatus.DROPPED, ActionStatus.LATE})
"""Statuses that tell what came of an action whose end is past."""


def is_outcome_unknown(status: ActionStatus | None, ends_on: date | None, *, today: date) -> bool:
    """Say whether the end of an action is past and nothing states what came of it.

    It may be done: only a status that says so makes an action late.
    """
    return ends_on is not None and ends_on < today and status not in SETTLED


def visible_typed(
    typed: Typed, disclosures: Mapping[str, str], reader: Disclosure
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the fields that a reader may read, and the codes of those filled in that are kept from this reader.

    >>> visible_typed({"title": "A", "officer": "Ada"}, {}, Disclosure.PUBLIC)
    ({'title': 'A'}, ('officer',))
    """
    shown = {code: text for code, text in typed.items() if disclosure_of(code, disclosures).rank <= reader.rank}
    return shown, tuple(code for code, text in typed.items() if text and code not in shown)


def disclosure_of(code: str, disclosures: Mapping[str, str]) -> Disclosure:
    """Return who may read a field: what the sheet says, never wider than the field allows; a title is public."""
    if code == "title":
        return Disclosure.PUBLIC
    least = BY_CODE[code].least if code in BY_CODE else Disclosure.PUBLIC
    level = disclosures.get(code, "")
    disclosure = Disclosure(level) if level in Disclosure else least
    return disclosure if disclosure.rank > least.rank else least


def plain_choices(values: Sequence[Labelled]) -> str:
    """Return members of a list as their column keeps them: `|mobility|waste|`, to be searched by one of them.

    >>> plain_choices([ActionTheme.MOBILITY, ActionTheme.WASTE]), plain_choices([])
    ('|mobility|waste|', '')
    """
    return f"|{'|'.join(value.value for value in values)}|" if values else ""


def people_fields() -> frozenset[str]:
    """Return the codes of the fields that name persons."""
    return frozenset(field.code for field in FIELDS if field.kind is FieldKind.PEOPLE)


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
