"""Content of the page of comparison: one measure of the members, all others behind, a map, similar territories."""

from collections.abc import Mapping, Sequence
from typing import Any

from autan.evidence.figures.core.charts import Chart, MapSpec
from autan.evidence.figures.core.figures import Figure
from autan.ground.wordings import Text
from autan.opendata.atlas.core.peers import FARTHEST, Peer, TooFewTraitsError, Trait, alike
from autan.opendata.atlas.queries import peers_of
from autan.opendata.measures.queries.editions import joined_credit
from autan.opendata.observatory.core.measure_options import MeasureOption
from autan.opendata.observatory.core.place_comparison import (
    PlaceComparison,
    compare_places,
    comparison_map,
    ranked_chart,
    strip_chart,
)
from autan.opendata.observatory.queries.compared_places import figures_at, figures_everywhere, network_figure
from autan.opendata.observatory.queries.flows import network_flow_chart, territory_flow_chart
from autan.opendata.observatory.queries.trends import reference_values
from autan.territories.networks.core.members import Member
from autan.territories.networks.models import Network
from autan.territories.networks.queries.contours import contours_credit
from autan.territories.perimeters.core.bodies import EpciKind
from autan.territories.perimeters.lake.register import find_epci

MOST_PEERS = 10
_MOST_MAPPED = 200
"""Above so many members, the map is the whole page of the atlas, which a button leads to."""


def comparison_page(
    network: Network, members: Sequence[Member], measure: MeasureOption, date: str, *, followed: str, own: str
) -> dict[str, object]:
    """Everything that the page shows of a measure at a date.

    `followed`: SIREN of the member whose peers and flows are shown.
    `own`: the same where it stands out in the drawings; else empty.
    """
    names = {member.siren: member.short_name for member in members}
    figures, everyone = figures_at(measure.code, names, date), figures_everywhere(measure.code, date)
    first = next((figure for figure in figures.values() if figure.is_known), None)
    if first is None:
        return {"date": date, "nothing_known": True}
    name = names.get(followed, "")
    comparison = compare_places(
        names,
        figures,
        address=f"{network.slug}-{measure.code}".replace("_", "-").replace(".", "-"),
        label=measure.label,
        credit=joined_credit(first),
        own=own,
        when=first.period.words(),
    )
    flows = (network_flow_chart(network.slug, network.name), territory_flow_chart(followed, Text(name, name)))
    return {
        "date": date,
        "whole": network_figure(network.slug, measure.code, date),
        "references": reference_values(measure.code, date, names),
        "known": sum(figure.is_known for figure in figures.values()),
        "total": len(members),
        "everyone": len(everyone),
        **_drawings(comparison, everyone, members),
        **_peers(followed, everyone, names),
        "flows": [chart for chart in flows if chart is not None],
    }


def compared_territories(members: Sequence[Member], measure: MeasureOption, date: str) -> list[dict[str, Any]]:
    """Every territory that has a measure at a date, the members first, those without a value too."""
    names = {member.siren: member.short_name for member in members}
    figures, everyone = figures_at(measure.code, names, date), figures_everywhere(measure.code, date)
    own = [
        {"siren": siren, "name": name, "is_member": True, "figure": figures.get(siren)} for siren, name in names.items()
    ]
    others = [
        {"siren": siren, "name": find_epci(siren).name, "is_member": False, "figure": figure}
        for siren, figure in everyone.items()
        if siren not in names
    ]
    return own + others


def _drawings(
    comparison: PlaceComparison | None, everyone: Mapping[str, Figure], members: Sequence[Member]
) -> dict[str, Chart | MapSpec | None]:
    """The chart of members, over the distribution of the other territories where it is known, and the map."""
    if comparison is None:
        return {}
    others = [figure for siren, figure in everyone.items() if siren not in {member.siren for member in members}]
    credit = contours_credit([member.siren for member in members])
    return {
        "drawn": strip_chart(comparison, list(everyone.values())) if others else ranked_chart(comparison),
        "map": comparison_map(comparison, credit=credit) if credit and len(members) <= _MOST_MAPPED else None,
    }


def _peers(followed: str, everyone: Mapping[str, Figure], names: Mapping[str, str]) -> dict[str, object]:
    """The territories most like the followed one, among those that have the measure."""
    whose = {"followed": followed, "followed_name": names.get(followed, "")}
    try:
        peers = peers_of(followed, among=everyone, count=MOST_PEERS)
    except TooFewTraitsError:
        return {"peers": [], **whose}
    lines = [_peer_line(peer, everyone.get(peer.profile.siren)) for peer in alike(peers)]
    return {
        "peers": lines,
        "nearest": None if lines or not peers else _peer_line(peers[0], everyone.get(peers[0].profile.siren)),
        "farthest": FARTHEST,
        "traits": list(Trait),
        **whose,
        "followed_figure": everyone.get(followed),
    }


def _peer_line(peer: Peer, figure: Figure | None) -> dict[str, Any]:
    profile = peer.profile
    return {
        "peer": peer,
        "name": find_epci(profile.siren).name,
        "kind": EpciKind(profile.kind).value,
        "gaps": tuple(peer.gaps.get(trait) for trait in Trait),
        "figure": figure,
    }
