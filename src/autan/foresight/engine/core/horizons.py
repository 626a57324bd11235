"""Years that a scenario is read in: ten to forty years from the base year, and those that the law names."""

from autan.ground.wordings import Sentence

STEPS = (10, 20, 30, 40)
LEGAL = (2030, 2050)
"""Legal aims of 2030; carbon neutrality, law of 2019."""
BUDGETS = (2028, 2033)
"""Last years of the carbon budgets of decree 2020-457."""
CAUTION = Sentence(
    "Au-delà de 2050, aucune trajectoire publiée ne va : ces chiffres prolongent des hypothèses faites pour 2050."
)


def years_from(base_year: int, horizon: int) -> tuple[int, ...]:
    """Return the years after a base year to read a scenario in, up to its horizon, which is one.

    >>> years_from(2024, 2050)
    (2030, 2034, 2044, 2050)
    """
    wanted = {horizon, *LEGAL, *(base_year + step for step in STEPS)}
    return tuple(sorted(year for year in wanted if base_year < year <= horizon))
