"""Builds the carbon of soils and forests of every EPCI that starting states ship with, from the tables of ALDO.

Stocks: hectares of a land times tonnes of carbon per hectare, in the soil and, in forests, in trees and litter. Flows:
growth of forests less felling and mortality, wood products, and what changed of land between 2012 and 2018 (published
flows over 20 years of conversions; at once into artificial soils and wetlands, four fifths of artificial soils sealed).
Negative is taken in. Artificial soils that turn into another land are not counted. Beside it, the wood that grows and
is neither cut nor dead, in m³ a year.

    .venv/bin/python tools/build_land_carbon.py FOLDER
"""

import argparse
import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

LAKE = Path(__file__).resolve().parent.parent / "src" / "autan" / "foresight" / "starting_states" / "lake"
TABLE, WOOD_TABLE = LAKE / "land_carbon.csv", LAKE / "wood_growth.csv"
COLUMNS = ("siren", "land", "surface_ha", "stock_tco2e", "flux_tco2e", "other_flux_tco2e")
CO2 = 44 / 12
SEALED, GREEN = 0.8, 0.2
YEARS_BETWEEN, YEARS_OF_CONVERSION = 6, 20
LITTER_TC_HA, GREEN_BIOMASS_TC_HA = 9.0, 7.0
FOREST, ARTIFICIAL, WET, WOOD, ORCHARD = "forets", "sols_artificiels", "zones_humides", "produits_bois", "vergers"
LANDS = {
    "cultures": ("cropland", "cult"),
    "prairies": ("grassland", "prai"),
    FOREST: ("forest", "for"),
    ORCHARD: ("vineyard_orchard", "verg"),
    "vignes": ("vineyard_orchard", "vign"),
    WET: ("wetland", "zh"),
    ARTIFICIAL: ("artificial_land", "art"),
}
"""Lands of ALDO: the sink that each is, and its short name in the columns of flows."""

_STANDS = {"311": "feuillu", "312": "conifere", "313": "mixte"}
"""Compositions of forests by class of Corine Land Cover."""

type Row = Mapping[str, str]


