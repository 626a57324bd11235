"""The charts of a territory, and the one of the parts of a network: titles, order, and a sentence that is computed.

Every sentence is written from the figures it speaks of, in both languages; a chart without any known figure is not
made. The callers give names and credits. Neighbour: `place_comparison` (one measure of several places).
"""

from collections.abc import Mapping, Sequence

from autan.evidence.figures.core.charts import Chart, ChartKind, ChartRow, Series
from autan.evidence.figures.core.figures import Figure
from autan.ground.texts.core.notation import NO_BREAK_SPACE
from autan.ground.texts.core.texts import Text
from autan.opendata.measures.core.amounts import figure_text, number_text, one_unit
from autan.opendata.observatory.core.place_comparison import titled
from autan.opendata.sources.core.codes import EnergyLabel, ProductionSource, Sector

GHG_BY_SECTOR, PRODUCTION_BY_SOURCE, ENERGY_LABELS = "ghg-by-sector", "production-by-source", "energy-labels"
"""Names of the charts, the last words of their addresses."""

_GHG = Text("Émissions de gaz à effet de serre par secteur", "Greenhouse gas emissions by sector")
_PRODUCTION = Text("Électricité injectée sur le réseau par filière", "Electricity fed into the grid by source")

type MemberFigures = Sequence[tuple[str, Mapping[str, Figure]]]
"""Short name of each member, and its figures by measure."""


def sector_chart(figures: Mapping[str, Figure], *, place: str, credit: Text) -> Chart | None:
    """Greenhouse gases of a territory by sector, as bars, largest first."""
    labels = {f"ghg_{sector.value}": sector.label for sector in Sector}
    return _bars(f"{place}-{GHG_BY_SECTOR}", _GHG, labels, figures, figures.get("ghg_total"), credit)


def production_chart(figures: Mapping[str, Figure], *, place: str, credit: Text) -> Chart | None:
    """Electricity fed in by the plants of a territory over twelve months, by source, largest first."""
    labels = {f"production_{source.value}": source.label for source in ProductionSource}
    return _bars(f"{place}-{PRODUCTION_BY_SOURCE}", _PRODUCTION, labels, figures, None, credit)


def label_chart(figures: Mapping[str, Figure], *, place: str, credit: Text) -> Chart | None:
    """Energy performance certificates of a territory by label, from A to G."""
    labels = {f"dpe_{label.value}": label.label for label in EnergyLabel}
    found = _known_figures(figures, labels)
    share = figures.get("dpe_f_g_share")
    if not found or share is None or share.value is None:
        return None
    total = figures["dpe_total"]
    part, count = figure_text(share), number_text(total.value or 0)
    return Chart(
        id=f"{place}-{ENERGY_LABELS}",
        kind=ChartKind.BARS,
        title=Text("Diagnostics de performance énergétique par étiquette", "Energy performance certificates by label"),
        sentence=Text(
            f"{part.fr} des {count.fr} diagnostics portent l’étiquette F ou G. "
            "Ce sont des diagnostics, pas des logements.",
            f"{part.en} of the {count.en} certificates bear label F or G. These are certificates, not dwellings.",
        ),
        rows=tuple(ChartRow(label=labels[code], figures=(figure,)) for code, figure in found.items()),
        series=(Series(code="certificates", label=total.label),),
        source=credit,
    )


def _bars(
    chart_id: str,
    title: Text,
    labels: Mapping[str, Text],
    figures: Mapping[str, Figure],
    whole: Figure | None,
    credit: Text,
) -> Chart | None:
    found = _known_figures(figures, labels)
    if not found:
        return None
    codes = sorted(found, key=lambda code: -(found[code].value or 0))
    shown = dict(zip(codes, one_unit([found[code] for code in codes]), strict=True))
    first = shown[codes[0]]
    return Chart(
        id=chart_id,
        kind=ChartKind.BARS,
        title=titled(title, first.unit),
        sentence=_leader_sentence(labels[codes[0]], first, whole, len(codes)),
        rows=tuple(ChartRow(label=labels[code], figures=(figure,)) for code, figure in shown.items()),
        series=(Series(code="data", label=title),),
        source=credit,
    )


