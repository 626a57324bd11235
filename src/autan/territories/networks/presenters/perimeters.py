"""The perimeter of a territory on its page: its communes on a map, what it was, what changed; the map of a network."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _

from autan.evidence.figures.core.charts import MapKind, MapPlace, MapSpec, Series
from autan.evidence.figures.core.figures import Figure
from autan.ground.extension_points import PageSection, TerritorySection
from autan.ground.texts.core.texts import NO_TEXT, plural
from autan.ground.wordings import Sentence, Text
from autan.people.journal.core import ObjectRef
from autan.territories.networks.core.members import FormerBody, Member
from autan.territories.networks.models import Network, Territory
from autan.territories.networks.queries.bodies import bodies_around, find_territory
from autan.territories.networks.queries.contours import commune_contours, communes_credit, contours_credit
from autan.territories.networks.queries.figures import figures_by_vintage
from autan.territories.networks.queries.networks import network_members, networks_of
from autan.territories.perimeters.core.bodies import Epci, EpciKind, name_in_sentence
from autan.territories.perimeters.lake.register import (
    LATEST,
    VINTAGES,
    change_between,
    commune_names,
    communes_of,
    find_epci,
    vintages_of,
)
from autan.territories.perimeters.lake.successors import FIRST_YEAR, ChangeKind, CommuneChange, changes_in

_IN_NETWORK = Sentence("Dans son réseau")
_OTHER_MEMBERS = Sentence("autres membres")
_CERTAINTIES = (
    Series(code="confirmed", label=Sentence("membre confirmé")),
    Series(code="probable", label=Sentence("membre probable")),
)


def member_map(network: Network, members: Sequence[Member]) -> MapSpec | None:
    """The map of a network: who is in it and how surely, or of which kind when invented; None without contours."""
    credit = contours_credit(member.siren for member in members)
    if credit is None:
        return None
    if network.is_invented:  # nothing confirms its members: the map tells their kinds apart
        title = Sentence("Les collectivités du réseau inventé")
        sentence = Sentence("{len} collectivités imaginaires, d’un pays qui n’existe pas.", len=len(members))
        codes = {member.siren: member.kind for member in members}
        series = tuple(Series(code=kind.value, label=kind.label) for kind in EpciKind)
    else:
        title = Sentence("Les collectivités du réseau")
        sentence = _membership_sentence(sum(not member.is_probable for member in members), len(members))
        codes = {member.siren: member.certainty.value for member in members}
        series = _CERTAINTIES
    return MapSpec(
        id=f"map.{network.slug}.members",
        kind=MapKind.CATEGORIES,
        title=title,
        sentence=sentence,
        places=tuple(
            MapPlace(siren=member.siren, label=Text(member.short_name, member.short_name), category=codes[member.siren])
            for member in members
        ),
        source=credit,
        categories=tuple(item for item in series if item.code in codes.values()),
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
                siren=member.siren, label=Text(name, name), category="here" if member.siren == place.siren else "others"
            )
            for member in members
            for name in (member.short_name if isinstance(member, Member) else member.name,)
        ),
        source=credit,
        categories=(Series(code="here", label=Sentence("ce territoire")), Series(code="others", label=others)),
    )


def department_map(place: Territory) -> MapSpec | None:
    """A territory among the EPCI of its department; None without contours."""
    around = bodies_around(place.siren)
    title = Sentence("Dans son département")
    return neighbours_map(place, around, title=title, others=Sentence("autres intercommunalités"))


def _membership_sentence(confirmed: int, total: int) -> Sentence:
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
    rest = plural(total - confirmed, Sentence("l’autre est probable"), Sentence("les autres sont probables"))
    return Sentence(
        "{confirmed} des {total} {sure}, {rest} ; contours d’aujourd’hui.",
        confirmed=confirmed,
        total=total,
        sure=sure,
        rest=rest,
    )


_INVENTED = Sentence(
    "Ce territoire n’existe pas : son nom, sa population, ses contours et ses réponses ont été imaginés."
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
    spec = perimeter_map(siren)
    own = next((member for member in members if member.siren == siren), None)
    notes = [_former(own.former_body)] if own and own.former_body else []
    if not spec:
        notes.append(describe_change(siren))
    if earlier := describe_earlier_changes(siren):
        notes.append(earlier)
    yield _section(notes, spec, ref, figures_by_vintage(siren))


def _section(
    notes: Sequence[Text],
    spec: MapSpec | None,
    ref: ObjectRef | None,
    vintages: Mapping[int, Sequence[Figure]] = MappingProxyType({}),
) -> PageSection:
    return PageSection(
        anchor="perimetre",
        title=_("Périmètre"),
        template="territories/perimeter_section.html",
        context={"notes": notes, "map": spec, "ref": ref, "vintages": vintages},
    )


def _former(body: FormerBody) -> Text:
    """What the territory was, and what of it is not established."""
    unknown = Sentence(" Non établi : {unknown}", unknown=body.unknown)
    tail = unknown if body.unknown.fr else NO_TEXT
    return Sentence(
        "En {year} : {body}. {established}{tail}",
        year=body.year,
        body=body.name,
        established=body.established,
        tail=tail,
    )


def perimeter_map(siren: str) -> MapSpec | None:
    """The communes of a territory, those that joined since its first vintage apart; None without contours."""
    contours = commune_contours(siren)
    if not contours:
        return None
    first = vintages_of(siren)[0]
    joined = set(change_between(siren, first, LATEST).joined)
    categories = [Series(code="present", label=Sentence("commune déjà membre en {first}", first=first))]
    if joined:
        categories.insert(0, Series(code="joined", label=Sentence("arrivée après {first}", first=first)))
    return MapSpec(
        id=f"map.{siren}.communes",
        kind=MapKind.CATEGORIES,
        title=Sentence("Les communes"),
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


def describe_change(siren: str, vintage: int = LATEST) -> Text:
    """Say what the register saw change in a territory, year by year, over all the vintages that it is in.

    A change after the vintage asked for is told too: nothing is said to be unchanged that changed.

    Raises UnknownTerritoryError when it does not exist in this vintage.
    """
    count, vintages = find_epci(siren, vintage).communes, vintages_of(siren)
    first, last = vintages[0], vintages[-1]
    # the first vintage does not tell what came before: nothing is said to be created in it
    born = f"créé entre {first - 1} et {first} ; ", f"created between {first - 1} and {first}; "
    start = Text(
        f"{count} communes en {vintage} ; {born[0] if first > VINTAGES[0] else ''}",
        f"{count} municipalities in {vintage}; {born[1] if first > VINTAGES[0] else ''}",
    )
    changes = [(year, *change) for year in vintages[1:] for change in _changes(siren, year - 1, year)]
    if not changes:
        return Sentence("{start}aucun changement entre {first} et {last}.", start=start, first=first, last=last)
    french = " ; ".join(f"en {year}, {words.fr} : {names}" for year, words, names in changes)
    english = "; ".join(f"in {year}, {words.en}: {names}" for year, words, names in changes)
    return Text(f"{start.fr}{french}.", f"{start.en}{english}.")


def describe_earlier_changes(siren: str) -> Text | None:
    """Say what became of its communes from 2012 to the first vintage; None where nothing changed."""
    changes = changes_in(siren)
    if not changes:
        return None
    sorts = [
        Sentence("{sort}\u00a0: {names}", sort=kind.label, names=", ".join(map(_change_text, changes_of_kind)))
        for kind in ChangeKind
        if (changes_of_kind := [change for change in changes if change.kind is kind])
    ]
    return Sentence(
        "De {first} à {last}, sur le sol d’aujourd’hui\u00a0: {sorts}. Son périmètre d’alors n’est pas connu ici.",
        first=FIRST_YEAR,
        last=VINTAGES[0],
        sorts=Sentence.joined(" ; ", sorts),
    )


def _change_text(change: CommuneChange) -> str:
    """A change in signs: « Cours → Bellefont-La Rauze (2017) »."""
    return f"{change.former_name} → {change.commune_name} ({change.day[:4]})"


def _changes(siren: str, first: int, last: int) -> list[tuple[Text, str]]:
    """Each sort of change that there was between two vintages, with the names of the communes."""
    if communes_of(siren, first) == communes_of(siren, last):
        return []
    change, before, after = change_between(siren, first, last), commune_names(first), commune_names(last)
    sorts = [
        (Sentence("arrivées"), [_name_of(code, after) for code in change.joined]),
        (Sentence("départs"), [_name_of(code, before) for code in change.left]),
        (
            Sentence("fusions"),
            [f"{_name_of(code, before)} → {_name_of(holder, after)}" for code, holder in change.merged],
        ),
        (
            Sentence("communes rétablies"),
            [f"{_name_of(holder, before)} → {_name_of(code, after)}" for code, holder in change.restored],
        ),
    ]
    return [(words, ", ".join(names)) for words, names in sorts if names]


def _name_of(code: str, names: Mapping[str, str]) -> str:
    return f"{names[code]} ({code})"


PERIMETER = TerritorySection(rank=10, build=perimeter_sections)
