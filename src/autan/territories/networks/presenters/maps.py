"""Maps of a network: its members, and one territory among the others."""

from collections.abc import Sequence

from autan.evidence.figures.core.charts import MapKind, MapPlace, MapSpec, Series
from autan.ground.texts.core.texts import Text, plural
from autan.territories.networks.core.members import Member
from autan.territories.networks.models import Network, Territory
from autan.territories.networks.queries.bodies import bodies_around
from autan.territories.networks.queries.contours import contours_credit
from autan.territories.perimeters.core.bodies import Epci, EpciKind

_IN_NETWORK = Text("Dans son réseau", "In its network")
_OTHER_MEMBERS = Text("autres membres", "other members")


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


def neighbours_map(
    place: Territory, members: Sequence[Member | Epci], *, title: Text = _IN_NETWORK, others: Text = _OTHER_MEMBERS
) -> MapSpec | None:
    """A territory among the members of its network, or others around it, for want of its communes.

    None without contours.
    """
    credit = contours_credit(member.siren for member in members)
    if credit is None:
        return None
    return MapSpec(
        id=f"map.{place.siren}.neighbours",
        kind=MapKind.CATEGORIES,
        title=title,
        sentence=Text(f"{place.short_name} parmi ses voisins.", f"{place.short_name} among its neighbours."),
        places=tuple(
            MapPlace(
                siren=member.siren,
                label=Text(name, name),
                category="here" if member.siren == place.siren else "others",
            )
            for member in members
            for name in (member.short_name if isinstance(member, Member) else member.name,)
        ),
        source=credit,
        categories=(
            Series(code="here", label=Text("ce territoire", "this territory")),
            Series(code="others", label=others),
        ),
    )


def department_map(place: Territory) -> MapSpec | None:
    """A territory among the EPCI of its department; None without contours."""
    around = bodies_around(place.siren)
    title = Text("Dans son département", "In its department")
    return neighbours_map(place, around, title=title, others=Text("autres intercommunalités", "other authorities"))


def _membership_sentence(confirmed: int, total: int) -> Text:
    """Say how many of the members a source confirms."""
    if confirmed == total == 1:
        return Text(
            "La seule collectivité est confirmée par une source ; contours d’aujourd’hui.",
            "The only authority is confirmed by a source; outlines of today.",
        )
    if confirmed == total:
        return Text(
            f"Les {total} collectivités sont confirmées par une source ; contours d’aujourd’hui.",
            f"All {total} authorities are confirmed by a source; outlines of today.",
        )
    sure = plural(
        confirmed,
        Text("collectivités est confirmée par une source", "authorities is confirmed by a source"),
        Text("collectivités sont confirmées par une source", "authorities are confirmed by a source"),
    )
    rest = plural(
        total - confirmed,
        Text("l’autre est probable", "the other is probable"),
        Text("les autres sont probables", "the others are probable"),
    )
    return Text(
        f"{confirmed} des {total} {sure.fr}, {rest.fr} ; contours d’aujourd’hui.",
        f"{confirmed} of the {total} {sure.en}, {rest.en}; outlines of today.",
    )