def _leader_sentence(label: Text, first: Figure, whole: Figure | None, count: int) -> Text:
    said = figure_text(first)
    if whole is not None and whole.value and first.value is not None:
        part = (first.in_unit(whole.unit).value or 0) / whole.value * 100
        return Text(
            f"{label.fr} en tête{NO_BREAK_SPACE}: {said.fr}, soit {part:.0f}{NO_BREAK_SPACE}% du total estimé.",
            f"{label.en} first: {said.en}, or {part:.0f}% of the estimated total.",
        )
    rest_fr = f", devant {count - 1} autres" if count > 2 else ""
    rest_en = f", ahead of {count - 1} others" if count > 2 else ""
    return Text(
        f"{label.fr} en tête{rest_fr}{NO_BREAK_SPACE}: {said.fr}.",
        f"{label.en} first{rest_en}: {said.en}.",
    )


def sectors_by_member(members: MemberFigures, *, network: str, credit: Text) -> Chart | None:
    """Greenhouse gases of each member by sector, stacked in the legal order, members with the largest total first.

    Args:
        members: name and figures by measure of each member; one without every sector shown is left out.
        network: slug of the network.
        credit: who produced the data.
    """
    sectors = [sector for sector in Sector if any(_value(figures, sector) for _, figures in members)]
    codes = [f"ghg_{sector.value}" for sector in sectors]
    complete = [(name, figures) for name, figures in members if all(code in figures for code in codes)]
    if not codes or not complete:
        return None
    flat = one_unit([figures[code] for _, figures in complete for code in codes])
    width = len(codes)
    lines = [(name, flat[rank * width : (rank + 1) * width]) for rank, (name, _) in enumerate(complete)]
    lines.sort(key=lambda line: -sum(figure.value or 0 for figure in line[1]))
    sums = {sector: sum(line[1][rank].value or 0 for line in lines) for rank, sector in enumerate(sectors)}
    return Chart(
        id=f"{network}-{GHG_BY_SECTOR}",
        kind=ChartKind.STACKED_BARS,
        title=titled(_GHG, flat[0].unit),
        sentence=_parts_sentence(sums, len(lines)),
        rows=tuple(ChartRow(label=Text(name, name), figures=tuple(figures)) for name, figures in lines),
        series=tuple(Series(code=sector.value, label=sector.label) for sector in sectors),
        source=credit,
        has_equal_bars=True,
    )


def _parts_sentence(sums: Mapping[Sector, float], members: int) -> Text:
    total = sum(sums.values())
    first, *others = sorted(sums, key=lambda sector: -sums[sector])[:2]
    share = {sector: f"{sums[sector] / total * 100:.0f}" for sector in (first, *others)}
    then_fr = "".join(f", puis {_lower(other.label.fr)} ({share[other]}{NO_BREAK_SPACE}%)" for other in others)
    then_en = "".join(f", then {_lower(other.label.en)} ({share[other]}%)" for other in others)
    return Text(
        f"Pour les {members} collectivités ensemble, {_lower(first.label.fr)} d’abord "
        f"({share[first]}{NO_BREAK_SPACE}%){then_fr}. Chaque barre est le tout d’une collectivité, la plus émettrice "
        "en haut.",
        f"For the {members} authorities together, {_lower(first.label.en)} first ({share[first]}%){then_en}. Each bar "
        "is the whole of one authority, the largest emitter on top.",
    )


def _value(figures: Mapping[str, Figure], sector: Sector) -> float:
    figure = figures.get(f"ghg_{sector.value}")
    return (figure.value or 0) if figure else 0


def _known_figures(figures: Mapping[str, Figure], codes: Mapping[str, Text]) -> dict[str, Figure]:
    return {code: figures[code] for code in codes if code in figures and figures[code].is_known}


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
