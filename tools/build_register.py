"""Builds the national register of EPCI and communes that the product ships.

Downloads eight yearly versions of the npm package `@etalab/decoupage-administratif` (official geographic code,
perimeters of the DGCL, legal populations) and writes five small Parquet files and their card into
`src/autan/territories/perimeters/lake/register/`. Run again at will: the same archives give the same bytes.

    .venv/bin/python tools/build_register.py [--archives DIR]

Needs the npm client and a network; what it writes needs neither.
"""

import argparse
import hashlib
import json
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from autan.territories.perimeters.lake.latest_epci import BODIES, PATH
from autan.territories.perimeters.lake.register import LATEST, epci_of
from autan.territories.perimeters.lake.successors import FIRST_YEAR

PACKAGE = "@etalab/decoupage-administratif"
VERSIONS = {
    2019: "0.7.0",
    2020: "0.8.0",
    2021: "1.1.1",
    2022: "2.3.1",
    2023: "3.1.1",
    2024: "4.1.0",
    2025: "5.3.0",
    2026: "6.0.0",
}
TARGET = Path(__file__).resolve().parent.parent / "src" / "autan" / "territories" / "perimeters" / "lake" / "register"
MAX_BYTES = 2_500_000
SPLITS = frozenset({"dé-fusion", "rétablissement", "recomposition de la commune groupe"})
FIRST_NAMES = f"{FIRST_YEAR}-01-01"  # names that ended before this day are in no file that is read here
POPULATION_VINTAGES = tuple(year for year in VERSIONS if year >= 2021)  # no communal population before

Record = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vintage:
    """What one version of the package says.

    Attributes:
        year: vintage of the official geographic code.
        communes: the list of communes, of every type.
        epcis: the list of EPCI.
        history: dated events of communes since 1943, in the first version only.
        actual: code and name of the communes that exist.
        members: code of each commune that is in an EPCI, and the SIREN of this EPCI.
        checksum: SHA-256 of the archive.
    """

    year: int
    communes: list[Record]
    epcis: list[Record]
    history: list[Record]
    actual: dict[str, str]
    members: dict[str, str]
    checksum: str


def download(version: str, folder: Path) -> Path:
    """Fetch one version with the npm client, unless the archive is there already."""
    archive = folder / f"etalab-decoupage-administratif-{version}.tgz"
    if not archive.exists():
        command = ["npm", "pack", "--silent", f"{PACKAGE}@{version}", "--pack-destination", str(folder)]
        subprocess.run(command, check=True, capture_output=True)
    return archive


def read_vintage(year: int, archive: Path) -> Vintage:
    """Read the lists of one archive without unpacking it on disk."""
    with tarfile.open(archive) as tar:
        names = set(tar.getnames())

        def read(name: str) -> list[Record]:
            path = f"package/data/{name}.json"
            file = tar.extractfile(path) if path in names else None
            return json.load(file) if file else []

        communes, epcis, history = read("communes"), read("epci"), read("historique-communes")
    return Vintage(
        year=year,
        communes=communes,
        epcis=epcis,
        history=history,
        actual={row["code"]: row["nom"] for row in communes if row["type"] == "commune-actuelle"},
        members={member["code"]: epci["code"] for epci in epcis for member in epci["membres"]},
        checksum=hashlib.sha256(archive.read_bytes()).hexdigest(),
    )


def correct_2020(vintages: list[Vintage]) -> list[Vintage]:
    """Mend the 2020 version, which carries the EPCI of 2020 beside the communes of 2019.

    A commune in no EPCI is kept for 2020 only if it is still there in 2021; a commune that the EPCI of 2020 hold
    and the list of 2019 does not know takes its name from 2021.
    """
    names = {vintage.year: vintage.actual for vintage in vintages}
    stale = next(vintage for vintage in vintages if vintage.year == 2020)
    kept = {code: name for code, name in names[2019].items() if code in stale.members or code in names[2021]}
    added = {code: names[2021][code] for code in stale.members if code not in kept}
    later = next(vintage for vintage in vintages if vintage.year == 2021)
    mended = replace(stale, actual=kept | added, communes=later.communes)
    return [mended if vintage is stale else vintage for vintage in vintages]


