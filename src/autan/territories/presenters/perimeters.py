"""The perimeter of a territory on its page: its communes on a map, what it was, and what changed."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from autan.evidence.core.charts import MapKind, MapPlace, MapSpec, Series
from autan.evidence.core.texts import NO_TEXT, Text
from autan.extension_points import PageSection, TerritorySection
from autan.journal.core.objects import ObjectRef
from autan.territories.core.members import FormerBody, Member
from autan.territories.core.perimeters import PerimeterChange
from autan.territories.lake.register import VINTAGES, UnknownTerritoryError, change_between, find_epci, members_of
from autan.territories.presenters.maps import neighbours_map
from autan.territories.queries.bodies import find_territory
from autan.territories.queries.contours import commune_contours, communes_credit
from autan.territories.queries.networks import network_members, networks_of

FIRST, LAST = VINTAGES[0], VINTAGES[-1]
_INVENTED = Text(
    "Ce territoire n’existe pas : son nom, sa population, ses contours et ses réponses ont été imaginés.",
    "This territory does not exist: its name, population, outline and answers are made up.",
)


def perimeter_sections(siren: str, reader: Any) -> Iterable[PageSection]:
    """Give the section of the perimeter of a territory, with what was changed for those who coordinate it."""
    place = find_territory(siren)
    is_coordinated = reader.has_perm("territories.coordinate_territory", place)
    ref = ObjectRef("territories", "territory", siren) if is_coordinated else None
    members = [member for network in networks_of(siren) for member in network_members(network.slug)]
    if place.is_invented:
        yield _section([_INVENTED], neighbours_map(place, members), ref)
        return
    drawn = perimeter_map(siren)
    notes = [_former(member.former_body) for member in _same(members, siren) if member.former_body]
    yield _section(notes if drawn else [*notes, describe_change(siren)], drawn, ref)


def _same(members: Iterable[Member], siren: str) -> list[Member]:
    """The first membership of a territory, or none."""
    return [member for member in members if member.siren == siren][:1]


def _section(notes: Sequence[Text], drawn: MapSpec | None, ref: ObjectRef | None) -> PageSection:
    return PageSection(
        anchor="perimetre",
        title=_("Périmètre"),
        template="territories/perimeter_section.html",
        context={"notes": notes, "map": drawn, "ref": ref},
    )


def _former(body: FormerBody) -> Text:
    """What the territory was, and what of it is not established."""
    unknown = Text(f" Non établi : {body.unknown.fr}", f" Not established: {body.unknown.en}")
    tail = unknown if body.unknown.fr else NO_TEXT
    return Text(
        f"En {body.year} : {body.name.fr}. {body.established.fr}{tail.fr}",
        f"In {body.year}: {body.name.en}. {body.established.en}{tail.en}",
    )


PERIMETER = TerritorySection(rank=10, build=perimeter_sections)


def perimeter_map(siren: str) -> MapSpec | None:
    """The communes of a territory, those that joined since the first vintage apart; None without contours."""
    contours = commune_contours(siren)
    if not contours:
        return None
    change = _change_since_first(siren)
    joined = set(change.joined) if change else set()
    categories = [
        Series(code="present", label=Text(f"commune déjà membre en {FIRST}", f"member since {FIRST} or before"))
    ]
    if joined:
        categories.insert(0, Series(code="joined", label=Text(f"arrivée après {FIRST}", f"joined after {FIRST}")))
    return MapSpec(
        id=f"map.{siren}.communes",
        kind=MapKind.CATEGORIES,
        title=Text("Les communes", "The municipalities"),
        sentence=describe_change(siren),
        places=tuple(
            MapPlace(
                siren=contour.code,
                label=Text(contour.name, contour.name),
                category="joined" if contour.code in joined else "present",
            )
            for contour in contours
        ),
        source=communes_credit(contour.code for contour in contours),
        categories=tuple(categories),
    )


def _change_since_first(siren: str) -> PerimeterChange | None:
    try:
        return change_between(siren, FIRST, LAST)
    except UnknownTerritoryError:
        return None


def _names_of_communes(siren: str) -> dict[str, str]:
    """Names of the communes of a territory in its first and last vintage, by code."""
    return {
        code: name
        for vintage in (FIRST, LAST)
        for code, name in members_of(siren, vintage).select("insee_code", "commune_name").iter_rows()
    }


def describe_change(siren: str) -> Text:
    """Say what the register saw change in a territory since its first vintage."""
    change, count = _change_since_first(siren), find_epci(siren).communes
    if change is None:
        return Text(f"Absent du registre de {FIRST}.", f"Absent from the register of {FIRST}.")
    parts = [
        (Text("arrivées", "joined"), change.joined),
        (Text("départs", "left"), change.left),
        (Text("fusions", "merged"), tuple(code for code, _holder in change.merged)),
        (Text("communes rétablies", "restored"), tuple(code for code, _holder in change.restored)),
    ]
    names = _names_of_communes(siren)
    said = [(words, ", ".join(f"{names[code]} ({code})" for code in codes)) for words, codes in parts if codes]
    if not said:
        return Text(
            f"{count} communes ; aucun changement entre {FIRST} et {LAST}.",
            f"{count} municipalities; no change between {FIRST} and {LAST}.",
        )
    french = " ; ".join(f"{words.fr} : {codes}" for words, codes in said)
    english = "; ".join(f"{words.en}: {codes}" for words, codes in said)
    return Text(
        f"{count} communes ; entre {FIRST} et {LAST}, {french}.",
        f"{count} municipalities; between {FIRST} and {LAST}, {english}.",
    )
