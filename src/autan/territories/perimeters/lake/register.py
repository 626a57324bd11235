"""The national register of EPCI and communes that ships, read in place: no database, no network.

Frames are of Polars, for the site; rows need it not, and are what the library of an analyst is made of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from autan.evidence.figures.core.sources import Source
from autan.ground.engine import Connection, connect, connection_to, show_file, show_frame
from autan.ground.errors import UnknownError
from autan.ground.heavy_work import keep_to_page
from autan.ground.search.core.searching import SearchedDocument, SearchIndex
from autan.ground.tables.importers.yaml_document import read_document
from autan.ground.wordings import Sentence
from autan.territories.perimeters.core.bodies import LATEST as LATEST
from autan.territories.perimeters.core.bodies import VINTAGES as VINTAGES
from autan.territories.perimeters.core.bodies import Epci
from autan.territories.perimeters.core.perimeter_sql import passage_rows
from autan.territories.perimeters.core.perimeters import CommuneHolders, PerimeterChange, compare_perimeters

if TYPE_CHECKING:
    import polars as pl


@cache
def read_card(path: Path) -> Mapping[str, Any]:
    """Return a card as it is written, read once.

    Raises ImportFileError when it is not YAML; a packaged card always is.
    """
    return cast("Mapping[str, Any]", read_document(path.read_text(encoding="utf-8"), path.name).value)


SOURCE = "registre-epci"
FOLDER = Path(__file__).parent / "register"
_FIRST_POPULATION = 2021
_BY_COMMUNE = 0.9
"""An EPCI answers a little less by the name of a commune than by its own."""


class UnknownTerritoryError(UnknownError):
    """No EPCI of the vintage has this SIREN.

    Attributes:
        suggestions: SIREN codes that look like it.
        vintages: vintages that do hold it.
    """

    def __init__(self, siren: str, vintage: int, suggestions: Sequence[str] = (), vintages: Sequence[int] = ()) -> None:
        self.siren = siren
        self.vintage = vintage
        self.suggestions = tuple(suggestions)
        self.vintages = tuple(vintages)
        hint = f" ; proches : {', '.join(self.suggestions)}" if self.suggestions else ""
        if self.vintages:
            hint = Sentence(" ; il existe de {first} à {last}", first=self.vintages[0], last=self.vintages[-1])
        super().__init__(
            "aucun EPCI n’a le SIREN «\u202f{siren}\u202f» en {vintage} (attendu\u00a0: neuf chiffres){hint}",
            siren=siren,
            vintage=vintage,
            hint=hint,
        )


class UnknownVintageError(UnknownError):
    """The register does not hold this vintage."""

    def __init__(self, vintage: int) -> None:
        self.vintage = vintage
        super().__init__(
            "millésime {vintage} absent du registre\u202f; présents\u00a0: {first} à {last}",
            vintage=vintage,
            first=VINTAGES[0],
            last=VINTAGES[-1],
        )


def open_register(*tables: str) -> Connection:
    """Return a connection to tables of the register, among `membership, epci, merges, names, changes`."""
    connection = connect(threads=1)
    for name in tables:
        show_file(connection, name, FOLDER / f"{name}.parquet")
    return connection


def _open_for(query: str) -> Connection:
    keep_to_page()
    tables = (name for name in ("membership", "epci", "merges", "names", "changes") if name in query)
    return connection_to({name: FOLDER / f"{name}.parquet" for name in tables})


def register_rows(query: str) -> list[tuple[Any, ...]]:
    """Return the answer of the register to a query."""
    return _open_for(query).sql(query).fetchall()


def _frame(query: str) -> "pl.DataFrame":
    import polars as pl

    return pl.DataFrame(_open_for(query).sql(query))


def find_register_source(slug: str) -> Source | None:
    """The source of the register under its slug; None for another."""
    return register_source() if slug == SOURCE else None


def register_source() -> Source:
    """Return the source of the register, as its card says."""
    card = read_card(FOLDER / "card.yaml")
    return Source(
        slug=SOURCE,
        title=card["title"],
        producer=card["producer"],
        licence=card["licence"],
        published=f"{VINTAGES[0]}-{VINTAGES[-1]}",
        document=card["package"],
    )


def _typeset(column: str) -> str:
    """Write a name as French sets it: the register has straight apostrophes."""
    return f"replace({column}, chr(39), '’')"


def membership_rows(vintage: int = LATEST) -> str:
    """Write the query of `siren, insee_code, commune_name, population` of every commune in an EPCI in a vintage.

    Sorted by siren then insee_code; unique by insee_code; population (inhabitants) is null before 2021.
    """
    population = f"population_{vintage}" if vintage >= _FIRST_POPULATION else "CAST(NULL AS INTEGER)"
    columns = f"siren, insee_code, {_typeset('commune_name')} AS commune_name, {population} AS population"
    return f"{_members(columns, vintage)} ORDER BY siren, insee_code"


def _members(columns: str, vintage: int) -> str:
    """Write the query of columns of the communes in an EPCI in a vintage, in no order: sorted, it takes twice as long.

    Raises UnknownVintageError when the register does not hold the vintage.
    """
    if vintage not in VINTAGES:
        raise UnknownVintageError(vintage)
    is_held = f"first_vintage <= {vintage} AND last_vintage >= {vintage} AND siren IS NOT NULL"
    return f"SELECT {columns} FROM membership WHERE {is_held}"  # noqa: S608 - columns of our own, a year


def passage_query(vintage: int = LATEST) -> str:
    """Write the query of the passage of any commune code to the communes and EPCI of a vintage."""
    return passage_rows(f"({_members('siren, insee_code', vintage)})", vintage)


@cache
def membership_frame(vintage: int = LATEST) -> "pl.DataFrame":
    """Return the answer to `membership_rows`."""
    return _frame(membership_rows(vintage))


@cache
def commune_names(vintage: int = LATEST) -> dict[str, str]:
    """Name of each commune code: of the vintage, else of another vintage, else of the time before it merged."""
    now = f"first_vintage <= {vintage} AND last_vintage >= {vintage}"
    return dict(
        register_rows(f"""
