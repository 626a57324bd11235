"""What a first note of a network says of its energy and climate: its main measures at their latest date."""

from collections.abc import Sequence

from autan.evidence.figures.core.figures import Figure
from autan.ground.extension_points import CatalogueFigure, CatalogueTopic, Headline, HeadlineTopic
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence
from autan.opendata.measures.core.addresses import MeasureAddress, date_of
from autan.opendata.measures.core.catalogue import MEASURES
from autan.opendata.measures.queries.editions import joined_credit
from autan.opendata.observatory.core.ratios import ELECTRICITY, EMISSIONS, PER_INHABITANT, RENEWABLE, known_measures
from autan.opendata.observatory.queries.figures import member_figures, network_figures_by_measure

_MEASURES = (
    ELECTRICITY,
    ("gas_total",),
    EMISSIONS,
    PER_INHABITANT,
    RENEWABLE,
    ("renewable_to_consumption", "capacity_solar_pv"),
    ("dpe_f_g_share",),
    ("bill_homes_per_dwelling",),
)
_MEMBER = "{siren}"


def _build(network: str) -> Sequence[Headline]:
    figures, members = network_figures_by_measure(network), list(member_figures(network).values())
    known = {code for code, figure in figures.items() if figure.is_known}
    measures = known_measures(figures, _MEASURES)
    if not known.intersection(measures):
        return []
    return [
        _headline(network, code, figures[code], [member.get(code) for member in members])
        if code in known
        else Headline(code=code, figure_id="", source=NO_TEXT, label=MEASURES[code].label)
        for code in measures
    ]


def _headline(network: str, code: str, figure: Figure, of_members: Sequence[Figure | None]) -> Headline:
    date = date_of(figure)
    has_members = any(
        member_figure is not None and member_figure.is_known and date_of(member_figure) == date
        for member_figure in of_members
    )
    return Headline(
        code=code,
        figure_id=str(MeasureAddress(network, code, date)),
        source=joined_credit(figure),
        members=str(MeasureAddress(_MEMBER, code, date)) if has_members else "",
    )


def _catalogue(network: str) -> Sequence[CatalogueFigure]:
    """Every measure of a network of which something is known, each with that of its members."""
    figures, members = network_figures_by_measure(network), list(member_figures(network).values())
    entries = []
    for code, figure in figures.items():
        if figure.is_known:
            head = _headline(network, code, figure, [member.get(code) for member in members])
            entries.append(CatalogueFigure(figure=figure, source=head.source, members=head.members))
    return entries


HEADLINES = (
    CatalogueTopic(rank=20, title=Sentence("L’énergie et le climat"), build=_catalogue),
    HeadlineTopic(rank=20, title=Sentence("L’énergie et le climat"), build=_build),
)
