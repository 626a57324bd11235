"""Absence, coverage and ratios, on lakes and members with rows taken away at random."""

import random
from collections.abc import Mapping

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.states import ValueState
from autan.opendata.measures.core.base_figures import MeasuredPlace, Tally, base_figure
from autan.opendata.measures.core.catalogue import BASE_MEASURES, MEASURES, base_measure
from autan.opendata.measures.core.grounds import Ground, base_codes
from autan.opendata.measures.core.measures import RatioMeasure, UnknownMeasureError
from autan.opendata.measures.core.notes import BOUNDED_DENOMINATOR
from autan.opendata.measures.queries.perimeter import communes_of
from autan.opendata.observatory.core.composition import network_figures, place_figures
from autan.opendata.observatory.core.ratios import summed_measure
from autan.opendata.observatory.core.sums import has_rows
from autan.opendata.observatory.importers import shipped_prices
from autan.opendata.observatory.presenters.row_evidence import describe_rows
from autan.opendata.observatory.queries.compared_places import figures_at
from autan.opendata.observatory.queries.figures import figures_by_measure
from autan.opendata.sources.core.source_cards import SourceEdition
from autan.opendata.sources.importers import shipped_cards
from autan.opendata.updates.actions.snapshots import adopt_snapshot, write_table
from tests.opendata.observatory.making import figure_at

RODEZ = "241200187"
SIRENS = ("200000001", "200000002", "200000003")
RATIOS = [code for code, measure in MEASURES.items() if isinstance(measure, RatioMeasure)]


# --- Every measure of the catalogue, on members with rows and sources taken away ------------------------------------


def a_member(siren: str, chance: random.Random) -> Mapping[str, Figure]:
    """A territory of four communes: some sources are not held, some measures lack rows, some rows lack a value."""
    place, bases = MeasuredPlace(siren=siren, communes=4), {}
    held = {source for source in shipped_cards() if chance.random() < 0.8}
    for code, measure in BASE_MEASURES.items():
        source = next((source for source in measure.sources if source in held), "")
        if source:
            present = chance.choice((0, 2, 4, 4, 4))
            known = chance.randint(0, present) if chance.random() < 0.4 else present
            value = float(chance.randint(0, 900)) if known else None
            bounds = chance.choice((0, 0, min(1, known)))
            tally = Tally(value=value, known=known, present=present, lower_bounds=bounds)
            edition = SourceEdition(card=shipped_cards()[source], name="e")
            bases[code] = base_figure(measure, place, edition, tally if present else None)
    return place_figures(bases, siren, shipped_prices())


def check_sum(figure: Figure) -> None:
    """What lacks a part is a lower bound, or nothing."""
    lacks = figure.is_partial or any(not item.is_known for item in figure.inputs)
    lacks |= any(item.state is ValueState.LOWER_BOUND for item in figure.inputs)
    if figure.is_known and lacks:
        assert figure.state is ValueState.LOWER_BOUND, figure


def check_ratio(figure: Figure) -> None:
    """Both terms whole, or a bound, or an estimate over a part that says so; two lower bounds give nothing."""
    above, below = figure.inputs
    floors = [item.state is ValueState.LOWER_BOUND for item in (above, below)]
    if all(floors) and below.value:
        assert (figure.is_known, figure.state) == (False, ValueState.NOT_ESTABLISHED)
    if not figure.is_known:
        return
    if floors[1] and not above.value:
        assert figure.value == 0  # nothing over anything
        return
    if floors[1]:
        assert BOUNDED_DENOMINATOR.fr in figure.note.fr
        assert figure.value is None
        assert figure.high == pytest.approx(above.value / below.value * MEASURES[figure.id.split(".")[2]].scale)
        return
    assert figure.value == pytest.approx(above.value / below.value * MEASURES[figure.id.split(".")[2]].scale)
    if below.is_partial:
        assert figure.is_partial
        assert figure.state in {ValueState.ESTIMATED, ValueState.MODELLED}
        assert above.territories == below.territories
    elif above.is_partial:
        assert figure.state in {ValueState.LOWER_BOUND, ValueState.ESTIMATED}


