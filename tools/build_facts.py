"""Derive the register of facts that ships from the two fact tables of the reference folder.

Run: python tools/build_facts.py ../shared/reference
Writes sources.csv (one line a source) and facts.csv (one line a fact, its source by slug) into the demonstration.
Statements read again against the lines of the document are those of corrections.csv; the part of the document that a
fact comes from (parts.csv) gives its kind: survey, workshop, map, authors or network. Other sources give no kind.
The document does not ship: each of its facts keeps a print of its lines, which `autan check --document` compares.
A link ships only to a page that is its publisher’s own (`source_address`), on a host of hosts.csv: a document read in a
copy is cited by its title and publisher, and that its address is not known is said.
"""

import csv
import re
import sys
import unicodedata
from pathlib import Path
from urllib.parse import urlsplit

from autan.evidence.figures.core.stated_facts import line_span, print_of_lines

CONTENT = Path(__file__).parent.parent / "src/autan/instance/demo/content"
TARGET = CONTENT / "facts"
PARTS = CONTENT / "document-2014/parts.csv"
DOCUMENT = "000_e52ec7fc9de9e17b.txt"
SEED_SLUG = "synthese-2014"
SOURCE_KEYS = ("source_title", "source_publisher", "source_url", "source_date")
ORIGINAL = "original"
COPY_READ = "lu dans une copie, adresse de l’original non connue"
_REPRINTED = re.compile(
    r" \((?:document|contrat) repris par .*\)| \(site miroir\)|, repris(?:e)? (?:par|sur) .*|, via .*"
)
_UNNAMED = {
    "Article de presse spécialisée repris par un site tiers": "Revue non nommée",
    "Article repris par un site tiers": "Éditeur non nommé",
    "Century 21 Gaillac (reprise d'un article)": "Journal non nommé",
    "Reprise d'un article de presse par un blog": "Journal non nommé",
    "Reprise d'un article de presse par un site tiers": "Journal non nommé",
}
FACT_COLUMNS = (
    "id", "siren", "subject", "topic", "period", "statement_fr", "statement_en",
    "value", "unit_fr", "unit_en", "base_year", "horizon", "source", "locator", "confidence", "kind", "lines_hash",
)  # fmt: skip

UNITS_FR = {
    "% of national GHG emissions": "% des émissions nationales",
    "% of national GHG emissions (more than)": "% des émissions nationales (plus de)",
    "% of GHG emissions": "% des émissions",
    "% of GHG": "% des émissions",
    "% GHG": "% d’émissions",
    "% energy": "% d’énergie",
    "% gas": "% de gaz",
    "% efficiency": "% d’efficacité",
    "% renewables in final consumption": "% de renouvelables dans la consommation finale",
    "% increase of share": "% d’augmentation de la part",
    "% of heat": "% de la chaleur",
    "% of cost": "% du coût",
    "% of works": "% des travaux",
    "% of capital": "% du capital",
    "% of support": "% de soutien",
    "% of points (over)": "% des points (plus de)",
    "% of criteria": "% des critères",
    "% of consumption": "% de la consommation",
    "% of actions finished": "% d’actions achevées",
    "% of emissions (more than)": "% des émissions (plus de)",
    "% self-consumption (less than)": "% d’autoconsommation (moins de)",
    "% ridership Castres": "% de fréquentation à Castres",
    "% (base not stated), minimum": "% (base non précisée), minimum",
    "% (base not stated), maximum": "% (base non précisée), maximum",
    "% of EPCI answering": "% d’EPCI répondants",
    "EPCI out of 11": "EPCI sur 11",
    "EPCI present out of 11": "EPCI présents sur 11",
    "meetings": "réunions",
    "meeting": "réunion",
    "consultancies": "bureaux d’études",
    "moments": "temps",
    "workshops": "ateliers",
    "themes": "thèmes",
    "communities": "communautés",
    "communities merged": "communautés fusionnées",
    "working groups": "groupes de travail",
    "cities named": "villes citées",
    "lines of work": "axes de travail",
    "division factor GHG": "facteur de division des émissions",
    "multiplication factor": "facteur de multiplication",
    "stakeholders (more than)": "acteurs (plus de)",
    "Mt CO2e per year": "Mt CO₂e par an",
    "Mtoe per year": "Mtep par an",
    "t CO2 per year": "t CO₂ par an",
    "t CO2": "t CO₂",
    "t C equivalent per year": "t équivalent C par an",
    "kWh per year": "kWh par an",
    "MWh per year": "MWh par an",
    "GWh per year": "GWh par an",
    "dwellings per year": "logements par an",
    "dwellings": "logements",
    "parts": "volets",
    "years": "ans",
    "years (more than)": "ans (plus de)",
    "new measures": "nouvelles mesures",
    "measures evaluated": "mesures évaluées",
    "charging points": "bornes de recharge",
    "trees": "arbres",
    "inhabitants": "habitants",
    "municipalities": "communes",
    "roofs": "toitures",
    "members": "membres",
    "members (nearly)": "membres (près de)",
    "minutes on foot": "minutes à pied",
    "viewpoints": "points de vue",
    "panels": "panneaux",
    "lines": "lignes",
    "coaches": "autocars",
    "electric buses": "bus électriques",
    "buses": "bus",
    "buses per day in Castres": "bus par jour à Castres",
    "M€ (nearly)": "M€ (près de)",
    "km (nearly)": "km (près de)",
    "signatories besides the agglomeration": "signataires outre l’agglomération",
    "signatories (more than)": "signataires (plus de)",
    "criteria (more than)": "critères (plus de)",
    "pillars": "piliers",
    "partners (about)": "partenaires (environ)",
    "items": "éléments",
    "post": "poste",
    "post shared": "poste partagé",
    "goals": "objectifs",
    "shelters": "abris",
    "agreements": "accords",
    "staff": "agents",
    "vehicles": "véhicules",
    "buildings": "bâtiments",
    "kWp": "kWc",
}