def main() -> None:
    """Read the folder, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="folder that holds the tables of ALDO")
    folder = parser.parse_args().folder
    soils = {row["code_epci"]: row for row in _rows(folder, "aldo_sols_stocks_flux_reference_epci")}
    current_fields = _by_epci(folder, "aldo_foret_biomasse_epci")
    areas = _areas_and_soils(folder, soils)
    _add_forests(areas, folder, current_fields)
    for row in _rows(folder, "aldo_produits_bois_epci"):
        wood = areas[row["code_epci"], "wood_products"]
        wood["stock"] -= abs(float(row["stock_produits_bois_tco2"]))
        wood["flux"] += float(row["puits_produits_bois_tco2_an"])
    for row in _rows(folder, "aldo_clc_changements_2012_2018_epci"):
        land = LANDS.get(row["occupation_2018"])
        if row["code_epci"] in soils and land is not None:
            flux = _changed(row, soils[row["code_epci"]], current_fields[row["code_epci"]])
            areas[row["code_epci"], land[0]]["flux"] -= flux * CO2
    _write(areas)
    _write_wood(current_fields)


type Found = defaultdict[tuple[str, str], defaultdict[str, float]]


def _areas_and_soils(folder: Path, soils: Mapping[str, Row]) -> Found:
    """Hectares of each land, and the carbon of its soil, negative as what is taken in."""
    found: Found = defaultdict(lambda: defaultdict(float))
    for siren in soils:
        for land, _short in LANDS.values():
            found[siren, land]["surface"] += 0.0
        found[siren, "wood_products"]["flux"] += 0.0
    for row in _rows(folder, "aldo_clc2018_surfaces_epci"):
        siren, land = row["code_epci"], row["occupation_aldo"]
        if siren in soils and land in LANDS and land != FOREST:
            held = found[siren, LANDS[land][0]]
            held["surface"] += float(row["surface_ha"])
            held["stock"] -= float(row["surface_ha"]) * _soil(soils[siren], land) * CO2
    return found


def _soil(row: Row, land: str) -> float:
    """Tonnes of carbon in one hectare of soil."""
    if land != ARTIFICIAL:
        return float(row[f"stock_sol_tc_ha_{land}"])
    sealed, green = (float(row[f"stock_sol_tc_ha_{ARTIFICIAL}_{kind}"]) for kind in ("impermeabilises", "enherbes"))
    return SEALED * sealed + GREEN * green


def _add_forests(found: Found, folder: Path, current_fields: Mapping[str, list[Row]]) -> None:
    """Stands by composition and poplars; the other reading is the row of the source for all compositions."""
    poplars = {row["code_epci"]: row for row in _rows(folder, "aldo_peupleraies_epci")}
    soils = {row["code_epci"]: row for row in _rows(folder, "aldo_sols_stocks_flux_reference_epci")}
    for row in _rows(folder, "aldo_foret_surfaces_epci"):
        siren = row["code_epci"]
        if siren not in soils:
            continue
        held, area = found[siren, "forest"], float(row["total_ha"])
        poplar = float(poplars[siren]["bilan_tco2_an"]) if siren in poplars else 0.0
        whole = next((each for each in current_fields[siren] if each["composition"].startswith("total")), None)
        parts = [each for each in current_fields[siren] if not each["composition"].startswith("total")]
        trees = sum(_number(part["surface_ha"]) * _number(part["stock_biomasse_tc_ha"]) for part in parts)
        held["surface"] = area
        held["stock"] = -(area * (_soil(soils[siren], FOREST) + LITTER_TC_HA) + trees) * CO2
        held["flux"] += sum(_number(part["bilan_tco2_an"]) for part in parts) + poplar
        held["other"] = (_number(whole["bilan_tco2_an"]) if whole else 0.0) + poplar


def _changed(row: Row, soil: Row, current_fields: list[Row]) -> float:
    """Tonnes of carbon a year taken in by a change of land, negative when lost."""
    before, after = row["occupation_2012"], row["occupation_2018"]
    if before not in LANDS or before in (after, ARTIFICIAL):
        return 0.0
    hectares = float(row["surface_ha"]) / YEARS_BETWEEN
    column = f"flux_sol_tc_ha_{LANDS[before][1]}_{LANDS[after][1]}"
    if after == ARTIFICIAL or WET in (before, after):
        per_hectare = _soil(soil, after) - _soil(soil, before)
    else:
        per_hectare = _number(soil.get(column, "")) * YEARS_OF_CONVERSION
    if before == FOREST:
        per_hectare -= LITTER_TC_HA + _trees(current_fields, _STANDS.get(row["code_clc_2012"], "total"))
    elif after == ARTIFICIAL:
        per_hectare += GREEN * GREEN_BIOMASS_TC_HA
    return hectares * per_hectare


def _trees(current_fields: list[Row], composition: str) -> float:
    """Tonnes of carbon in the trees of one hectare of a composition."""
    return next(
        (
            _number(current_field["stock_biomasse_tc_ha"])
            for current_field in current_fields
            if current_field["composition"].startswith(composition)
        ),
        0.0,
    )


def _number(text: str) -> float:
    return float(text) if text else 0.0


def _by_epci(folder: Path, name: str) -> defaultdict[str, list[Row]]:
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for row in _rows(folder, name):
        rows[row["code_epci"]].append(row)
    return rows


def _rows(folder: Path, name: str) -> Iterator[Row]:
    """The rows of a table, each once: the source holds some twice."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from (dict(row) for row in dict.fromkeys(tuple(row.items()) for row in csv.DictReader(file)))


def _write(found: Found) -> None:
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for (siren, land), held in sorted(found.items()):
            numbers = [round(held[name]) for name in ("surface", "stock", "flux")]
            other = round(held["other"]) if "other" in held else ""
            writer.writerow((siren, land, *numbers, other))


def _write_wood(current_fields: Mapping[str, list[Row]]) -> None:
    """Cubic metres a year that grow beyond felling and mortality: by composition, then as the source adds them."""
    with WOOD_TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("siren", "growth_m3", "other_growth_m3"))
        for siren, rows in sorted(current_fields.items()):
            parts = [row for row in rows if not row["composition"].startswith("total")]
            whole = [row for row in rows if row["composition"].startswith("total")]
            if whole and all(row["production_m3_ha_an"] for row in whole):
                writer.writerow((siren, round(sum(map(_growth, parts))), round(sum(map(_growth, whole)))))


def _growth(row: Row) -> float:
    lost = _number(row["prelevement_m3_ha_an"]) + _number(row["mortalite_m3_ha_an"])
    return _number(row["surface_ha"]) * (_number(row["production_m3_ha_an"]) - lost)


if __name__ == "__main__":
    main()
