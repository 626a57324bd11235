"""What the accounts of the observatory say in the very years that plans speak of."""

from collections.abc import Iterator, Sequence

from autan.crossreading.core.statements import Aspect, Origin, Statement, observed_words
from autan.crossreading.queries.passages import quantity_words
from autan.evidence.core.figures import Figure
from autan.observatory.queries.compared_places import dates_of, figures_at
from autan.plans.queries.trajectories import OBSERVED_MEASURES


def account_statements(stated: Sequence[Statement]) -> Iterator[Statement]:
    """Give what the accounts count, for each quantity, part and year of a base value or an observation.

    One query of the database a measure and a date, and those of the lake.
    """
    wanted: dict[tuple[str, str, int], set[str]] = {}
    for each in stated:
        if each.aspect in {Aspect.BASE, Aspect.OBSERVED} and each.year and each.scope != "estate":
            wanted.setdefault((each.quantity, each.part, each.year), set()).add(each.siren)
    codes = {code for quantity, part, _year in wanted for code in OBSERVED_MEASURES.get((quantity, part), ())}
    dates = {code: dates_of(code) for code in codes}
    for (quantity, part, year), sirens in wanted.items():
        for code in OBSERVED_MEASURES.get((quantity, part), ()):
            date = next((date for date in dates[code] if date.startswith(str(year))), None)
            if date is None:
                continue
            for siren, figure in figures_at(code, sorted(sirens), date).items():
                if figure.value is not None and figure.evidence:
                    yield _counted(siren, figure, (quantity, part, year))
            break


def _counted(siren: str, figure: Figure, about: tuple[str, str, int]) -> Statement:
    quantity, part, year = about
    value = float(figure.value or 0)
    return Statement(
        siren=siren,
        origin=Origin.ACCOUNTS,
        source=figure.id.rsplit(".", 1)[0],
        aspect=Aspect.OBSERVED,
        ref=figure.evidence[0],
        words=observed_words(figure.label, round(value, 1), figure.unit.symbol, year),
        subject=quantity_words(quantity, part),
        quantity=quantity,
        part=part,
        scope="territory",
        unit=figure.unit.code,
        value=value,
        year=year,
    )
