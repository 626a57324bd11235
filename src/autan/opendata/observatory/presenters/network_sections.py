"""Sections of the pages of a network: key figures and charts of its home, columns and maps of its members."""

from typing import Any

from django.utils.translation import gettext as _

from autan.ground.extension_points import MemberColumns, NetworkSection, PageSection
from autan.opendata.observatory.core.ratios import ELECTRICITY, EMISSIONS, PER_INHABITANT, RENEWABLE, known_measures
from autan.opendata.observatory.presenters.charts import network_charts, network_maps
from autan.opendata.observatory.queries.figures import (
    figures_by_measure,
    figures_of,
    members_of,
    network_figures_by_measure,
)

_KEY_MEASURES = (ELECTRICITY, EMISSIONS, PER_INHABITANT, RENEWABLE)
_COLUMNS = ("electricity_total", "gas_total", "ghg_total", "ghg_per_inhabitant", "production_renewable")


def _key_figures(slug: str, _reader: Any) -> list[PageSection]:
    figures = network_figures_by_measure(slug)
    if not figures:
        return []
    context = {
        "figures": [figures[measure] for measure in known_measures(figures, _KEY_MEASURES) if measure in figures],
        "charts": network_charts(slug),
    }
    title, template = _("L’énergie et le climat du réseau, en chiffres"), "observatory/sections/figures.html"
    return [PageSection(anchor="energie", title=title, template=template, context=context)]


def _headings(slug: str) -> list[str]:
    if not any(figures_by_measure(member.siren) for member in members_of(slug)):
        return []
    return [
        _("Électricité livrée"),
        _("Gaz livré"),
        _("Gaz à effet de serre"),
        _("Émissions par habitant"),
        _("Électricité renouvelable injectée"),
    ]


PAGE_EXTENSIONS = (
    NetworkSection(rank=20, build=_key_figures),
    MemberColumns(
        rank=20,
        headings=_headings,
        figures=lambda sirens: {
            siren: tuple(figures.get(code) for code in _COLUMNS) for siren, figures in figures_of(sirens).items()
        },
        maps=network_maps,
    ),
)