def communes_of(vintages: list[Vintage]) -> pl.DataFrame:
    """One row per vintage and commune, with its EPCI (null when it is in none) and its municipal population."""
    rows: list[Record] = []
    for vintage in vintages:
        members = {member["code"]: member for epci in vintage.epcis for member in epci["membres"]}
        rows += [
            {
                "vintage": vintage.year,
                "siren": vintage.members.get(code),
                "insee_code": code,
                "commune_name": name,
                "population": members.get(code, {}).get("populationMunicipale"),
            }
            for code, name in vintage.actual.items()
        ]
    return pl.DataFrame(rows, schema_overrides={"vintage": pl.Int16, "population": pl.Int32}, infer_schema_length=None)


def membership_runs(communes: pl.DataFrame) -> pl.DataFrame:
    """One row per commune, EPCI and unbroken run of vintages, with the population of each vintage, sorted by EPCI."""
    run = (pl.col("vintage") - pl.int_range(pl.len())).over("insee_code", "siren", order_by="vintage")
    populations = [
        pl.col("population").filter(pl.col("vintage") == year).first().alias(f"population_{year}")
        for year in POPULATION_VINTAGES
    ]
    return (
        communes.with_columns(run=run)
        .group_by("siren", "insee_code", "run")
        .agg(
            pl.col("commune_name").sort_by("vintage").last(),
            pl.col("vintage").min().alias("first_vintage"),
            pl.col("vintage").max().alias("last_vintage"),
            *populations,
        )
        .drop("run")
        .sort("siren", "insee_code", "first_vintage", nulls_last=True)
    )


def epcis_of(vintages: list[Vintage]) -> pl.DataFrame:
    """One row per EPCI and vintage: name, kind, financing, municipal population."""
    rows = [
        {
            "siren": epci["code"],
            "vintage": vintage.year,
            "name": epci["nom"],
            "kind": epci["type"],
            "financing": epci["modeFinancement"],
            "population": epci["populationMunicipale"],
        }
        for vintage in vintages
        for epci in vintage.epcis
    ]
    return pl.DataFrame(rows, schema_overrides={"vintage": pl.Int16, "population": pl.Int32}).sort("siren", "vintage")


def merges_from_history(history: list[Record]) -> list[Record]:
    """Codes that ended before 2019, and the code that holds their ground since then."""
    by_id = {entry["id"]: entry for entry in history}
    merges = []
    for entry in history:
        successor = by_id.get(entry.get("successeur", ""))
        if entry["type"] != "COM" or successor is None:
            continue
        holder = successor if successor["type"] == "COM" else by_id[successor["pole"]]
        if holder["code"] != entry["code"]:
            merges.append(merge_row(entry["code"], entry["nom"], holder["code"], first_vintage_after(entry["dateFin"])))
    return merges


def first_vintage_after(day: str) -> int:
    """The code of a year is its state on 1 January: a change later in the year is seen in the next vintage."""
    year, _, rest = day.partition("-")
    return int(year) + (rest != "01-01")


def merge_row(former: str, name: str, holder: str, since: int) -> Record:
    """One line of the table of merges."""
    return {"former_insee_code": former, "former_name": name, "insee_code": holder, "since_vintage": since}


def merges_between(vintages: list[Vintage]) -> list[Record]:
    """Codes that the next vintage no longer has, with the commune that lists them among its former codes."""
    merges = []
    for before, after in pairwise(vintages):
        holders = former_codes(after)
        merges += [
            merge_row(code, name, holders[code], after.year)
            for code, name in before.actual.items()
            if code not in after.actual
        ]
    return merges


