"""Maps of a network: its members, and one territory among the others."""

from collections.abc import Sequence

from autan.evidence.figures.core.charts import MapKind, MapPlace, MapSpec, Series
from autan.ground.texts.core.texts import plural
from autan.ground.wordings import Sentence, Text
from autan.territories.networks.core.members import Member
from autan.territories.networks.models import Network, Territory
from autan.territories.networks.queries.bodies import bodies_around
from autan.territories.networks.queries.contours import contours_credit
from autan.territories.perimeters.core.bodies import Epci, EpciKind, name_in_sentence

_IN_NETWORK = Sentence("Dans son réseau")
_OTHER_MEMBERS = Sentence("autres membres")


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
        title=Sentence("Les collectivités du réseau"),
        sentence=_membership_sentence(confirmed, len(members)),
        places=tuple(
            MapPlace(siren=m.siren, label=Text(m.short_name, m.short_name), category=m.certainty.value) for m in members
        ),
        source=credit,
        categories=(
            Series(code="confirmed", label=Sentence("membre confirmé")),
            Series(code="probable", label=Sentence("membre probable")),
        ),
    )


def _invented_map(network: Network, members: Sequence[Member], credit: Text) -> MapSpec:
    """Nothing confirms an invented member: the map tells their kinds apart."""
    kinds = [kind for kind in EpciKind if any(member.kind == kind for member in members)]
    return MapSpec(
        id=f"map.{network.slug}.members",
        kind=MapKind.CATEGORIES,
        title=Sentence("Les collectivités du réseau inventé"),
        sentence=Sentence("{len} collectivités imaginaires, d’un pays qui n’existe pas.", len=len(members)),
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
    beginning = name_in_sentence(place.short_name, place.name)
    return MapSpec(
        id=f"map.{place.siren}.neighbours",
        kind=MapKind.CATEGORIES,
        title=title,
        sentence=Sentence(
            "{short_name} parmi ses voisins.", short_name=Text(beginning[:1].upper() + beginning[1:], place.short_name)
        ),
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
            Series(code="here", label=Sentence("ce territoire")),
            Series(code="others", label=others),
        ),
    )


def department_map(place: Territory) -> MapSpec | None:
    """A territory among the EPCI of its department; None without contours."""
    around = bodies_around(place.siren)
    title = Sentence("Dans son département")
    return neighbours_map(place, around, title=title, others=Sentence("autres intercommunalités"))


def _membership_sentence(confirmed: int, total: int) -> Text:
    """Say how many of the members a source confirms."""
    if confirmed == total == 1:
        return Sentence("La seule collectivité est confirmée par une source ; contours d’aujourd’hui.")
    if confirmed == total:
        return Sentence(
            "Les {total} collectivités sont confirmées par une source ; contours d’aujourd’hui.", total=total
        )
    sure = plural(
        confirmed,
        Sentence("collectivités est confirmée par une source"),
        Sentence("collectivités sont confirmées par une source"),
    )
    rest = plural(
        total - confirmed,
        Sentence("l’autre est probable"),
        Sentence("les autres sont probables"),
    )
    return Sentence(
        "{confirmed} des {total} {sure}, {rest} ; contours d’aujourd’hui.",
        confirmed=confirmed,
        total=total,
        sure=sure,
        rest=rest,
    )
