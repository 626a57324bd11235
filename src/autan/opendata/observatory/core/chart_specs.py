"""The charts of a territory, and the one of the parts of a network: titles, order, and a sentence that is computed.

Every sentence is written from the figures it speaks of, in both languages; a chart without any known figure is not
made. The callers give names and credits. Neighbour: `place_comparison` (one measure of several places).
"""

from collections.abc import Mapping, Sequence

from autan.evidence.figures.core.charts import Chart, ChartKind, ChartRow, Series
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.intervals import NON_NEGATIVE, Interval, is_first, total_of
from autan.evidence.figures.core.numbers import axis_number, falling_order
from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.core.notation import NO_BREAK_SPACE, THIN_SPACE
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text
from autan.opendata.measures.core.amounts import count_text, figure_text, interval_text, one_unit
from autan.opendata.observatory.core.place_comparison import titled
from autan.opendata.observatory.core.ratios import Lead, lead_of, within_whole
from autan.opendata.sources.core.codes import EnergyLabel, ProductionSource, Sector

GHG_BY_SECTOR, PRODUCTION_BY_SOURCE, ENERGY_LABELS = "ghg-by-sector", "production-by-source", "energy-labels"
"""Names of the charts, the last words of their addresses."""

_GHG = Sentence("Émissions de gaz à effet de serre par secteur")
_PRODUCTION = Sentence("Électricité injectée sur le réseau par filière")
_WHOLE_BARS = Sentence("Chaque barre est le tout d’une collectivité, la plus émettrice en haut.")
_KNOWN_BARS = Sentence("Chaque barre est ce qui est connu d’une collectivité, le plus grand total connu en haut.")