def former_codes(vintage: Vintage) -> dict[str, str]:
    """Each former code, and each delegated or associated commune, with the commune that holds it."""
    holders = {row["code"]: row["chefLieu"] for row in vintage.communes if "chefLieu" in row}
    for row in vintage.communes:
        if row["type"] == "commune-actuelle":
            holders |= dict.fromkeys(row.get("anciensCodes", []), row["code"])
    return holders


def city_districts(vintage: Vintage) -> list[Record]:
    """Districts of Paris, Lyon and Marseille: many communal tables carry them instead of the city."""
    return [
        merge_row(row["code"], row["nom"], row["commune"], 1943)
        for row in vintage.communes
        if row["type"] == "arrondissement-municipal"
    ]


def undated_parts(vintages: list[Vintage], dated: set[str]) -> list[Record]:
    """Delegated or associated communes that no dated line explains, from the first vintage that lists them."""
    records: dict[str, Record] = {}
    for vintage in vintages:
        for row in vintage.communes:
            code: str = row["code"]
            holder: str = row.get("chefLieu") or code
            if code != holder and code not in dated and code not in vintage.actual:
                records.setdefault(code, merge_row(code, row["nom"], holder, vintage.year))
    return list(records.values())


def merges_of(vintages: list[Vintage]) -> pl.DataFrame:
    """Every former code with the code that holds its ground, and the first vintage where this is so."""
    rows = merges_from_history(vintages[0].history) + merges_between(vintages) + city_districts(vintages[-1])

    rows += undated_parts(vintages, {row["former_insee_code"] for row in rows})
    keys = ["former_insee_code", "since_vintage", "insee_code"]
    return pl.DataFrame(rows, schema_overrides={"since_vintage": pl.Int16}).unique(keys).sort(keys)


def names_of(vintages: list[Vintage], latest: pl.DataFrame) -> pl.DataFrame:
    """Every name that a commune code bore since 2012 beside its latest, by code: dated files carry those of their year.

    Args:
        vintages: the versions, the first with its history.
        latest: the membership, which holds the latest name of each code.
    """
    history = [
        (entry["code"], entry["nom"])
        for entry in vintages[0].history
        if entry["type"] == "COM" and (entry.get("dateFin") or "9999") > FIRST_NAMES
    ]
    listed = [pair for vintage in vintages for pair in vintage.actual.items()]
    pairs = pl.DataFrame(sorted({*history, *listed}), schema=["insee_code", "commune_name"], orient="row")
    return pairs.join(latest, on=["insee_code", "commune_name"], how="anti")


def changes_of(history: list[Record]) -> pl.DataFrame:
    """What became of communes from 2012 to the first vintage, day by day: names, mergers, splits, departments.

    `kind` is `name`, `merge`, `split` (a commune made anew of one that held its ground) or `department`.
    """
    by_id = {entry["id"]: entry for entry in history}

    def commune(entry: Record) -> Record:
        """The commune that holds the ground of a delegated or associated one; itself for a commune."""
        return entry if entry["type"] == "COM" else by_id[entry["pole"]]

    rows = set()
    for entry in (entry for entry in history if entry["type"] == "COM"):
        before, after = by_id.get(entry.get("predecesseur", "")), by_id.get(entry.get("successeur", ""))
        if before and entry.get("dateDebut", "") >= FIRST_NAMES and entry.get("raisonDebut") in SPLITS:
            rows.add(change_row(entry["dateDebut"], "split", commune(before), entry))
        if after and entry.get("dateFin", "") >= FIRST_NAMES and entry.get("raisonFin") not in SPLITS:
            reason = entry["raisonFin"]
            kind = "name" if reason == "changement de nom" else "merge"
            rows.add(
                change_row(entry["dateFin"], "department" if "département" in reason else kind, entry, commune(after))
            )
    columns = ["day", "kind", "former_insee_code", "former_name", "insee_code", "commune_name"]
    frame = pl.DataFrame(sorted(rows), schema=columns, orient="row")
    is_change = (pl.col("former_insee_code") != pl.col("insee_code")) | (
        pl.col("former_name") != pl.col("commune_name")
    )
    return frame.filter(is_change)