def slugify(text: str) -> str:
    """Make an ASCII slug of at most 60 characters, cut between words."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe")).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    while len("-".join(words)) > 60:
        words.pop()
    return "-".join(words)


def read_csv(path: Path) -> list[dict[str, str]]:
    """Read one table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_rows(folder: Path) -> list[dict[str, str]]:
    """Read both tables, the seed first, with the statements of corrections.csv in their places."""
    corrected = {row["id"]: row for row in read_csv(TARGET / "corrections.csv")}
    rows = [row for name in ("facts-seed.csv", "facts-web.csv") for row in read_csv(folder / name)]
    for row in rows:
        for column in ("statement_fr", "statement_en"):
            row[column] = corrected.get(row["id"], row)[column]
    return rows


def kinds_by_line() -> dict[int, str]:
    """Give the kind of each line of the document that a part of it covers."""
    return {
        line: part["kind"]
        for part in read_csv(PARTS)
        for column in ("heading_lines", "text_lines")
        for line in line_span(part[column])
    }


def kind_of(row: dict[str, str], kinds: dict[int, str]) -> str:
    """Give the kind of a fact of the document, that of every line it was read on; empty for another source.

    Raises:
        ValueError: its lines are of two kinds, or of none: the lines or the parts are wrong.
    """
    if row["confidence"] != "network_study":
        return ""
    found = {kinds[line] for line in line_span(row["locator"]) if line in kinds}
    if len(found) != 1:
        message = f"{row['id']} ({row['locator']}): one kind expected, read {sorted(found) or 'none'}"
        raise ValueError(message)
    return found.pop()


def name_sources(rows: list[dict[str, str]]) -> dict[tuple[str, ...], str]:
    """Give each distinct source a slug, the reference document first."""
    slugs: dict[tuple[str, ...], str] = {}
    for row in rows:
        key = tuple(row[column] for column in SOURCE_KEYS)
        if key in slugs:
            continue
        wanted = SEED_SLUG if row["confidence"] == "network_study" else slugify(row["source_title"])
        number, slug = 2, wanted
        while slug in slugs.values():
            slug, number = f"{wanted}-{number}", number + 1
        slugs[key] = slug
    return slugs


def cite_sources(rows: list[dict[str, str]], slugs: dict[tuple[str, ...], str]) -> list[dict[str, str]]:
    """Give each source as it is cited: with its link when that is its publisher's own page, else as read in a copy."""
    hosts = {(row["host"], row["publisher"]) for row in read_csv(TARGET / "hosts.csv")}
    addresses = {tuple(row[column] for column in SOURCE_KEYS): row.get("source_address", "") for row in rows}
    sources = []
    for key, slug in slugs.items():
        title, publisher, url, published = key
        is_own = addresses[key] == ORIGINAL and (urlsplit(url).netloc.lower(), publisher) in hosts
        if url and not is_own:
            publisher, url = f"{_UNNAMED.get(publisher) or _REPRINTED.sub('', publisher)} ({COPY_READ})", ""
        sources.append(
            {"slug": slug, "title": title, "producer": publisher or "non précisé", "url": url, "published": published}
        )
    return sources


def write_csv(path: Path, columns: tuple[str, ...], lines: list[dict[str, str]]) -> None:
    """Write one compact table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(lines)


def main(folder: Path) -> None:
    """Read, name the sources, write the two tables."""
    rows = read_rows(folder)
    slugs = name_sources(rows)
    sources = cite_sources(rows, slugs)
    kinds = kinds_by_line()
    document = (folder / DOCUMENT).read_text(encoding="utf-8").splitlines()
    for row in rows:
        row["kind"] = kind_of(row, kinds)
        row["lines_hash"] = print_of_lines(document, row["locator"]) if row["kind"] else ""
        row["locator"] = re.sub(r"^lignes (\d+)$", r"ligne \1", row["locator"])
        row["source"] = slugs[tuple(row[column] for column in SOURCE_KEYS)]
        row["siren"], row["subject"] = row["territory_siren"], row["territory_name"]
        row["unit_en"] = row["unit"]
        row["unit_fr"] = UNITS_FR.get(row["unit"], row["unit"])
    write_csv(TARGET / "sources.csv", ("slug", "title", "producer", "url", "published"), sources)
    write_csv(TARGET / "facts.csv", FACT_COLUMNS, rows)
    print(f"{len(rows)} faits, {len(sources)} sources")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
