"""The national register of EPCI and communes that ships, read in place: no database, no network."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, cast

import polars as pl

from autan.evidence.figures.core.sources import Source
from autan.ground.errors import UnknownError
from autan.ground.search.core.searching import SearchedDocument, SearchIndex
from autan.ground.tables.importers.yaml_document import read_document
from autan.ground.wordings import Sentence
from autan.territories.perimeters.core.bodies import LATEST as LATEST
from autan.territories.perimeters.core.bodies import VINTAGES as VINTAGES
from autan.territories.perimeters.core.bodies import Epci
from autan.territories.perimeters.core.perimeters import (
    CommuneHolders,
    PerimeterChange,
    compare_perimeters,
    make_passage,
)


@cache
def read_card(path: Path) -> Mapping[str, Any]:
    """Return a card as it is written, read once.

    Raises ImportFileError when it is not YAML; a packaged card always is.
    """
    return cast("Mapping[str, Any]", read_document(path.read_text(encoding="utf-8"), path.name).value)


SOURCE = "registre-epci"
FOLDER = Path(__file__).parent / "register"
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


@cache
def _table(name: str) -> pl.DataFrame:
    return pl.read_parquet(FOLDER / f"{name}.parquet")


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


@cache
def membership_frame(vintage: int = LATEST) -> pl.DataFrame:
    """Return `siren, insee_code, commune_name, population` of every commune in an EPCI in a vintage.

    Sorted by siren then insee_code; unique by insee_code; population (inhabitants) is null before 2021.
    """
    if vintage not in VINTAGES:
        raise UnknownVintageError(vintage)
    table = _communes(vintage).filter(pl.col("siren").is_not_null())
    column = f"population_{vintage}"
    population = pl.col(column) if column in table.columns else pl.lit(None, dtype=pl.Int32)
    return table.select("siren", "insee_code", "commune_name", population.alias("population")).sort(
        "siren", "insee_code"
    )


def _communes(vintage: int) -> pl.DataFrame:
    """Every commune of a vintage, those in no EPCI (islands, new communes) with a null siren."""
    return _table("membership").filter((pl.col("first_vintage") <= vintage) & (pl.col("last_vintage") >= vintage))


@cache
def commune_names(vintage: int = LATEST) -> dict[str, str]:
    """Name of each commune code: of the vintage, else of another vintage, else of the time before it merged."""
    former = dict(merges_frame().select("former_insee_code", "former_name").iter_rows())
    ever = dict(_table("membership").select("insee_code", "commune_name").iter_rows())
    return former | ever | dict(_communes(vintage).select("insee_code", "commune_name").iter_rows())


@cache
def merges_frame() -> pl.DataFrame:
    """Return `former_insee_code, former_name, insee_code, since_vintage`: communes that live on under another code."""
    return _table("merges")


@cache
def former_names_frame() -> pl.DataFrame:
    """Return `insee_code, commune_name`: names that a code bore since 2012, beside the latest."""
    return _table("names")


@cache
def passage_frame(vintage: int = LATEST) -> pl.DataFrame:
    """Return the passage of any commune code to the communes and EPCI of a vintage; see `make_passage`."""
    return make_passage(membership=membership_frame(vintage), merges=merges_frame(), vintage=vintage)


@cache
def epci_of(vintage: int) -> dict[str, Epci]:
    """Return every EPCI of a vintage, by SIREN."""
    if vintage not in VINTAGES:
        raise UnknownVintageError(vintage)
    sizes = dict(membership_frame(vintage).group_by("siren").len().iter_rows())
    table = _table("epci").filter(pl.col("vintage") == vintage)
    rows = table.select("siren", "name", "kind", "population").iter_rows()
    return {
        siren: Epci(
            siren=siren, name=name, kind=kind, vintage=vintage, population=population, communes=sizes.get(siren, 0)
        )
        for siren, name, kind, population in rows
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


def vintages_of(siren: str) -> tuple[int, ...]:
    """Return the vintages in which an EPCI exists, in order; none when the register never saw it."""
    return tuple(vintage for vintage in VINTAGES if siren in epci_of(vintage))


def members_of(siren: str, vintage: int = LATEST) -> pl.DataFrame:
    """Return `insee_code, commune_name, population` of the communes of an EPCI, sorted by code.

    Raises UnknownTerritoryError when there is no such EPCI in the vintage.
    """
    find_epci(siren, vintage)
    return membership_frame(vintage).filter(pl.col("siren") == siren).drop("siren")


def communes_of(siren: str, vintage: int = LATEST) -> tuple[str, ...]:
    """Return the codes of the communes of an EPCI, in order; many EPCI are read faster than by `members_of`.

    Raises UnknownTerritoryError when there is no such EPCI in the vintage.
    """
    find_epci(siren, vintage)
    return _communes_by_epci(vintage).get(siren, ())


@cache
def _communes_by_epci(vintage: int) -> dict[str, tuple[str, ...]]:
    communes = membership_frame(vintage).group_by("siren", maintain_order=True).agg("insee_code")
    return {siren: tuple(codes) for siren, codes in communes.iter_rows()}


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
    rows = membership_frame(vintage).select("siren", "commune_name").rows()
    return SearchIndex(SearchedDocument(key=(siren, commune), title=commune) for siren, commune in rows)


def search_epci(words: Sequence[str], vintage: int = LATEST, *, needs_all: bool = True) -> list[FoundEpci]:
    """Return the EPCI that answer the words of a search by their name or SIREN, or by a commune, best first.

    `words`: result of `search_words`.
    `needs_all`: False to find also names that hold some of the words only, where none holds them all.
    """
    bodies = epci_of(vintage)
    named = _names(vintage).search(words, needs_all=needs_all)
    best = {siren: FoundEpci(epci=bodies[siren], score=score) for siren, score in named}
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
    return CommuneHolders.of_passage(passage_frame(vintage))