SELECT former_insee_code, {_typeset("former_name")} FROM merges
UNION ALL (SELECT insee_code, {_typeset("commune_name")} FROM membership ORDER BY {now})""")  # noqa: S608 - a year
    )


def former_names() -> list[tuple[str, str]]:
    """Return `insee_code, commune_name`: names that a code bore since 2012, beside the latest."""
    return register_rows("SELECT insee_code, commune_name FROM names")


@cache
def passage_frame(vintage: int = LATEST) -> "pl.DataFrame":
    """Return the answer to `passage_query`."""
    return _frame(passage_query(vintage))


def passage_to(membership: "pl.DataFrame", vintage: int = LATEST) -> "pl.DataFrame":
    """Return the passage of any commune code to the groups of a membership, `siren, insee_code`."""
    import polars as pl

    with open_register("membership", "merges") as connection:
        show_frame(connection, "groups", membership)
        return pl.DataFrame(connection.sql(passage_rows("groups", vintage)))


@cache
def epci_of(vintage: int) -> dict[str, Epci]:
    """Return every EPCI of a vintage, by SIREN."""
    counts = _members("siren, count(*) AS communes", vintage)
    query = f"""
SELECT e.siren, {_typeset("e.name")}, e.kind, e.population, coalesce(m.communes, 0) FROM epci AS e
LEFT JOIN ({counts} GROUP BY siren) AS m ON m.siren = e.siren WHERE e.vintage = {vintage} ORDER BY e.siren"""  # noqa: S608 - a year
    return {
        siren: Epci(siren=siren, name=name, kind=kind, vintage=vintage, population=population, communes=communes)
        for siren, name, kind, population, communes in register_rows(query)
    }


def find_epci(siren: str, vintage: int = LATEST) -> Epci:
    """Return an EPCI of a vintage. Raises UnknownVintageError when the register does not hold the vintage."""
    known = epci_of(vintage)
    if siren not in known:
        close = get_close_matches(siren, known, n=3, cutoff=0.85)
        raise UnknownTerritoryError(siren, vintage, close, vintages_of(siren))
    return known[siren]


def holds_epci(siren: str, vintage: int = LATEST) -> bool:
    """Say whether the register holds an EPCI of a vintage, at once.

    Raises UnknownVintageError when the register does not hold the vintage.
    """
    return siren in epci_of(vintage)


@dataclass(frozen=True, slots=True)
class RegisteredYear:
    """What one vintage says of an EPCI; population is None when it has none."""

    vintage: int
    kind: str
    population: int | None


def vintages_of(siren: str) -> tuple[int, ...]:
    """Return the vintages in which an EPCI exists, in order; none when the register never saw it."""
    return tuple(year.vintage for year in registered_years(siren))


def registered_years(siren: str) -> tuple[RegisteredYear, ...]:
    """Return what each vintage says of an EPCI, in order; nothing when the register never saw it."""
    return _years_by_siren().get(siren, ())


@cache
def _years_by_siren() -> dict[str, tuple[RegisteredYear, ...]]:
    years: dict[str, tuple[RegisteredYear, ...]] = {}
    # gathered here: DuckDB takes twice as long to make sorted lists
    for siren, *year in register_rows("SELECT siren, vintage, kind, population FROM epci ORDER BY vintage"):
        years[siren] = (*years.get(siren, ()), RegisteredYear(*year))
    return years


def members_of(siren: str, vintage: int = LATEST) -> "pl.DataFrame":
    """Return `insee_code, commune_name, population` of the communes of an EPCI, sorted by code.

    Raises UnknownTerritoryError when there is no such EPCI in the vintage.
    """
    find_epci(siren, vintage)
    return membership_frame(vintage).filter(siren=siren).drop("siren")


def communes_of(siren: str, vintage: int = LATEST) -> tuple[str, ...]:
    """Return the codes of the communes of an EPCI, in order; many EPCI are read faster than by `members_of`.

    Raises UnknownTerritoryError when there is no such EPCI in the vintage.
    """
    find_epci(siren, vintage)
    return _communes_by_epci(vintage).get(siren, ())


def last_communes_of(siren: str) -> tuple[str, ...]:
    """Return the codes of the communes that an EPCI has, or had when it ended; none if the register never saw it."""
    vintages = vintages_of(siren)
    return communes_of(siren, vintages[-1]) if vintages else ()


@cache
def _communes_by_epci(vintage: int) -> dict[str, tuple[str, ...]]:
    # as one text: lists of texts take three times as long to come out of DuckDB
    rows = register_rows(f"{_members("siren, string_agg(insee_code, ' ')", vintage)} GROUP BY siren")
    return {siren: tuple(sorted(codes.split())) for siren, codes in rows}


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundEpci:
    """An EPCI that answers a search.

    Attributes:
        score: how well it answers, 0 to 1.
        commune: name of the commune that answers, or empty when the EPCI does by its own name.
    """

    epci: Epci
    score: float
    commune: str = ""


@cache
def _names(vintage: int) -> SearchIndex[str]:
    """Every EPCI by its name and its SIREN, in the order of the names."""
    bodies = sorted(epci_of(vintage).items(), key=lambda item: item[1].name)
    return SearchIndex(SearchedDocument(key=siren, title=epci.name, text=siren) for siren, epci in bodies)


@cache
def _communes_by_name(vintage: int) -> SearchIndex[tuple[str, str]]:
    rows = register_rows(membership_rows(vintage))
    return SearchIndex(SearchedDocument(key=(siren, name), title=name) for siren, _code, name, _population in rows)


def search_epci(words: Sequence[str], vintage: int = LATEST, *, needs_all: bool = True) -> list[FoundEpci]:
    """Return the EPCI that answer the words of a search by their name or SIREN, or by a commune, best first.

    `words`: result of `search_words`.
    `needs_all`: False to find also names that hold some of the words only, where none holds them all.
    """
    bodies = epci_of(vintage)
    matches = _names(vintage).search(words, needs_all=needs_all)
    best = {siren: FoundEpci(epci=bodies[siren], score=score) for siren, score in matches}
    for (siren, commune), score in _communes_by_name(vintage).search(words, needs_all=True):
        epci = FoundEpci(epci=bodies[siren], score=score * _BY_COMMUNE, commune=commune)
        if siren not in best or epci.score > best[siren].score:
            best[siren] = epci
    return sorted(best.values(), key=lambda item: -item.score)


def register_holds(word: str) -> bool:
    """Say whether the name of an EPCI or of a commune of today has a word of this stem."""
    return _names(LATEST).holds(word) or _communes_by_name(LATEST).holds(word)


@lru_cache(maxsize=4096)
def change_between(siren: str, before: int, after: int) -> PerimeterChange:
    """State what changed in an EPCI between two vintages.

    Raises UnknownTerritoryError when it does not exist in one of them.
    """
    return compare_perimeters(
        communes_of(siren, before),
        communes_of(siren, after),
        holders_before=_commune_holders(before),
        holders_after=_commune_holders(after),
    )


@cache
def _commune_holders(vintage: int) -> CommuneHolders:
    communes = frozenset(chain.from_iterable(_communes_by_epci(vintage).values()))
    merged = f"SELECT source_code, insee_code FROM ({passage_query(vintage)}) WHERE source_code <> insee_code"  # noqa: S608 - a year
    return CommuneHolders.of_passage(communes, register_rows(merged))
