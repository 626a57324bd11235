"""Figures, charts and maps of invented territories, short to write."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from typing import Any

from autan.evidence.figures.core.charts import (
    Chart,
    ChartKind,
    ChartRow,
    MapAxis,
    MapClass,
    MapKind,
    MapPlace,
    MapSpec,
    Series,
)
from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Text

NAMES = ("Rives d’Ondal", "Haut-Vernon", "Plaine & Coteaux", "Val-d’Or", "Bastide-Neuve")
SIRENS = tuple(f"99999990{place}" for place in range(len(NAMES)))


def text(words: str) -> Text:
    return Text(words, f"{words} (en)")


def figure(
    value: float | None = None,
    *,
    name: str = "x",
    unit: str = "GWh",
    state: ValueState | None = None,
    ends: tuple[float, float] | None = None,
    period: Period | None = None,
) -> Figure:
    low, high = ends or (None, None)
    is_known = value is not None or ends is not None
    return Figure(
        id=f"facts.{name}",
        label=text("Mesure inventée"),
        unit=get_unit(unit),
        period=period or Period.year(2024),
        territories=(SIRENS[0],),
        known=int(is_known),
        total=1,
        state=state or (ValueState.OBSERVED if is_known else ValueState.MISSING),
        method=Method(name="published", formula=text("telle que publiée")),
        value=value,
        low=low,
        high=high,
        evidence=(EvidenceRef(kind="fact", key="S001"),),
    )


def chart(
    kind: ChartKind,
    rows: Sequence[Sequence[Figure]],
    *,
    codes: Sequence[str] = ("data",),
    names: Sequence[str] = NAMES,
    emphasised: int | None = None,
) -> Chart:
    return Chart(
        id="essai.1",
        kind=kind,
        title=text("Titre <inventé>"),
        sentence=text("Une phrase & son sens."),
        rows=tuple(
            ChartRow(label=text(name), figures=tuple(figures), is_emphasised=place == emphasised)
            for place, (name, figures) in enumerate(zip(names, rows, strict=False))
        ),
        series=tuple(Series(code=code, label=text(f"Série {code}")) for code in codes),
        source=text("Source inventée"),
    )


def bars(*values: float | None, **options: Any) -> Chart:
    return chart(ChartKind.BARS, [[figure(value, name=f"f{i}")] for i, value in enumerate(values)], **options)


def square(west: float, south: float, size: float = 0.2) -> list[list[list[tuple[float, float]]]]:
    """One polygon, closed, with points along its sides."""
    steps = [size * i / 4 for i in range(4)]
    ring = [(west + s, south) for s in steps] + [(west + size, south + s) for s in steps]
    ring += [(west + size - s, south + size) for s in steps] + [(west, south + size - s) for s in steps]
    return [[[*ring, ring[0]]]]


CONTOURS = {siren: square(1.0 + 0.3 * (place % 3), 43.3 + 0.3 * (place // 3)) for place, siren in enumerate(SIRENS)} | {
    "888888888": square(2.2, 43.9)
}


AXIS = MapAxis(
    label=text("Rapport"), classes=(MapClass(low=1, high=2, count=2), MapClass(low=2, high=9, count=2, tone=1))
)


def network_map(
    kind: MapKind,
    values: Sequence[float | None] = (1.0, 2.0, 4.5, None, 9.0),
    *,
    unit: str = "MWh_per_inhabitant",
    categories: Sequence[str] = (),
) -> MapSpec:
    unit = "GWh" if kind is MapKind.SYMBOLS else unit
    codes = list(dict.fromkeys(code for code in categories if code))
    return MapSpec(
        id="carte.1",
        kind=kind,
        title=text("Carte inventée"),
        sentence=text("Une phrase."),
        places=tuple(
            MapPlace(
                siren=siren,
                label=text(name),
                figure=None if categories else figure(values[place], name=f"m{place}", unit=unit),
                second=figure(values[-1 - place], name=f"n{place}", unit=unit) if kind is MapKind.PAIRS else None,
                category=categories[place] if categories else "",
            )
            for place, (siren, name) in enumerate(zip(SIRENS, NAMES, strict=True))
        ),
        source=text("Source inventée"),
        categories=tuple(Series(code=code, label=text(f"Catégorie {code}")) for code in codes),
        axes=(AXIS, AXIS) if kind is MapKind.PAIRS else (),
    )


SVG = "{http://www.w3.org/2000/svg}"


def parsed(drawing: str) -> ET.Element:
    return ET.fromstring(drawing)  # noqa: S314 - written by the code under test


def words_of(drawing: str) -> list[str]:
    """Every text of a drawing, titles apart."""
    return [element.text or "" for element in parsed(drawing).iter(f"{SVG}text")]


def joined(drawing: str) -> str:
    """All texts in a row, as a reader meets names that were cut in lines."""
    return re.sub(r"\s+", " ", " ".join(words_of(drawing)).replace("\u202f", " ").replace("\u00a0", " "))
