"""Who and where: the map of a network, the map of a territory, and what changed in its perimeter."""

from collections.abc import Sequence

from autan.evidence.core.charts import MapKind, MapPlace, MapSpec, Series
from autan.evidence.core.texts import Text
from autan.territories.core.members import EpciKind, Member
from autan.territories.core.perimeters import PerimeterChange
from autan.territories.geometry import commune_contours, communes_credit, contours_credit
from autan.territories.models import Network, Territory
from autan.territories.register import VINTAGES, UnknownTerritoryError, change_between, find_epci, members_of

FIRST, LAST = VINTAGES[0], VINTAGES[-1]


def member_map(network: Network, members: Sequence[Member]) -> MapSpec | None:
    """The map of a network: who is in it and how surely, or of which kind when invented; None without contours."""
    credit = contours_credit(member.siren for member in members)
    if credit is None:
        return None
    if network.is_invented:
        return _invented_map(network, members, credit)
    confirmed = len([member for member in members if not member.is_probable])
    return MapSpec(
        id=f"map.{network.slug}.members",
        kind=MapKind.CATEGORIES,
        title=Text("Les collectivités du réseau", "The authorities of the network"),
        sentence=_membership_sentence(confirmed, len(members)),
        places=tuple(
            MapPlace(siren=m.siren, label=Text(m.short_name, m.short_name), category=m.certainty.value) for m in members
        ),
        source=credit,
        categories=(
            Series(code="confirmed", label=Text("membre confirmé", "confirmed member")),
            Series(code="probable", label=Text("membre probable", "probable member")),
        ),
    )


def _invented_map(network: Network, members: Sequence[Member], credit: Text) -> MapSpec:
    """Nothing confirms an invented member: the map tells their kinds apart."""
    kinds = [kind for kind in EpciKind if any(member.kind == kind for member in members)]
    return MapSpec(
        id=f"map.{network.slug}.members",
        kind=MapKind.CATEGORIES,
        title=Text("Les collectivités du réseau inventé", "The authorities of the invented network"),
        sentence=Text(
            f"{len(members)} collectivités imaginaires, d’un pays qui n’existe pas.",
            f"{len(members)} imaginary authorities, of a country that does not exist.",
        ),
        places=tuple(
            MapPlace(siren=member.siren, label=Text(member.short_name, member.short_name), category=member.kind)
            for member in members
        ),
        source=credit,
        categories=tuple(Series(code=kind.value, label=kind.label) for kind in kinds),
    )


def neighbours_map(place: Territory, members: Sequence[Member]) -> MapSpec | None:
    """A territory among the members of its network, for want of its communes; None without contours."""
    credit = contours_credit(member.siren for member in members)
    if credit is None:
        return None
    return MapSpec(
        id=f"map.{place.siren}.neighbours",
        kind=MapKind.CATEGORIES,
        title=Text("Dans son réseau", "In its network"),
        sentence=Text(f"{place.short_name} parmi ses voisins.", f"{place.short_name} among its neighbours."),
        places=tuple(
            MapPlace(
                siren=member.siren,
                label=Text(member.short_name, member.short_name),
                category="here" if member.siren == place.siren else "others",
            )
            for member in members
        ),
        source=credit,
        categories=(
            Series(code="here", label=Text("ce territoire", "this territory")),
            Series(code="others", label=Text("autres membres", "other members")),
        ),
    )


def _membership_sentence(confirmed: int, total: int) -> Text:
    """Say how many of the members a source confirms."""
    if confirmed == total:
        return Text(
            f"Les {total} collectivités sont confirmées par une source ; contours d’aujourd’hui.",
            f"All {total} authorities are confirmed by a source; outlines of today.",
        )
    return Text(
        f"{confirmed} des {total} collectivités sont confirmées par une source, les autres sont probables ; contours "
        "d’aujourd’hui.",
        f"{confirmed} of the {total} authorities are confirmed by a source, the others are probable; outlines of "
        "today.",
    )


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