type Part = tuple[Text, Figure]
"""Label and figure of one part of a quantity."""
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
    known = _known_figures(figures, labels)
    share = figures.get("dpe_f_g_share")
    if not known or share is None or share.value is None:
        return None
    total = figures["dpe_total"]
    part, count = figure_text(share), count_text(total)
    return Chart(
        id=f"{place}-{ENERGY_LABELS}",
        kind=ChartKind.BARS,
        title=Sentence("Diagnostics de performance énergétique par étiquette"),
        sentence=Sentence(
            "{part} des {count} diagnostics portent l’étiquette F ou G. Ce sont des diagnostics, pas des logements.",
            part=part,
            count=count,
        ),
        rows=tuple(ChartRow(label=labels[code], figures=(figure,)) for code, figure in known.items()),
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
    known = _known_figures(figures, labels)
    if not known:
        return None
    codes = sorted(known, key=lambda code: falling_order(known[code]))
    shown = dict(zip(codes, one_unit([known[code] for code in codes]), strict=True))
    first = shown[codes[0]]
    parts = [(labels[code], figure) for code, figure in shown.items()]
    return Chart(
        id=chart_id,
        kind=ChartKind.BARS,
        title=titled(title, first.unit),
        sentence=_leader_sentence(parts, whole, unknown=len(labels) - len(codes)),
        rows=tuple(ChartRow(label=label, figures=(figure,)) for label, figure in parts),
        series=(Series(code="data", label=title),),
        source=credit,
    )


def _leader_sentence(parts: Sequence[Part], whole: Figure | None, *, unknown: int) -> Text:
    """The first part where it is sure to be so, of all parts or of those that are known; else the two largest.

    `parts`: label and figure of the known parts, the largest first.
    """
    (label, first), count = parts[0], len(parts)
    lead = lead_of([figure for _, figure in parts], whole, unknown=unknown)
    if lead is Lead.UNSURE:
        return _no_leader(parts)
    words, share = figure_text(first), _share_words(first, whole)
    end = Text(
        f", soit {share.fr} du total estimé." if share else ".",
        f", or {share.en} of the estimated total." if share else ".",
    )
    if lead is Lead.OF_KNOWN:
        of_known = Sentence(" en tête des {count} valeurs connues", count=count)
        alone = Sentence(", seule valeur connue")
        before, after = (of_known, NO_TEXT) if count > 1 else (NO_TEXT, alone)
    else:
        ahead = Sentence(", devant {value} autres", value=count - 1) if count > 2 and not share else NO_TEXT
        before, after = Sentence(" en tête{ahead}", ahead=ahead), NO_TEXT
    return Text(
        f"{label.fr}{before.fr}{NO_BREAK_SPACE}: {words.fr}{after.fr}{end.fr}",
        f"{label.en}{before.en}: {words.en}{after.en}{end.en}",
    )


def _no_leader(parts: Sequence[Part]) -> Text:
    """The two largest known parts, where nothing tells which part is the first."""
    largest = [(label, figure_text(figure)) for label, figure in parts[:2]]
    listed = Text(
        f"{THIN_SPACE}; ".join(f"{label.fr}{NO_BREAK_SPACE}: {words.fr}" for label, words in largest),
        "; ".join(f"{label.en}: {words.en}" for label, words in largest),
    )
    return Sentence(
        "{listed}. Des valeurs ne sont connues qu’en partie\u00a0: rien ne dit laquelle est en tête.", listed=listed
    )


def _share_words(part: Figure, whole: Figure | None) -> Text | None:
    """A part in percent of the whole, with its bounds; None where it is not established."""
    own, over = (part.in_unit(whole.unit).interval, whole.interval) if whole else (None, None)
    if own is None or over is None:
        return None
    return interval_text(own.over(over).times(100), get_unit("pct"), within=NON_NEGATIVE, decimals=0)


def sectors_by_member(members: MemberFigures, *, network: str, credit: Text) -> Chart | None:
    """Greenhouse gases of each member by sector, stacked in the legal order, members with the largest total first.

    `members`: name and figures by measure of each member; one without every sector shown is left out.
    """
    sectors = [sector for sector in Sector if any(_part(figures, sector).low for _, figures in members)]
    codes = [f"ghg_{sector.value}" for sector in sectors]
    complete = [(name, figures) for name, figures in members if all(code in figures for code in codes)]
    if not codes or not complete:
        return None
    # all members in one unit, or their bars could not be compared
    flat = one_unit([figures[code] for _, figures in complete for code in codes])
    width = len(codes)
    lines = [(name, flat[rank * width : (rank + 1) * width]) for rank, (name, _) in enumerate(complete)]
    lines.sort(key=lambda line: -sum(axis_number(figure) or 0.0 for figure in line[1]))
    present = [sector for sector in Sector if any(f"ghg_{sector.value}" in figures for _, figures in complete)]
    parts = [within_whole([_part(figures, sector) for sector in present], _total(figures)) for _, figures in complete]
    sums = {sector: total_of([part[rank] for part in parts]) for rank, sector in enumerate(present)}
    are_whole = all(figure.interval and figure.interval.is_exact for _, figures in lines for figure in figures)
    return Chart(
        id=f"{network}-{GHG_BY_SECTOR}",
        kind=ChartKind.STACKED_BARS,
        title=titled(_GHG, flat[0].unit),
        sentence=_parts_sentence(sums, len(lines), are_whole=are_whole),
        rows=tuple(ChartRow(label=Text(name, name), figures=tuple(figures)) for name, figures in lines),
        series=tuple(Series(code=sector.value, label=sector.label) for sector in sectors),
        source=credit,
        has_equal_bars=True,
    )


def _parts_sentence(sums: Mapping[Sector, Interval], members: int, *, are_whole: bool) -> Text:
    """The first two sectors and their shares where they are sure; else that nothing tells which one is first."""
    ranked = sorted((sector for sector in sums if sums[sector].high), key=lambda sector: -sums[sector].low)
    shares = [_share_of_all(sector, sums) for sector in ranked[:2]]
    is_sure = all(
        is_first(sums[one], [sums[other] for other in ranked[rank + 1 :]]) for rank, one in enumerate(ranked[:2])
    )
    if is_sure and None not in shares:
        labelled = [(sector.label, share) for sector, share in zip(ranked, shares, strict=False) if share is not None]
        (first, share), *others = labelled
        then_fr = "".join(f", puis {_lower(label.fr)} ({part.fr})" for label, part in others)
        then_en = "".join(f", then {_lower(label.en)} ({part.en})" for label, part in others)
        lead = Text(
            f"{_lower(first.fr)} d’abord ({share.fr}){then_fr}", f"{_lower(first.en)} first ({share.en}){then_en}"
        )
    else:
        lead = Sentence("des valeurs ne sont connues qu’en partie, et rien ne dit quel secteur vient d’abord")
    bars = _WHOLE_BARS if are_whole else _KNOWN_BARS
    return Sentence("Pour les {members} collectivités ensemble, {lead}. {bars}", members=members, lead=lead, bars=bars)


def _share_of_all(sector: Sector, sums: Mapping[Sector, Interval]) -> Text | None:
    """The share of a sector in the sum of all, in words; None where it is not established."""
    rest = total_of([interval for other, interval in sums.items() if other is not sector])
    share = sums[sector].share_beside(rest).times(100)
    return interval_text(share, get_unit("pct"), within=Interval(0.0, 100.0), decimals=0)


def _part(figures: Mapping[str, Figure], sector: Sector) -> Interval:
    figure = figures.get(f"ghg_{sector.value}")
    return (figure.interval if figure else None) or NON_NEGATIVE


def _total(figures: Mapping[str, Figure]) -> Interval | None:
    return figures["ghg_total"].interval if "ghg_total" in figures else None


def _known_figures(figures: Mapping[str, Figure], codes: Mapping[str, Text]) -> dict[str, Figure]:
    return {code: figures[code] for code in codes if code in figures and figures[code].is_known}


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
