"""What is implausible in the table of a new edition, against people, the last edition and the table that ships."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from autan.ground.errors import Fault
from autan.opendata.measures.core.measures import PERIMETER_VINTAGE
from autan.opendata.measures.queries.perimeter import current_perimeter
from autan.opendata.sources.core.source_cards import SourceCard
from autan.opendata.sources.importers import SHIPPED_TABLES, shipped_table_cards
from autan.opendata.updates.core.cell_checks import (
    exchanged_faults,
    hidden_total_faults,
    jump_faults,
    other_carrier_faults,
    point_faults,
    proportional_faults,
    repeated_year_faults,
    weather_faults,
    year_faults,
)
from autan.opendata.updates.core.gained_values import (
    GROWING,
    EditionPair,
    pair_editions,
    pair_years,
    row_faults,
    zero_faults,
    zero_share_faults,
)
from autan.opendata.updates.core.plausibility import (
    EVERYWHERE,
    FEWEST_CUT,
    change_faults,
    cut_fault,
    moved_faults,
    people_faults,
    same_numbers_fault,
    shift_faults,
    swapped_faults,
    unit_faults,
    unmasked_faults,
)
from autan.opendata.updates.core.reconciliation import reconciliation_faults
from autan.opendata.updates.core.revisions import EditionComparison
from autan.opendata.updates.importers import people_bounds
from autan.opendata.updates.queries.alert_words import alert_in_words
from autan.opendata.updates.queries.reconciliations import reconciled
from autan.territories.perimeters.core.departments import DEPARTMENTS, region_of
from autan.territories.perimeters.lake import register

_PLACES = frozenset({"insee_code", "siren"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareWith:
    """The edition in use that a new one follows. `table`: its rows about the places of the new one."""

    table: pl.DataFrame
    comparison: EditionComparison
    name: str


def alerts_of_table(card: SourceCard, table: pl.DataFrame, last: CompareWith | None = None) -> tuple[Fault, ...]:
    """Everything that is implausible in a table, in the order of the checks; nothing in what is in use already."""
    new = _not_judged_yet(card, table, last)
    if last is not None and new.is_empty() and not last.comparison.removed:
        return ()
    if place_column(card) not in (*_PLACES, "code"):
        return tuple(change_faults(last.comparison, rows=last.table.height)) if last else ()
    faults = (
        *_against_people(card, table),
        *_against_cut(card, table),
        *_against_points(card, new),
        *_against_editions(card, table, last),
        *reconciliation_faults(reconciled(card, table), _judged_places(card, new)),
    )
    return tuple(map(alert_in_words, faults))


def _judged_places(card: SourceCard, judgements: pl.DataFrame) -> list[str]:
    """Places of the rows, their territories, and the regions of their departments."""
    holders, codes = current_perimeter().holders, judgements[place_column(card)].unique().to_list()
    regions = [region_of(code).code for code in codes if code in DEPARTMENTS]
    return [*(holders.get(code, code) for code in codes), *codes, *regions]


def place_column(card: SourceCard) -> str:
    """Column of the place: the first of the key, or the code of a series, whose key begins with the mesh."""
    return "code" if "code" in card.key else card.key[0]


def _not_judged_yet(card: SourceCard, table: pl.DataFrame, last: CompareWith | None) -> pl.DataFrame:
    """Rows of the places where something differs from the edition in use, which somebody took as it was."""
    if last is None:
        return table
    differing = table.join(last.table, on=table.columns, how="anti", nulls_equal=True)
    return table.join(differing.select(place_column(card)).unique(), on=place_column(card), how="semi")


def _against_points(card: SourceCard, table: pl.DataFrame) -> Iterator[Fault]:
    """Energy of a delivery point, and points of gas beside those of electricity, place by place."""
    if card.source == "ore-communes":
        homes = table.filter(pl.col("sector") == "residential")
        shipped = pl.read_parquet(SHIPPED_TABLES / f"{card.source}.parquet").filter(pl.col("sector") == "residential")
        yield from point_faults(homes, shipped, place=card.key[0], amount="consumption_mwh")
        yield from other_carrier_faults(homes, place=card.key[0])


def _against_people(card: SourceCard, table: pl.DataFrame) -> Iterator[Fault]:
    place, perimeter = place_column(card), current_perimeter()
    is_by_commune = place == "insee_code"
    if "mesh" in table.columns:  # the last year of the finest mesh
        mesh = next((mesh for mesh in ("commune", "epci") if mesh in table["mesh"]), "")
        table = table.filter(pl.col("mesh") == mesh).filter(pl.col("year") == pl.col("year").max())
        is_by_commune = mesh == "commune"
    codes = table[place].unique().drop_nulls().to_list()
    holders = {code: perimeter.holders.get(code, code) for code in codes}
    territory = table[place].replace_strict(holders, return_dtype=pl.String, default=None) if codes else table[place]
    people = _people(codes, is_by_commune=is_by_commune)
    for bounds in people_bounds(card.source):
        yield from people_faults(table, bounds, territory, people)


def _people(codes: list[str], *, is_by_commune: bool) -> Mapping[str, int]:
    """Inhabitants by SIREN, of the municipalities that a table has, or of whole territories."""
    members = register.membership_frame(PERIMETER_VINTAGE)
    if is_by_commune:
        passage = current_perimeter().passage.filter(pl.col("source_code").is_in(codes))
        members = members.filter(pl.col("insee_code").is_in(passage["insee_code"].unique().to_list()))
    return dict(members.group_by("siren").agg(pl.col("population").sum().cast(pl.Int64)).iter_rows())


def _against_cut(card: SourceCard, table: pl.DataFrame) -> Iterator[Fault]:
    if card.source in EVERYWHERE and card.key[0] == "insee_code" and table.height >= FEWEST_CUT:
        perimeter = current_perimeter()
        codes = table["insee_code"].unique()
        rows = perimeter.passage.filter(pl.col("source_code").is_in(codes)).select("source_code", "insee_code")
        passage = dict(rows.iter_rows())
        members: dict[str, list[str]] = {}
        for code in perimeter.names:
            members.setdefault(perimeter.holders[code], []).append(code)
        yield from cut_fault([passage.get(code, code) for code in codes], members)


def _reference(card: SourceCard, last: CompareWith | None) -> tuple[pl.DataFrame | None, bool]:
    """What a table is compared with, None where there is nothing, and whether it is of the same date.

    The last edition, where it tells of the same territories; else the table that ships.
    """
    if last is not None and not last.table.is_empty():
        return last.table, last.comparison.is_same_date
    shipped = shipped_table_cards().get(card.source)
    table = pl.read_parquet(SHIPPED_TABLES / f"{card.source}.parquet") if shipped else pl.DataFrame()
    return (None if table.is_empty() else table), shipped is None or shipped.data_date == card.data_date


def _against_editions(card: SourceCard, table: pl.DataFrame, last: CompareWith | None) -> Iterator[Fault]:
    reference, is_same_date = _reference(card, last)
    if reference is not None and not card.indicator:
        yield from swapped_faults(table, reference, key=card.key)
        if not is_same_date:
            yield from same_numbers_fault(reference, table, key=card.key)
        if "masked_meshes" in table.columns:
            yield from unmasked_faults(table, reference, key=card.key)
    yield from _against_gains(card, table, reference, is_same_date=is_same_date)
    if last is not None and reference is not None:
        shifts = list(shift_faults(last.comparison.shifts, last.name))
        yield from shifts or moved_faults(reference, table, key=card.key, holders=current_perimeter().holders)
        yield from change_faults(last.comparison, rows=last.table.height)


def _against_gains(
    card: SourceCard, table: pl.DataFrame, reference: pl.DataFrame | None, *, is_same_date: bool
) -> Iterator[Fault]:
    """Zeros that come together, values that many places gain or lose, against the last edition or what ships.

    The years of a series that neither tells are held against the year before each.
    """
    holders = current_perimeter().holders
    if reference is not None:
        pair = pair_editions(reference, table, key=card.key, place=place_column(card), holders=holders)
        yield from zero_faults(pair)
        yield from zero_share_faults(pair)
        yield from _moved_cells(table, pair, card)
        if card.source not in GROWING and not card.indicator:
            yield from row_faults(pair, is_same_date=is_same_date)
    if card.indicator:
        yield from unit_faults(table, card.indicator.unit)
        years = pair_years(table, reference, key=card.key, holders=holders)
        if years is not None:
            yield from repeated_year_faults(years)
            yield from _moved_cells(table, years, card)


def _moved_cells(table: pl.DataFrame, pair: EditionPair, card: SourceCard) -> Iterator[Fault]:
    is_register = card.source in GROWING
    yield from hidden_total_faults(table, pair, key=card.key)
    yield from exchanged_faults(pair)
    yield from proportional_faults(pair)
    if card.source == "indicator-degree-days":
        yield from weather_faults(pair)
    yield from jump_faults(pair, is_register=is_register)
    if not is_register:
        yield from year_faults(pair)
