"""The national register of EPCI and communes, as an analyst asks for it; no home is needed.

The register itself is imported when it is read: an EPCI of today asked by its name needs no engine.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from autan.ground.errors import DomainError
from autan.ground.texts.core.plain_letters import fold_accents
from autan.territories.perimeters.core.bodies import LATEST, Epci
from autan.territories.perimeters.lake.latest_epci import latest_epci

_SHOWN = 8


class EpciNameError(DomainError):
    """No EPCI answers to a name, or several do.

    Attributes:
        name: what was asked for.
        found: those that answer, or whose name is close, by SIREN.
    """

    def __init__(self, name: str, candidates: Iterable[Epci], *, is_ambiguous: bool) -> None:
        self.name = name
        self.found = {body.siren: body for body in candidates}
        listed = " ; ".join(f"{body.siren} {body.name}" for body in list(self.found.values())[:_SHOWN])
        more = "…" if len(self.found) > _SHOWN else ""
        text = "plusieurs EPCI répondent à" if is_ambiguous else "aucun EPCI ne répond à"
        hint = f" ; {'donnez le SIREN' if is_ambiguous else 'proches'} : {listed}{more}" if listed else ""
        super().__init__("{what} « {name} »{hint}", what=text, name=name, hint=hint)


def epci(name: str, vintage: int = LATEST) -> Epci:
    """Return the one EPCI of a name, a SIREN, or a commune that it holds.

    Its own name comes before those of its communes: `epci("Castres")` is the agglomeration of Castres and Mazamet,
    though an EPCI elsewhere holds another commune called Castres.

    Args:
        name: words of its name, in any order, case and accents; its SIREN; or the whole name of a commune.
        vintage: year of the official geographic code, from 2019.

    Returns `siren`, `name`, `kind`, `vintage`, `population` (inhabitants) and `communes` (how many).

    Raises:
        EpciNameError: none answers, or several do; with those that are meant perhaps.
        UnknownTerritoryError: no EPCI has this SIREN.
        UnknownVintageError: the register does not hold the vintage.

    >>> epci("Castres").siren
    '248100430'
    """
    bodies = _epci_of(vintage)
    if name.strip().isdecimal():
        return bodies.get(name.strip()) or _refuse(name.strip(), vintage)
    words = set(fold_accents(name).split())
    matching = [body for body in bodies.values() if words and words <= set(fold_accents(body.name).split())]
    matches = matching or [bodies[siren] for siren in _holders(name, vintage)]
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise EpciNameError(name, matches, is_ambiguous=True)
    from autan.ground.search.core.searching import search_words
    from autan.territories.perimeters.lake.register import search_epci

    close = search_epci(search_words(name), vintage, needs_all=False)
    raise EpciNameError(name, [answer.epci for answer in close[:3]], is_ambiguous=False)


def _epci_of(vintage: int) -> Mapping[str, Epci]:
    if vintage == LATEST:
        return latest_epci()
    from autan.territories.perimeters.lake.register import epci_of

    return epci_of(vintage)


def _refuse(siren: str, vintage: int) -> Epci:
    """Raise the error of an unknown SIREN, with those that look like it."""
    from autan.territories.perimeters.lake.register import find_epci

    return find_epci(siren, vintage)


def _holders(commune: str, vintage: int) -> list[str]:
    """SIREN of the EPCI that hold a commune of this name."""
    from autan.territories.perimeters.lake.register import membership_rows, register_rows

    folded = fold_accents(commune)
    rows = register_rows(membership_rows(vintage))
    return list(dict.fromkeys(siren for siren, _code, name, _population in rows if fold_accents(name) == folded))


def all_epci(vintage: int = LATEST) -> Any:
    """Return every EPCI of a vintage, as a frame: `siren, name, kind, population, communes`, sorted by siren.

    Population is in inhabitants, null where the register does not know it.

    Raises UnknownVintageError: the register does not hold the vintage.
    """
    from autan.instance.library.frames import make_frame

    rows = sorted((b.siren, b.name, str(b.kind), b.population, b.communes) for b in _epci_of(vintage).values())
    return make_frame(rows, {"siren": str, "name": str, "kind": str, "population": int, "communes": int})


def communes(vintage: int = LATEST) -> Any:
    """Return the frame of communes in an EPCI in a vintage: `insee_code, commune_name, siren, epci_name, population`.

    Sorted by insee_code; population (inhabitants) is null before 2021. From 2012 to 2018, every commune, its EPCI null:
    it is not known here.

    Raises UnknownVintageError: the register does not hold the vintage.
    """
    from autan.instance.library.frames import frame_of, make_frame
    from autan.territories.perimeters.lake.register import VINTAGES, membership_rows, open_register
    from autan.territories.perimeters.lake.successors import FIRST_YEAR, communes_on_january_first

    if FIRST_YEAR <= vintage < VINTAGES[0]:
        earlier = [(*commune, None, None, None) for commune in sorted(communes_on_january_first(vintage).items())]
        columns = ("insee_code", "commune_name", "siren", "epci_name")
        return make_frame(earlier, dict.fromkeys(columns, str) | {"population": int})
    with open_register("membership", "epci") as connection:
        return frame_of(
            connection.sql(f"""
SELECT m.insee_code, m.commune_name, m.siren, e.name AS epci_name, m.population FROM ({membership_rows(vintage)}) AS m
JOIN epci AS e ON e.siren = m.siren AND e.vintage = {vintage} ORDER BY m.insee_code""")  # noqa: S608 - a year
        )
