"""The form of the national filing of climate plans: its columns, its packed list of actions.

The columns are those of the exports of ADEME (« Territoires & Climat »): `PEC_GES_3_6` is road transport (3) in 2030
(6). The list of actions is one cell: `|` between actions, `¤` between title, domains and kinds of carriers, `#` inside
a list. 0,01 stands there for « nil or unknown »: it is read as unknown, and never written.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from autan.ground.texts.core.plain_letters import fold_accents
from autan.opendata.sources.core.codes import Sector
from autan.opendata.sources.core.pcaet_codes import DIAGNOSIS, PERIOD_YEARS, Pollutant, RenewableSource, Sink
from autan.plans.plans.core.filing_proposals import part_of_item
from autan.plans.projects.core.themes import ActionTheme

ACTIONS_COLUMN, KIND_COLUMN, NAME_COLUMN = "Programme d'actions", "Type_demarche", "Nom"
FILLER = 0.01
RENEWABLES = {"renewable_output": "Production", "renewable_consumption": "Consommation"}
"""Targets of renewables, by the word of their columns."""
RENEWABLE_PERIODS = (2, 3, 4, 5)
"""Periods of the targets of renewable output, whose years the form does not state: who files says them."""
DOMAINS: Mapping[str, ActionTheme] = {
    "Communication / formation / sensibilisation": ActionTheme.AWARENESS,
    "Gestion / production / distribution de l'énergie": ActionTheme.ENERGY,
    "Développement économique": ActionTheme.ECONOMY,
    "Agriculture": ActionTheme.AGRICULTURE,
    "Aménagement / urbanisme": ActionTheme.PLANNING,
    "Consommation responsable": ActionTheme.CONSUMPTION,
    "Coopération / partenariat": ActionTheme.GOVERNANCE,
    "Déchets": ActionTheme.WASTE,
    "Biodiversité": ActionTheme.BIODIVERSITY,
    "Eau": ActionTheme.WATER,
    "Tourisme": ActionTheme.ECONOMY,
    "Autres transports": ActionTheme.MOBILITY,
    "Forêt": ActionTheme.FOREST,
    "Résidentiel": ActionTheme.BUILDING,
    "Transport routier": ActionTheme.MOBILITY,
    "Tertiaire": ActionTheme.BUILDING,
    "Industrie branche énergie": ActionTheme.ENERGY,
    "Espaces verts": ActionTheme.BIODIVERSITY,
    "Industrie hors branche énergie": ActionTheme.ECONOMY,
    "Santé": ActionTheme.AIR_HEALTH,
}
"""Theme of each domain of the national filings."""
DOMAIN_OF: Mapping[ActionTheme, str] = {
    theme: domain
    for domain, theme in DOMAINS.items()
    if domain not in {"Tourisme", "Autres transports", "Tertiaire", "Industrie branche énergie", "Espaces verts",
                      "Industrie hors branche énergie"}
}  # fmt: skip
"""The domain under which a theme is filed; that of transport is road transport, that of buildings homes: to be read."""
_PACKING = str.maketrans("|¤#\n", "/ - ")


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledRow:
    """One action of the packed list, as it is filed."""

    title: str
    domains: tuple[str, ...] = ()
    carriers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormCell:
    """What a column of the grids holds.

    Attributes:
        year: year of the target; 0 for the diagnosis, whose year stands in a column of its own, and for a target of
            which nobody said the year.
        year_column: that column; empty for a target.
    """

    quantity: str
    part: str
    year: int
    unit: str
    year_column: str = ""


def unpack_actions(text: str) -> list[FiledRow]:
    """Read the packed list of actions.

    >>> unpack_actions("Isoler¤Résidentiel#Tertiaire¤Entreprise|Trier")[0].domains
    ('Résidentiel', 'Tertiaire')
    """
    rows = []
    for packed in text.split("|"):
        title, *lists = (part.strip() for part in packed.split("¤"))
        domains, carriers = (
            tuple(part.strip() for part in lists[place].split("#") if part.strip()) if place < len(lists) else ()
            for place in (0, 1)
        )
        if title:
            rows.append(FiledRow(title=" ".join(title.split()), domains=domains, carriers=carriers))
    return rows


def pack_actions(rows: Iterable[FiledRow]) -> str:
    """Write the packed list of actions; the signs that part it are replaced inside a title.

    >>> pack_actions([FiledRow(title="Isoler | trier", domains=("Eau",))])
    'Isoler / trier¤Eau¤'
    """
    return "|".join(
        "¤".join((row.title.translate(_PACKING), "#".join(row.domains), "#".join(row.carriers))) for row in rows
    )


def themes_of(domains: Iterable[str]) -> tuple[ActionTheme, ...]:
    """Return the themes of domains, each once; a domain that is unknown has none.

    >>> [theme.value for theme in themes_of(["Résidentiel", "Tertiaire", "Autre"])]
    ['building']
    """
    by_name = {fold_accents(name): theme for name, theme in DOMAINS.items()}
    themes = (by_name.get(fold_accents(domain)) for domain in domains)
    return tuple(dict.fromkeys(theme for theme in themes if theme))


@cache
def form_columns(renewable_years: tuple[int, ...] = ()) -> Mapping[str, FormCell]:
    """Return what each column of values of the form holds, in the order of the form.

    `renewable_years`: the years of the targets of renewable output, one a period; empty when nobody said them.

    >>> form_columns()["PEC_GES_3_6"].part, form_columns()["PEC_GES_3_6"].year
    ('road_transport', 2030)
    """
    return dict(_columns(renewable_years or (0,) * len(RENEWABLE_PERIODS)))


def _columns(renewable_years: Sequence[int]) -> Iterator[tuple[str, FormCell]]:
    for word, quantity, unit, whole in _ACCOUNTS:
        yield from _by_sector(f"PEC_{word}_{{rank}}_{{period}}", quantity, unit, f"PEC_{whole}_Annee_Compta")
    for dust, pollutant in enumerate(Pollutant, start=1):
        heading = f"POL_{{rank}}_{{period}}_{dust}"
        yield from _by_sector(heading, pollutant.value, "t", f"POL_{dust}_Diag_Annee_Compta")
    for rank, source in enumerate(RenewableSource, start=1):
        when = f"ENR_{rank}_Diag_Annee_Compta"
        yield f"ENR_{rank}_1_Production", _diagnosis("renewable_output", source.value, "GWh", when)
        for period, year in zip(RENEWABLE_PERIODS, renewable_years, strict=True):
            for quantity, word in RENEWABLES.items():
                cell = FormCell(quantity=quantity, part=part_of_item(source.value), year=year, unit="GWh")
                yield f"ENR_{rank}_{period}_{word}", cell
    for rank, sink in enumerate(Sink, start=1):
        when = f"SEQ_{rank}_Estimation_Annee"
        heading = f"SEQ_{rank}_Estimation_Sequestration_nette_CO2"
        yield heading, _diagnosis("sequestration", sink.value, "tCO2e", when)


_ACCOUNTS = (("GES", "ghg", "tCO2e", "Emission_GES"), ("CONSO", "final_energy", "GWh", "Consommation"))


def _by_sector(heading: str, quantity: str, unit: str, year_column: str) -> Iterator[tuple[str, FormCell]]:
    for rank, sector in enumerate(Sector, start=1):
        for period, year in PERIOD_YEARS["pcaet-v2"].items():
            when = year_column if period == DIAGNOSIS else ""
            cell = FormCell(quantity=quantity, part=sector.value, year=year or 0, unit=unit, year_column=when)
            yield heading.format(rank=rank, period=period), cell


def _diagnosis(quantity: str, item: str, unit: str, year_column: str) -> FormCell:
    return FormCell(quantity=quantity, part=part_of_item(item), year=0, unit=unit, year_column=year_column)


def filing_columns() -> Sequence[str]:
    """Return every column of the form: what the plan is, its actions, its grids with the years of their diagnosis."""
    head = ("Id", "Date_creation", "Date_modification", "Date_lancement", KIND_COLUMN, NAME_COLUMN,
            "Description_rapide", "SIREN collectivites_coporteuses", "Collectivités porteuses", "Population_couverte",
            "Demarche_etat", "Oblige", ACTIONS_COLUMN)  # fmt: skip
    grids = [part for name, cell in form_columns().items() for part in (cell.year_column, name) if part]
    return tuple(dict.fromkeys((*head, *grids)))