def change_row(day: str, kind: str, former: Record, commune: Record) -> tuple[str, ...]:
    """One line of the table of changes."""
    return day, kind, former["code"], former["nom"], commune["code"], commune["nom"]


def write_card(vintages: list[Vintage], frames: dict[str, pl.DataFrame]) -> None:
    """Write the card that says what the files are, where they come from and how to check them."""
    card = {
        "title": "Découpage administratif",
        "producer": "DGCL (périmètres des EPCI) et INSEE (code officiel géographique, populations légales)",
        "publisher": "Etalab",
        "package": PACKAGE,
        "licence": "Licence Ouverte / Open Licence (Etalab)",
        "vintages": {v.year: {"version": VERSIONS[v.year], "sha256": v.checksum} for v in vintages},
        "files": {
            f"{name}.parquet": {
                "rows": frame.height,
                "sha256": hashlib.sha256((TARGET / f"{name}.parquet").read_bytes()).hexdigest(),
                "columns": frame.columns,
            }
            for name, frame in frames.items()
        },
    }
    (TARGET / "card.yaml").write_text(yaml.safe_dump(card, allow_unicode=True, sort_keys=False), encoding="utf-8")


def write_latest() -> None:
    """Write the small table of the latest EPCI, from the register just written."""
    rows = sorted(epci_of(LATEST).values(), key=lambda epci: epci.siren)
    frame = pl.DataFrame([(e.siren, e.name, str(e.kind), e.population, e.communes) for e in rows], orient="row")
    frame.columns = ["siren", "name", "kind", "population", "communes"]
    frame.write_csv(PATH)


def write_territorial_bodies(archive: Path) -> None:
    """Write the bodies of Greater Paris, which are no EPCI with own taxation, from the latest archive."""
    with tarfile.open(archive) as tar:
        file = tar.extractfile("package/data/ept.json")
        rows = json.load(file) if file else []
    bodies = [
        (row["code"], row["nom"].replace("'", "’"), sorted(one["code"] for one in row["membres"])) for row in rows
    ]
    frame = pl.DataFrame([(siren, name, " ".join(codes)) for siren, name, codes in sorted(bodies)], orient="row")
    frame.columns = ["siren", "name", "communes"]
    frame.write_csv(BODIES)


def build(folder: Path) -> None:
    """Download, derive, write, and refuse a result that is too heavy to ship."""
    vintages = []
    for number, (year, version) in enumerate(VERSIONS.items(), start=1):
        print(f"[{number}/{len(VERSIONS)}] {year}: {PACKAGE}@{version}", flush=True)
        vintages.append(read_vintage(year, download(version, folder)))
    vintages = correct_2020(vintages)
    frames = {
        "membership": membership_runs(communes_of(vintages)),
        "epci": epcis_of(vintages),
        "merges": merges_of(vintages),
    }
    frames["names"] = names_of(vintages, frames["membership"])
    frames["changes"] = changes_of(vintages[0].history)
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, frame in frames.items():
        frame.write_parquet(TARGET / f"{name}.parquet", compression="zstd", compression_level=19, row_group_size=20_000)
    write_card(vintages, frames)
    write_latest()
    write_territorial_bodies(download(VERSIONS[LATEST], folder))
    sizes = {path.name: path.stat().st_size for path in sorted(TARGET.iterdir()) if path.suffix != ".py"}
    for name, size in sizes.items():
        print(f"{name:<22}{size:>12,} bytes")
    if sum(sizes.values()) > MAX_BYTES:
        message = f"{sum(sizes.values()):,} bytes: more than the {MAX_BYTES:,} that the product may ship"
        raise SystemExit(message)


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--archives", type=Path, help="folder that holds, or will keep, the downloaded archives")
    path: Path | None = parser.parse_args().archives
    if path:
        path.mkdir(parents=True, exist_ok=True)
        build(path)
        return
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder))


if __name__ == "__main__":
    main()
