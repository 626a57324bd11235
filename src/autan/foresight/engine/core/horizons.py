"""Years that a scenario is read in: ten to forty years from the base year, and those that the law names."""

from dataclasses import dataclass

from autan.foresight.engine.core.scenarios import LAST_SURE_YEAR
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text

STEPS = (10, 20, 30, 40)
LEGAL = {2030: Sentence("échéance légale de 2030"), 2050: Sentence("neutralité carbone, loi de 2019")}
BUDGETS = ((2024, 2028), (2029, 2033))
"""Carbon budgets of decree 2020-457: periods of which a mean is read."""
CAUTION = Sentence(
    "Au-delà de 2050, aucune trajectoire publiée ne va : ces chiffres prolongent des hypothèses faites pour 2050."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """A year, or the years of a carbon budget, that a scenario is read in.

    `first_year`: first year of a budget; the year itself otherwise.
    """

    first_year: int
    year: int
    label: Text
    is_legal: bool = False
    caution: Text = NO_TEXT


def horizons_from(base_year: int) -> tuple[Horizon, ...]:
    """Return the years to read a scenario in, in order of their last year.

    >>> [horizon.year for horizon in horizons_from(2021)]
    [2028, 2030, 2031, 2033, 2041, 2050, 2051, 2061]
    """
    singles = [_single(base_year + step, Sentence("dans {step} ans", step=step)) for step in STEPS]
    singles += [_single(year, label, is_legal=True) for year, label in LEGAL.items() if year > base_year]
    for first, last in BUDGETS:
        if first > base_year:
            label = Sentence("budget carbone {first}-{last}, moyenne annuelle", first=first, last=last)
            singles.append(Horizon(first_year=first, year=last, label=label, is_legal=True))
    return tuple(sorted(singles, key=lambda horizon: (horizon.year, horizon.first_year)))


def _single(year: int, label: Text, *, is_legal: bool = False) -> Horizon:
    caution = CAUTION if year > LAST_SURE_YEAR else NO_TEXT
    return Horizon(first_year=year, year=year, label=label, is_legal=is_legal, caution=caution)
