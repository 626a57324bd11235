"""How rows of the register and memberships are described in a trace."""

from django.utils.translation import gettext as _

from autan.evidence.figures.core.evidence_cards import EvidenceCard, EvidenceTable
from autan.evidence.figures.core.sources import Citation, EvidenceRef
from autan.evidence.figures.queries.registry import (
    EvidenceKind,
    FigureSource,
    PlaceSource,
    one_by_one,
    version_of_rooms,
)
from autan.ground.errors import UnknownError
from autan.ground.texts.language import number, words
from autan.ground.wordings import Sentence, Text
from autan.territories.networks.core.addresses import SOURCE, MembershipKey, RegisterKey
from autan.territories.networks.queries.bodies import find_body, invented_sirens
from autan.territories.networks.queries.figures import find_register_figure
from autan.territories.networks.queries.networks import find_member
from autan.territories.perimeters.core.bodies import Epci, EpciKind
from autan.territories.perimeters.core.departments import name_larger_place
from autan.territories.perimeters.lake.register import UnknownTerritoryError, members_of, register_source

_REGISTER, _MEMBERSHIP = "register", "membership"


def name_of_place(code: str) -> str:
    """Return the name of an EPCI of the latest vintage, of a department, a region or France, or nothing."""
    larger = Text(*name_larger_place(code))
    if larger.fr:
        return words(larger)
    try:
        return find_body(code).name
    except UnknownTerritoryError:
        return ""


def describe_register_rows(text: str) -> EvidenceCard | None:
    """Describe the rows of an EPCI in a vintage; None when there are none."""
    key = RegisterKey.parse(text)
    if key is None:
        return None
    try:
        epci = find_body(key.siren, key.vintage)
        if epci.is_invented:
            return _describe_invented(epci, key)
        rows = members_of(key.siren, key.vintage)
    except UnknownError:
        return None
    name = f"{epci.name}, {key.vintage}"
    return EvidenceCard(
        ref=EvidenceRef(kind=_REGISTER, key=text),
        title=Sentence("Registre national, {name}", name=name),
        citation=Citation(source=register_source(), locator=f"SIREN {key.siren}, {key.vintage}"),
        table=EvidenceTable(
            columns=(_("Commune"), _("Code"), _("Population")),
            rows=tuple((name, code, _people(population)) for code, name, population in rows.iter_rows()),
            total_rows=rows.height,
        ),
    )


def _is_registered(text: str) -> bool:
    key = RegisterKey.parse(text)
    try:
        return key is not None and bool(find_body(key.siren, key.vintage))
    except UnknownError:
        return False


def _describe_invented(epci: Epci, key: RegisterKey) -> EvidenceCard:
    """Say that nothing stands behind the number: it was made up with the territory."""
    kind = EpciKind(epci.kind).label
    return EvidenceCard(
        ref=EvidenceRef(kind=_REGISTER, key=str(key)),
        title=Sentence("Fiche du territoire inventé, {epci}", epci=epci.name),
        statement=Text(
            f"{kind.fr} imaginaire de {epci.communes} communes et de {epci.population} habitants.",
            f"Imaginary {kind.en.lower()} of {epci.communes} municipalities and {epci.population} inhabitants.",
        ),
        note=Sentence("Ce territoire n’existe pas : il sert à essayer le logiciel."),
    )


def _people(population: int | None) -> str:
    return "" if population is None else number(population)


def describe_membership(text: str) -> EvidenceCard | None:
    """Describe a membership; None when there is none."""
    key = MembershipKey.parse(text)
    member = find_member(key.network, key.siren)
    if member is None:
        return None
    return EvidenceCard(
        ref=EvidenceRef(kind=_MEMBERSHIP, key=text),
        title=Sentence("{member}, membre du réseau", member=member.name),
        statement=member.note,
        note=Sentence("Membre probable") if member.is_probable else None,
    )


EVIDENCE = (
    PlaceSource(name_of=name_of_place, is_invented=lambda code: code in invented_sirens([code])),
    FigureSource(name=SOURCE, find=find_register_figure, version=version_of_rooms("territories")),
    EvidenceKind(
        kind=_REGISTER,
        describe=one_by_one(describe_register_rows),
        existing=lambda keys: list(filter(_is_registered, keys)),
    ),
    EvidenceKind(kind=_MEMBERSHIP, describe=one_by_one(describe_membership)),
)
