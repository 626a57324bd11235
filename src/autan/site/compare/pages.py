"""What the page of comparison shows: one measure of the members, all others behind, a map, who is like whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autan.evidence.core.charts import Chart, MapSpec
from autan.evidence.core.figures import Figure
from autan.evidence.core.texts import Text
from autan.observatory.core.comparison_specs import PlaceComparison, compare, comparison_map, ranked_chart, strip_chart
from autan.observatory.core.offers import Offer
from autan.observatory.core.peers import Peer, TooFewTraitsError, Trait
from autan.observatory.queries.comparison import (
    credit_of,
    dates_of,
    figures_at,
    figures_everywhere,
    network_figure,
    peers_of,
)
from autan.observatory.queries.flows import network_flow_chart, territory_flow_chart
from autan.observatory.queries.offers import offers_of
from autan.site.compare.forms import CompareForm
from autan.territories.core.members import EpciKind, Member
from autan.territories.lake.register import find_epci
from autan.territories.models import Network
from autan.territories.queries.contours import contours_credit
from autan.territories.queries.networks import network_members

FIRST_INDICATOR = "ghg_per_inhabitant"
MOST_PEERS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLine:
    """One member in the table: its name, its page, its figure or None."""

    siren: str
    name: str
    figure: Figure | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerLine:
    """One peer in the table: who, how far, on what, and its figure."""

    peer: Peer
    name: str
    kind: str
    gaps: tuple[float | None, ...]
    figure: Figure | None


def compare_page(
    asked: Mapping[str, Any], network: Network, networks: Sequence[Network], *, own: str = ""
) -> dict[str, object]:
    """Everything that the page shows for what was asked.

    Args:
        asked: indicator, date and territory, as the address gives them.
        network: network whose members are compared.
        networks: networks to choose from.
        own: SIREN of the reader's own territory, or empty.
    """
    members = network_members(network.slug)
    measures = offers_of(network.slug)
    indicator = next((m for m in measures if m.code == asked.get("indicator")), None) or _first(measures)
    dates = dates_of(indicator.code) if indicator else ()
    form = _form(asked, network, networks, members, measures, dates, own)
    page: dict[str, object] = {"form": form, "network": network, "indicator": indicator}
    if indicator is None or not dates:
        return page
    date = asked["date"] if asked.get("date") in dates else dates[0]
    followed = str(form["territory"].value() or "")
    emphasised = followed if own or asked.get("territory") else ""
    return page | _content(network, members, indicator, str(date), followed, emphasised)


def _first(measures: Sequence[Offer]) -> Offer | None:
    return next((m for m in measures if m.code == FIRST_INDICATOR), measures[0] if measures else None)


def _form(
    asked: Mapping[str, Any],
    network: Network,
    networks: Sequence[Network],
    members: Sequence[Member],
    measures: Sequence[Offer],
    dates: Sequence[str],
    own: str,
) -> CompareForm:
    sirens = [member.siren for member in members]
    followed = own if own in sirens else next(iter(sirens), "")
    first = _first(measures)
    given = {name: str(asked[name]) for name in ("indicator", "date", "territory") if asked.get(name)}
    if given.get("date") not in dates:  # another indicator was chosen, which has other dates
        given.pop("date", None)
    if given.get("territory") not in sirens:  # another network was chosen, which has other members
        given.pop("territory", None)
    start = {"indicator": first.code if first else "", "date": next(iter(dates), ""), "territory": followed}
    return CompareForm(
        {**given, "network": network.slug},
        networks=networks,
        measures=measures,
        dates=dates,
        members=members,
        first=start,
    )


def _content(
    network: Network, members: Sequence[Member], indicator: Offer, date: str, followed: str, emphasised: str
) -> dict[str, object]:
    named = {member.siren: member.short_name for member in members}
    figures = figures_at(indicator.code, named, date)
    everyone = figures_everywhere(indicator.code, date)
    first = next((figure for figure in figures.values() if figure.is_known), None)
    if first is None:
        return {"date": date, "nothing_known": True}
    address = f"{network.slug}-{indicator.code}".replace("_", "-").replace(".", "-")
    shown = compare(
        named,
        figures,
        address=address,
        label=indicator.label,
        credit=credit_of(first),
        own=emphasised,
        when=first.period.words(),
    )
    return {
        "date": date,
        "whole": network_figure(network.slug, indicator.code, date),
        "known": sum(figure.is_known for figure in figures.values()),
        "total": len(members),
        "everyone": len(everyone),
        **_drawings(shown, everyone, members),
        "lines": [MemberLine(siren=siren, name=name, figure=figures.get(siren)) for siren, name in sorted_names(named)],
        **_peers(followed, everyone, named),
        "flows": _flows(network, followed, named.get(followed, "")),
    }


def _flows(network: Network, followed: str, name: str) -> list[Chart]:
    charts = (network_flow_chart(network.slug, network.name), territory_flow_chart(followed, Text(name, name)))
    return [chart for chart in charts if chart is not None]


def sorted_names(named: Mapping[str, str]) -> list[tuple[str, str]]:
    """Codes and names, by name."""
    return sorted(named.items(), key=lambda pair: pair[1])


def _drawings(
    shown: PlaceComparison | None, everyone: Mapping[str, Figure], members: Sequence[Member]
) -> dict[str, Chart | MapSpec | None]:
    if shown is None:
        return {}
    others = [figure for siren, figure in everyone.items() if siren not in {member.siren for member in members}]
    credit = contours_credit([member.siren for member in members])
    return {
        "bars": ranked_chart(shown),
        "strip": strip_chart(shown, list(everyone.values())) if others else None,
        "map": comparison_map(shown, credit=credit) if credit else None,
    }


def _peers(followed: str, everyone: Mapping[str, Figure], named: Mapping[str, str]) -> dict[str, object]:
    """The territories most like the followed one, among those that have the measure."""
    try:
        peers = peers_of(followed, among=everyone, count=MOST_PEERS)
    except TooFewTraitsError:
        return {"peers": [], "followed_name": named.get(followed, ""), "followed": followed}
    lines = [_peer_line(peer, everyone.get(peer.profile.siren)) for peer in peers]
    return {
        "peers": lines,
        "traits": list(Trait),
        "followed": followed,
        "followed_name": named.get(followed, ""),
        "followed_figure": everyone.get(followed),
    }


def _peer_line(peer: Peer, figure: Figure | None) -> PeerLine:
    profile = peer.profile
    return PeerLine(
        peer=peer,
        name=find_epci(profile.siren).name,
        kind=EpciKind(profile.kind).value,
        gaps=tuple(peer.gaps.get(trait) for trait in Trait),
        figure=figure,
    )