@settings(max_examples=60)
@given(st.integers(0, 10**9))
def test_no_figure_of_the_catalogue_hides_what_lacks(seed):
    chance = random.Random(seed)  # noqa: S311 - the lake is drawn, nothing is secret
    members = [a_member(siren, chance) for siren in SIRENS[: chance.randint(1, 3)]]
    network = network_figures(members, "n", cards=shipped_cards())
    for figures in (*members, network):
        for code, figure in figures.items():
            if code in RATIOS:
                check_ratio(figure)
            elif not code.endswith("_range"):
                check_sum(figure)
    for code, figure in network.items():
        if code in BASE_MEASURES and figure.is_known:
            check_members(code, figure, members)


def check_members(code: str, figure: Figure, members: list[dict[str, Figure]]) -> None:
    """A member that its sources tell nothing about is a gap of the sum, whatever the measure."""
    sources = set(BASE_MEASURES[code].sources)
    for member in members:
        told = any(
            has_rows(item) for base, item in member.items() if sources & set(BASE_MEASURES_SOURCES.get(base, ()))
        )
        if not told:
            assert figure.state is ValueState.LOWER_BOUND, (code, figure)


BASE_MEASURES_SOURCES = {code: measure.sources for code, measure in BASE_MEASURES.items()}


# --- The same ground, against plain Python, on lakes with rows taken away -------------------------------------------


def keep(source: str, rows: list[dict], folder) -> None:
    card = shipped_cards()[source]
    columns = [column.name for column in card.columns]
    frame = pl.DataFrame(rows, infer_schema_length=None).select(columns).sort(card.key)
    folder.mkdir(parents=True, exist_ok=True)
    write_table(frame, folder / f"{source}.parquet")
    edition = card.for_edition(data_date=card.data_date, retrieved_on=card.retrieved_on, republished_by="essai")
    adopt_snapshot(by=None, card=edition, table=folder / f"{source}.parquet")


def delivered(commune: str, carrier: str, sector: str, value: float | None) -> dict:
    state = "missing" if value is None else "observed"
    return {
        "insee_code": commune, "year": 2024, "sector": sector, "carrier": carrier, "consumption_mwh": value,
        "delivery_points": None if value is None else 1, "masked_meshes": 0, "operators": "essai", "state": state,
    }  # fmt: skip


def counted(commune: str, dwellings: int | None) -> dict:
    names = ("main_residences", "secondary_residences", "vacant_dwellings", "houses", "flats")
    others = dict.fromkeys(names, 1)
    people = None if dwellings is None else 2 * dwellings
    fields = {"insee_code": commune, "year": 2021, "population_inhabitants": people, "dwellings": dwellings}
    return fields | others | {"state": "estimated"}


def drawn(chance: random.Random, communes: tuple[str, ...]) -> dict[str, dict[str, float]]:
    """Values by column and commune, some communes taken away, one at least kept."""
    return {
        name: {commune: float(chance.randint(1, 900)) for commune in communes if chance.random() < 0.7}
        or {communes[0]: 5.0}
        for name in ("electricity", "gas", "dwellings")
    }


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(6))
def test_a_ratio_is_made_where_both_terms_are_known(lake_folder, tmp_path, seed):
    chance, communes = random.Random(seed), communes_of([RODEZ])  # noqa: S311 - as above
    held = drawn(chance, communes)
    rows = [
        delivered(commune, carrier, sector, value)
        for name, carrier in (("electricity", "electricity"), ("gas", "natural_gas"))
        for commune, value in held[name].items()
        for sector in ("residential", "total")
    ]
    keep("ore-communes", rows, tmp_path)
    keep("insee-dwellings", [counted(code, int(value)) for code, value in held["dwellings"].items()], tmp_path)
    figures = figures_by_measure(RODEZ)
    for code, needed in (
        ("gas_residential_per_dwelling", ("gas", "dwellings")),
        ("electricity_residential_per_dwelling", ("electricity", "dwellings")),
    ):
        ground = set.intersection(*(set(held[name]) for name in needed))
        figure = figures[code]
        above, below = (sum(held[name][commune] for commune in ground) for name in needed)
        assert figure.value == (pytest.approx(above / below) if ground else None)
        if ground:
            assert (figure.known, figure.total) == (len(ground), len(communes))
        assert figure == figures_at(code, [RODEZ], "2024")[RODEZ]
    whole = figures["gas_total"]
    assert whole.state is (ValueState.OBSERVED if len(held["gas"]) == len(communes) else ValueState.LOWER_BOUND)


