"""Sections of the page of a territory, each filled from one room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from autan.evidence.core.charts import Chart, MapSpec
from autan.evidence.core.figures import Figure
from autan.evidence.core.texts import Text
from autan.evidence.presenters.facts import FactView


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """One answer: the question, its words (a row each for a table; in French when typed by hand), and its proof."""

    question: Text
    words: tuple[str, ...]
    is_free_text: bool
    has_rows: bool
    url: str


_MOST_OPEN_ANSWERS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part of a page: a title, cautions, drawings, figures, answers, facts."""

    anchor: str
    title: str
    notes: tuple[Text, ...] = ()
    map: MapSpec | None = None
    charts: tuple[Chart, ...] = ()
    figures: tuple[Figure, ...] = ()
    answers: tuple[AnswerLine, ...] = ()
    fact_groups: Sequence[tuple[str, list[FactView]]] = field(default=())

    @property
    def is_long(self) -> bool:
        """True when the answers are better folded under their number."""
        return len(self.answers) > _MOST_OPEN_ANSWERS

    @property
    def is_empty(self) -> bool:
        """True when there is nothing to show but the title."""
        return not (self.notes or self.map or self.charts or self.figures or self.answers or self.fact_groups)


KEY_MEASURES = ("electricity_total", "ghg_total", "ghg_per_inhabitant", "production_renewable")
_CONSUMPTION = (
    "electricity_total",
    "electricity_residential",
    "electricity_per_inhabitant",
    "electricity_residential_per_dwelling",
    "gas_total",
    "gas_residential",
)
_EMISSIONS = ("ghg_total", "ghg_per_inhabitant", "ghg_international_transport")
_PRODUCTION = ("production_renewable", "renewable_to_consumption", "production_non_renewable", "capacity_renewable")
_DWELLINGS = ("population", "dwellings", "main_residences", "vacant_dwellings", "houses", "flats")
_LABELS = ("dpe_total", "dpe_f_g_share")


def pick(figures: Mapping[str, Figure], measures: Sequence[str]) -> tuple[Figure, ...]:
    """Return the figures of these measures that there are, in this order."""
    return tuple(figures[measure] for measure in measures if measure in figures)


def no_energy_section(*, is_invented: bool) -> Section:
    """Say once that nothing is known of the energy of a territory, instead of five empty sections."""
    note = Text(
        "Aucune donnée ouverte d’énergie ou d’émissions ne concerne ce territoire dans ce dossier.",
        "No open data on energy or emissions is about this territory here.",
    )
    if is_invented:
        note = Text(
            "Aucune donnée ouverte d’énergie ou d’émissions ne concerne ce territoire, et aucune n’a été imaginée.",
            "No open data on energy or emissions is about this territory, and none was made up.",
        )
    return Section(anchor="energie", title=_("Énergie et climat"), notes=(note,))


def observatory_sections(figures: Mapping[str, Figure], charts: Sequence[Chart]) -> list[Section]:
    """Return the sections that the observatory fills, in the order of a reader's questions."""
    plan = (
        ("energie", _("Énergie"), _CONSUMPTION, ("energy-flows",)),
        ("climat", _("Gaz à effet de serre"), _EMISSIONS, ("ghg-by-sector",)),
        ("production", _("Production d’électricité"), _PRODUCTION, ("production-by-source",)),
        ("logements", _("Population et logements"), _DWELLINGS, ()),
        ("etiquettes", _("Étiquettes énergétiques des logements"), _LABELS, ("energy-labels",)),
    )
    return [
        _section(
            anchor,
            title,
            pick(figures, measures),
            tuple(chart for chart in charts if chart.id.partition("-")[2] in names),
        )
        for anchor, title, measures, names in plan
    ]


_NO_SOURCE = Text(
    "Non renseigné\u00a0: aucune des sources que nous avons ne couvre ce territoire.",
    "Not known: none of the sources that we have covers this territory.",
)


def _section(anchor: str, title: str, figures: tuple[Figure, ...], charts: tuple[Chart, ...]) -> Section:
    """One sentence where nothing is known, instead of as many unknown figures as there are measures."""
    if not charts and not any(figure.is_known for figure in figures):
        return Section(anchor=anchor, title=title, notes=(_NO_SOURCE,))
    return Section(anchor=anchor, title=title, figures=figures, charts=charts)
