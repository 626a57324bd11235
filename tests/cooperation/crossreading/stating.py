"""Statements that are planted: a pair that contradicts itself, and the same within the tolerance."""

from itertools import count

from autan.cooperation.crossreading.core.statements import SECTORS, Aspect, Origin, Statement
from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.wordings import Text

_numbers = count(1)
HERE = "999000016"


def say(aspect: Aspect, origin: Origin = Origin.PLAN, source: str = "", **fields: object) -> Statement:
    """Make a statement of its own, of a source of its own unless one is given."""
    number = next(_numbers)
    return Statement(
        siren=HERE,
        origin=origin,
        source=source or f"source-{number}",
        aspect=aspect,
        ref=EvidenceRef(kind="plan-line", key=f"line-{number}"),
        words=Text(f"énoncé {number}", f"statement {number}"),
        **fields,
    )


def target(value: float = -40, year: int = 2030, base: int | None = 2015, **fields: object) -> Statement:
    """Make a target in per cent of greenhouse gas."""
    held = {"quantity": "ghg", "form": "change", "unit": "pct", "value": value, "year": year, "base_year": base}
    return say(Aspect.TARGET, **{**held, **fields})


def base(value: float, year: int = 2015, unit: str = "ktCO2e", **fields: object) -> Statement:
    """Make a base value."""
    return say(Aspect.BASE, **{"quantity": "ghg", "value": value, "year": year, "unit": unit, **fields})


def observed(value: float, year: int = 2015, unit: str = "ktCO2e", **fields: object) -> Statement:
    """Make a value observed by the follow-up of a plan, unless another origin is given."""
    held = {"origin": Origin.FOLLOW_UP, "quantity": "ghg", "value": value, "year": year, "unit": unit}
    return say(Aspect.OBSERVED, **{**held, **fields})


def level(value: float, unit: str = "GWh", **fields: object) -> Statement:
    """Make a target that is a level."""
    held = {"quantity": "renewable_output", "form": "level", "unit": unit, "value": value, "year": 2030}
    return say(Aspect.TARGET, **{**held, **fields})


def exists(value: float, origin: Origin, about: str = "targets") -> Statement:
    """Make a statement that something is there, or not."""
    return say(Aspect.EXISTS, origin, quantity=about, value=value)


def dated(day: int, origin: Origin) -> Statement:
    """Make a date of adoption, as an ordinal."""
    return say(Aspect.DATE, origin, quantity="adoption", value=738000 + day)


def staff(fte: float, origin: Origin, year: int = 2026) -> Statement:
    """Make a count of staff."""
    return say(Aspect.STAFF, origin, quantity="staff", value=fte, year=year)


def series(*values: float, start: int = 2015, **fields: object) -> list[Statement]:
    """Make observations of one source, one every two years."""
    source = f"suivi-{next(_numbers)}"
    return [observed(value, start + 2 * rank, source=source, **fields) for rank, value in enumerate(values)]


def sectors(*values: float, whole: float, change: float = -40, changes: tuple[float, ...] = ()) -> list[Statement]:
    """Make the base values of a whole and of its first sectors in one plan, and their targets where given."""
    source, parts = f"plan-{next(_numbers)}", SECTORS[: len(values)]
    held = [base(whole, source=source), *(base(v, source=source, part=p) for v, p in zip(values, parts, strict=True))]
    if changes:
        held.append(target(change, source=source))
        held += [target(c, source=source, part=p) for c, p in zip(changes, parts, strict=True)]
    return held