def test_ratios_are_neither_added_nor_given():
    with pytest.raises(TypeError, match="ratios are not added"):
        summed_measure("ghg_per_inhabitant")
    with pytest.raises(UnknownMeasureError):
        base_measure("ghg_per_inhabitant")


@pytest.mark.django_db
def test_the_terms_of_a_ratio_have_addresses_and_rows_of_their_own(lake_folder, tmp_path):
    first, second, *others = communes_of([RODEZ])
    keep("ore-communes", [delivered(first, "natural_gas", "residential", 60.0)], tmp_path)
    keep("insee-dwellings", [counted(code, 10) for code in (first, second, *others)], tmp_path)
    ratio = figures_by_measure(RODEZ)["gas_residential_per_dwelling"]
    assert (ratio.value, ratio.known, ratio.total) == (6, 1, 8)
    assert ratio.state is ValueState.ESTIMATED
    assert "1 des 8 communes" in ratio.note.fr
    above, below = ratio.inputs
    assert below.id == f"observatory.{RODEZ}.dwellings.2021.on-gas_residential_per_dwelling-2024"
    assert [figure_at(term.id) for term in ratio.inputs] == [above, below]
    (ref,) = below.evidence
    ((card,)) = describe_rows([ref.key]).values()
    assert [row[0] for row in card.table.rows] == [first]
    assert Ground.of_variant("own") is None
    assert base_codes(MEASURES["bill_homes_per_dwelling"])[-1] == "dwellings"


@pytest.mark.django_db
def test_a_ratio_to_nothing_is_unknown(lake_folder, tmp_path):
    first, *others = communes_of([RODEZ])
    keep("ore-communes", [delivered(first, "natural_gas", "residential", 60.0)], tmp_path)
    keep("insee-dwellings", [counted(first, 0), *(counted(code, 10) for code in others)], tmp_path)
    ratio = figures_by_measure(RODEZ)["gas_residential_per_dwelling"]
    assert (ratio.value, ratio.state, ratio.known, ratio.total) == (None, ValueState.MISSING, 1, 8)


@pytest.mark.django_db
def test_the_register_of_serviced_communes_makes_a_true_zero(lake_folder, tmp_path):
    served, unserved, *unknown = communes_of([RODEZ])
    keep("ore-communes", [delivered(served, "natural_gas", "residential", 60.0)], tmp_path)
    keep("insee-dwellings", [counted(code, 10) for code in (served, unserved, *unknown)], tmp_path)
    keep(
        "ore-operators",
        [
            {"insee_code": code, "carrier": "natural_gas", "operators": name, "is_served": int(bool(name)),
             "state": "observed"}
            for code, name in ((served, "GRDF"), (unserved, ""))
        ],
        tmp_path,
    )  # fmt: skip
    figures = figures_by_measure(RODEZ)
    gas = figures["gas_residential"]
    assert (gas.value, gas.known, gas.total, gas.state) == (60, 2, 8, ValueState.LOWER_BOUND)
    assert "1 commune sans réseau d’après le registre" in gas.note.fr
    assert [ref.key.split("/")[0] for ref in gas.evidence] == ["ore-communes", "ore-operators"]
    assert figures["gas_residential_per_dwelling"].value == 3
    alone = figures_at("gas_residential", [unserved, unknown[0]], "2024")
    assert (alone[unserved].value, alone[unserved].state) == (0, ValueState.CONFIRMED_ZERO)
    assert alone[unknown[0]].value is None
