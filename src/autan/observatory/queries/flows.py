"""Flows of energy of a territory or of a network, and the differences that they show, found again by address."""

from collections.abc import Mapping

from autan.evidence.core.charts import Chart
from autan.evidence.core.figures import Figure
from autan.evidence.core.texts import Text
from autan.observatory.core.accounts import PREFIX as ACCOUNTS
from autan.observatory.core.codes import Carrier
from autan.observatory.core.flows import OTHER_USES, PREFIX, energy_flows, flow_chart, other_uses
from autan.observatory.queries.comparison import credits_of
from autan.observatory.queries.figures import figures_by_measure, find_figure, network_figures_by_measure

_WORDS = {Carrier.ELECTRICITY.value: "electricity", Carrier.NATURAL_GAS.value: "gas"}


def territory_flow_chart(siren: str, name: Text = Text("", "")) -> Chart | None:
    """The flows of a territory or of a commune, or None when nothing is known."""
    return _chart(figures_by_measure(siren), siren, name)


def network_flow_chart(slug: str, name: Text = Text("", "")) -> Chart | None:
    """The flows of a network: sums of its members, with their coverage."""
    return _chart(network_figures_by_measure(slug), slug, name)


def _chart(figures: Mapping[str, Figure], place: str, name: Text) -> Chart | None:
    flows = energy_flows(figures, place)
    held = dict.fromkeys(card for flow in flows if flow.figure.is_known for card in credits_of(flow.figure))
    credit = Text("\u202f; ".join(card.fr for card in held), "; ".join(card.en for card in held))
    return flow_chart(flows, place=place, credit=credit, name=name)


def find_flow_figure(figure_id: str) -> Figure | None:
    """Compute the figure at an address, `flows.<siren or slug>.<carrier>-other_uses.<date>`, or None."""
    prefix, place, name, date = (figure_id.split(".") + [""] * 4)[:4]
    word = _WORDS.get(name.removesuffix(f"-{OTHER_USES}"))
    if prefix != PREFIX or word is None or not name.endswith(OTHER_USES):
        return None
    whole, homes = (find_figure(f"{ACCOUNTS}.{place}.{word}_{part}.{date}") for part in ("total", "residential"))
    if whole is None or homes is None:
        return None
    figure = other_uses(whole, homes, Carrier(name.removesuffix(f"-{OTHER_USES}")), place)
    return figure if figure.id == figure_id else None
