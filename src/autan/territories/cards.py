"""How rows of the register and memberships are described in a trace."""

from django.utils.translation import get_language

from autan.evidence.core.evidence_cards import EvidenceCard, EvidenceTable
from autan.evidence.core.notation import format_number
from autan.evidence.core.sources import Citation, EvidenceRef
from autan.evidence.core.texts import Text
from autan.evidence.queries.registry import (
    EvidenceKind,
    FigureSource,
    one_by_one,
    register_evidence,
    register_figures,
    register_places,
)
from autan.territories.core.members import Epci, EpciKind
from autan.territories.figures import PREFIX, find_figure
from autan.territories.queries import find_body, find_member
from autan.territories.register import UnknownTerritoryError, UnknownVintageError, members_of, register_source

_HEADINGS = {"fr": ("Commune", "Code", "Population"), "en": ("Municipality", "Code", "Population")}


def register_room() -> None:
    """Make the register, memberships and their figures known to the trace."""
    register_evidence(
        EvidenceKind(kind="register", describe=one_by_one(describe_register_rows)),
        EvidenceKind(kind="membership", describe=one_by_one(describe_membership)),
    )
    register_figures(FigureSource(name=PREFIX, find=lambda address: find_figure(str(address))))
    register_places(name_of_place)


def name_of_place(code: str) -> str:
    """Return the name of an EPCI of the latest vintage, or nothing."""
    try:
        return find_body(code).name
    except UnknownTerritoryError:
        return ""


def describe_register_rows(key: str) -> EvidenceCard | None:
    """Describe the rows of an EPCI in a vintage, `siren@vintage`; None when there are none."""
    siren, _, year = key.partition("@")
    try:
        epci = find_body(siren, int(year))
        if epci.is_invented:
            return _describe_invented(epci, key)
        rows = members_of(siren, int(year))
    except (UnknownTerritoryError, UnknownVintageError, ValueError):
        return None
    language = "en" if (get_language() or "fr").startswith("en") else "fr"
    return EvidenceCard(
        ref=EvidenceRef(kind="register", key=key),
        title=Text(f"Registre national, {epci.name}, {year}", f"National register, {epci.name}, {year}"),
        citation=Citation(source=register_source(), locator=f"SIREN {siren}, {year}"),
        table=EvidenceTable(
            columns=_HEADINGS[language],
            rows=tuple((name, code, _people(population, language)) for code, name, population in rows.iter_rows()),
            total_rows=rows.height,
        ),
    )


def _describe_invented(epci: Epci, key: str) -> EvidenceCard:
    """Say that nothing stands behind the number: it was made up with the territory."""
    kind = EpciKind(epci.kind).label
    return EvidenceCard(
        ref=EvidenceRef(kind="register", key=key),
        title=Text(f"Fiche du territoire inventé, {epci.name}", f"Sheet of the invented territory, {epci.name}"),
        statement=Text(
            f"{kind.fr} imaginaire de {epci.communes} communes et de {epci.population} habitants.",
            f"Imaginary {kind.en.lower()} of {epci.communes} municipalities and {epci.population} inhabitants.",
        ),
        note=Text(
            "Ce territoire n’existe pas : il sert à essayer le logiciel.",
            "This territory does not exist: it is there to try the software.",
        ),
    )


def _people(population: int | None, language: str) -> str:
    return "" if population is None else format_number(population, decimals=0, language=language)


def describe_membership(key: str) -> EvidenceCard | None:
    """Describe a membership, `network/siren`; None when there is none."""
    slug, _, siren = key.partition("/")
    member = find_member(slug, siren)
    if member is None:
        return None
    return EvidenceCard(
        ref=EvidenceRef(kind="membership", key=key),
        title=Text(f"{member.name}, membre du réseau", f"{member.name}, member of the network"),
        statement=member.note,
        note=Text("Membre probable", "Probable member") if member.is_probable else None,
    )
