"""What the charts and maps of the observatory show, built from figures: titles, order, and a sentence that is computed.

Every sentence is written from the figures it speaks of, in both languages; a chart without any known figure is not
made. The callers give names and credits; nothing here looks anything up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autan.evidence.core.charts import Chart, ChartKind, ChartRow, MapKind, MapPlace, MapSpec, Series
from autan.evidence.core.figures import Figure
from autan.evidence.core.notation import NO_BREAK_SPACE, THIN_SPACE, format_number
from autan.evidence.core.texts import Text
from autan.evidence.core.units import Unit, get_unit
from autan.observatory.core.catalogue import MEASURES
from autan.observatory.core.codes import EnergyLabel, ProductionSource, Sector
from autan.observatory.core.notes import note_mixed_years

MemberFigures = Sequence[tuple["MemberName", Mapping[str, Figure]]]
_UNIT_STEPS = {"MWh": "GWh", "MWh_unstated": "GWh_unstated", "tCO2e": "ktCO2e", "kW": "MW"}
_WIDE = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberName:
    """A territory of a chart: its SIREN, and the short name written beside its marks."""

    siren: str
    name: str


def one_unit(figures: Sequence[Figure]) -> list[Figure]:
    """Figures of one chart in the unit that suits the largest of them."""
    known = [abs(figure.value) for figure in figures if figure.value is not None]
    code = figures[0].unit.code
    if known and max(known) >= _WIDE and code in _UNIT_STEPS:
        unit = get_unit(_UNIT_STEPS[code])
        return [figure.in_unit(unit) for figure in figures]
    return list(figures)


# --- One territory ----------------------------------------------------------------------------------------------------


def sector_chart(figures: Mapping[str, Figure], *, place: str, credit: Text) -> Chart | None:
    """Greenhouse gases of a territory by sector, as bars, largest first."""
    found = _known(figures, [f"ghg_{sector.value}" for sector in Sector])
    if not found:
        return None
    labels = {f"ghg_{sector.value}": sector.label for sector in Sector}
    return _bars(
        chart_id=f"{place}-ghg-by-sector",
        title=("Émissions de gaz à effet de serre par secteur", "Greenhouse gas emissions by sector"),
        found=found,
        labels=labels,
        whole=figures.get("ghg_total"),
        credit=credit,
    )


def production_chart(figures: Mapping[str, Figure], *, place: str, credit: Text) -> Chart | None:
    """Electricity fed in by the plants of a territory over twelve months, by source, largest first."""
    codes = {f"production_{source.value}": source.label for source in ProductionSource}
    found = _known(figures, list(codes))
    if not found:
        return None
    return _bars(
        chart_id=f"{place}-production-by-source",
        title=("Électricité injectée sur le réseau par filière", "Electricity fed into the grid by source"),
        found=found,
        labels=codes,
        whole=None,
        credit=credit,
    )


def label_chart(figures: Mapping[str, Figure], *, place: str, credit: Text) -> Chart | None:
    """Energy performance certificates of a territory by label, from A to G."""
    codes = {f"dpe_{label.value}": label.label for label in EnergyLabel}
    found = _known(figures, list(codes))
    share = figures.get("dpe_f_g_share")
    if not found or share is None or share.value is None:
        return None
    total = figures["dpe_total"]
    return Chart(
        id=f"{place}-energy-labels",
        kind=ChartKind.BARS,
        title=Text("Diagnostics de performance énergétique par étiquette", "Energy performance certificates by label"),
        sentence=Text(
            f"{_say(share, 'fr')} des {_number(total, 'fr')} diagnostics portent l’étiquette F ou G. "
            "Ce sont des diagnostics, pas des logements.",
            f"{_say(share, 'en')} of the {_number(total, 'en')} certificates bear label F or G. "
            "These are certificates, not dwellings.",
        ),
        rows=tuple(ChartRow(label=codes[code], figures=(figure,)) for code, figure in found.items()),
        series=(Series(code="certificates", label=total.label),),
        source=credit,
    )


def _bars(
    *,
    chart_id: str,
    title: tuple[str, str],
    found: Mapping[str, Figure],
    labels: Mapping[str, Text],
    whole: Figure | None,
    credit: Text,
) -> Chart:
    codes = sorted(found, key=lambda code: -(found[code].value or 0))
    shown = dict(zip(codes, one_unit([found[code] for code in codes]), strict=True))
    first = shown[codes[0]]
    return Chart(
        id=chart_id,
        kind=ChartKind.BARS,
        title=_titled(title, first.unit),
        sentence=_leader_sentence(labels[codes[0]], first, whole, len(codes)),
        rows=tuple(ChartRow(label=labels[code], figures=(figure,)) for code, figure in shown.items()),
        series=(Series(code="data", label=Text(*title)),),
        source=credit,
    )


def _leader_sentence(label: Text, first: Figure, whole: Figure | None, count: int) -> Text:
    if whole is not None and whole.value and first.value is not None:
        part = (first.in_unit(whole.unit).value or 0) / whole.value * 100
        return Text(
            f"{label.fr} en tête{NO_BREAK_SPACE}: {_say(first, 'fr')}, soit {part:.0f}{NO_BREAK_SPACE}% "
            "du total estimé.",
            f"{label.en} first: {_say(first, 'en')}, or {part:.0f}% of the estimated total.",
        )
    rest_fr = f", devant {count - 1} autres" if count > 2 else ""
    rest_en = f", ahead of {count - 1} others" if count > 2 else ""
    return Text(
        f"{label.fr} en tête{rest_fr}{NO_BREAK_SPACE}: {_say(first, 'fr')}.",
        f"{label.en} first{rest_en}: {_say(first, 'en')}.",
    )


# --- A network --------------------------------------------------------------------------------------------------------


def member_chart(members: MemberFigures, measure: str, *, network: str, kind: ChartKind, credit: Text) -> Chart | None:
    """One measure of each member, all of them by name: known values largest first, then the unknown.

    Args:
        members: figures by measure of each member.
        measure: code of the measure.
        network: slug of the network.
        kind: bars or dots.
        credit: who produced the data.
    """
    rows = _ranked(members, measure)
    if not any(figure.is_known for _, figure in rows):
        return None
    label = MEASURES[measure].label
    return Chart(
        id=f"{network}-{measure.replace('_', '-')}-by-member",
        kind=kind,
        title=_titled((label.fr, label.en), rows[0][1].unit),
        sentence=_spread_sentence(rows),
        rows=tuple(ChartRow(label=Text(named.name, named.name), figures=(figure,)) for named, figure in rows),
        series=(Series(code="data", label=label),),
        source=credit,
    )


def stacked_chart(
    members: MemberFigures,
    parts: Mapping[str, Text],
    *,
    network: str,
    name: str,
    title: tuple[str, str],
    prefix: str,
    credit: Text,
) -> Chart | None:
    """Parts of each member's total, stacked in the fixed order of the parts, members with the largest total first.

    Args:
        members: figures by measure of each member.
        parts: code and label of each part, in the fixed order; one that no member has is left out.
        network: slug of the network.
        name: last word of the chart's address.
        title: what is shown, in French and in English.
        prefix: what stands before the code of a part in the code of its measure.
        credit: who produced the data.
    """
    codes = [code for code in parts if any(_value(figures, prefix + code) for _, figures in members)]
    complete = [(named, figures) for named, figures in members if all(prefix + code in figures for code in codes)]
    if not codes or not complete:
        return None
    flat = one_unit([figures[prefix + code] for _, figures in complete for code in codes])
    width = len(codes)
    lines = [(named, flat[place * width : (place + 1) * width]) for place, (named, _) in enumerate(complete)]
    lines.sort(key=lambda line: -sum(figure.value or 0 for figure in line[1]))
    sums = {code: sum(line[1][place].value or 0 for line in lines) for place, code in enumerate(codes)}
    return Chart(
        id=f"{network}-{name}",
        kind=ChartKind.STACKED_BARS,
        title=_titled(title, flat[0].unit),
        sentence=_parts_sentence(parts, sums, len(lines)),
        rows=tuple(ChartRow(label=Text(named.name, named.name), figures=tuple(figures)) for named, figures in lines),
        series=tuple(Series(code=code, label=parts[code]) for code in codes),
        source=credit,
    )


def member_map(members: MemberFigures, measure: str, *, network: str, kind: MapKind, credit: Text) -> MapSpec | None:
    """One measure of each member on the map, the unknown ones too: a ratio as a choropleth, a total as symbols."""
    rows = _ranked(members, measure)
    if not any(figure.is_known for _, figure in rows):
        return None
    label = MEASURES[measure].label
    return MapSpec(
        id=f"{network}-{measure.replace('_', '-')}-map",
        kind=kind,
        title=_titled((label.fr, label.en), rows[0][1].unit),
        sentence=_spread_sentence(rows),
        places=tuple(
            MapPlace(siren=named.siren, label=Text(named.name, named.name), figure=figure) for named, figure in rows
        ),
        source=credit,
    )


def _ranked(members: MemberFigures, measure: str) -> list[tuple[MemberName, Figure]]:
    held = [(named, figures[measure]) for named, figures in members if measure in figures]
    if not held:
        return []
    shown = one_unit([figure for _, figure in held])
    rows = [(named, figure) for (named, _), figure in zip(held, shown, strict=True)]
    return sorted(rows, key=lambda row: (row[1].value is None, -(row[1].value or 0), row[0].name))


def _spread_sentence(rows: Sequence[tuple[MemberName, Figure]]) -> Text:
    known = [row for row in rows if row[1].is_known]
    (highest, top), (lowest, bottom) = known[0], known[-1]
    dates = _mixed_dates(top)
    return Text(
        f"De {_say(bottom, 'fr')} ({lowest.name}) à {_say(top, 'fr')} ({highest.name}){THIN_SPACE}; "
        f"{len(known)} des {len(rows)} collectivités ont une valeur.{dates.fr}",
        f"From {_say(bottom, 'en')} ({lowest.name}) to {_say(top, 'en')} ({highest.name}); "
        f"{len(known)} of the {len(rows)} authorities have a value.{dates.en}",
    )


def _mixed_dates(figure: Figure) -> Text:
    """The warning of a ratio of two dates, to follow a sentence."""
    if len(figure.inputs) != 2 or figure.inputs[0].period == figure.inputs[1].period:
        return Text("", "")
    note = note_mixed_years(figure.inputs[0].period, figure.inputs[1].period)
    return Text(f" {note.fr}", f" {note.en}")


def _parts_sentence(parts: Mapping[str, Text], sums: Mapping[str, float], members: int) -> Text:
    total = sum(sums.values())
    first, second = (*sorted(sums, key=lambda code: -sums[code]), "")[:2]
    share = {code: f"{sums[code] / total * 100:.0f}" for code in (first, second) if code}
    second_fr = f", puis {_lower(parts[second].fr)} ({share[second]}{NO_BREAK_SPACE}%)" if second else ""
    second_en = f", then {_lower(parts[second].en)} ({share[second]}%)" if second else ""
    return Text(
        f"Pour les {members} collectivités ensemble, {_lower(parts[first].fr)} d’abord "
        f"({share[first]}{NO_BREAK_SPACE}%){second_fr}.",
        f"For the {members} authorities together, {_lower(parts[first].en)} first ({share[first]}%){second_en}.",
    )


# --- Words ------------------------------------------------------------------------------------------------------------


def _known(figures: Mapping[str, Figure], codes: Sequence[str]) -> dict[str, Figure]:
    return {code: figures[code] for code in codes if code in figures and figures[code].is_known}


def _value(figures: Mapping[str, Figure], code: str) -> float:
    return (figures[code].value or 0) if code in figures else 0


def _titled(title: tuple[str, str], unit: Unit) -> Text:
    symbol_fr, symbol_en = unit.symbol.fr, unit.symbol.en
    return Text(
        f"{title[0]} ({symbol_fr})" if symbol_fr else title[0], f"{title[1]} ({symbol_en})" if symbol_en else title[1]
    )


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _number(figure: Figure, language: str) -> str:
    value = figure.value or 0
    decimals = 0 if float(value).is_integer() or abs(value) >= 100 else 1
    return format_number(value, decimals=decimals, language=language)


def _say(figure: Figure, language: str) -> str:
    symbol = figure.unit.symbol.in_language(language)
    gap = "" if symbol == "%" and language == "en" else NO_BREAK_SPACE
    return f"{_number(figure, language)}{gap}{symbol}" if symbol else _number(figure, language)
