"""The measures that are told first of a place, and what stands for each where it is not known.

Tables that ship tell of every authority of France; others are asked of their services, or given.
"""

from collections.abc import Mapping, Sequence

from autan.evidence.figures.core.figures import Figure

ELECTRICITY = ("electricity_total", "electricity_residential_second_source")
EMISSIONS = ("ghg_total",)
PER_INHABITANT = ("ghg_per_inhabitant", "electricity_per_site_second_source")
RENEWABLE = ("production_renewable", "capacity_renewable")


def known_measures(figures: Mapping[str, Figure], lines: Sequence[Sequence[str]]) -> list[str]:
    """Return the code of the first measure of each line that is known, else its first.

    Args:
        figures: figures by measure.
        lines: codes of measures, the one that is wanted first at the beginning of each line.
    """
    return [next((code for code in line if _is_known(figures.get(code))), line[0]) for line in lines]


def _is_known(figure: Figure | None) -> bool:
    return figure is not None and figure.is_known
