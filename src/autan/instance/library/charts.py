"""Charts of figures, drawn as on the pages and shown in the notebook; each mark is a figure that has a trace."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autan.evidence.figures.core.charts import Chart, ChartKind, ChartRow, Series
from autan.evidence.figures.core.figures import Figure
from autan.ground.errors import DomainError
from autan.ground.wordings import Text
from autan.instance.library.figures import HomeFigure
from autan.instance.library.opening import ask

_KINDS = (ChartKind.BARS, ChartKind.DOTS, ChartKind.RANGES, ChartKind.TIMELINE)
_ONE = Series(code="answers", label=Text("Valeur", "Value"))


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing, shown by the notebook."""

    svg: str
    figures: tuple[HomeFigure, ...]

    def save(self, path: str | Path) -> None:
        """Write the drawing in an SVG file."""
        Path(path).write_text(self.svg, encoding="utf-8")

    def _repr_svg_(self) -> str:
        return self.svg


def chart(
    figures: Sequence[HomeFigure], *, title: str, kind: str = "bars", labels: Sequence[str] = (), source: str = ""
) -> Drawing:
    """Draw figures of a home in one unit, one row each; an unknown value is said, never drawn as zero.

    Args:
        figures: figures of `Home.figure`, in the order to draw.
        title: what is shown.
        kind: `bars`, `dots`, `ranges` or `timeline`.
        labels: a name for each row; the label of each figure without them.
        source: who produced the data, printed under the chart; that of the evidence when empty.

    Raises:
        DomainError: nothing to draw, no such kind, not one name a figure.
        UnitMismatchError: the figures do not share a dimension.
    """
    if kind not in {kind.value for kind in _KINDS}:
        message = "dessin « {kind} » inconnu ; {items}"
        raise DomainError(message, kind=kind, items=", ".join(kind.value for kind in _KINDS))
    if not figures or (labels and len(labels) != len(figures)):
        message = "{figures} chiffre(s) et {names} nom(s) : donnez au moins un chiffre, et un nom pour chacun"
        raise DomainError(message, figures=len(figures), names=len(labels))
    cores = [figure.core for figure in figures if figure.core]
    if len(cores) != len(figures):
        raise DomainError("un chiffre lu sur un site ne se dessine pas ici ; ouvrez le dossier, ou ses pages")
    names = list(labels) or [figure.label for figure in figures]
    rows = tuple(ChartRow(label=Text(name, name), figures=(core,)) for name, core in zip(names, cores, strict=True))
    credit = source or _credit_of_all(figures)
    spec = Chart(
        id="notebook",
        kind=ChartKind(kind),
        title=Text(title, title),
        sentence=_sentence(cores),
        rows=rows,
        series=(_ONE,),
        source=Text(credit, credit),
    )
    return Drawing(svg=ask(lambda: _draw(spec)), figures=tuple(figures))


def _sentence(figures: Sequence[Figure]) -> Text:
    known = sum(figure.is_known for figure in figures)
    return Text(f"{known} connus sur {len(figures)}.", f"{known} known of {len(figures)}.")


def _credit_of_all(figures: Sequence[HomeFigure]) -> str:
    """Who produced what figures rest on, each once, in the order of the figures."""
    return "; ".join(dict.fromkeys(filter(None, map(_credit, figures))))


def _credit(figure: HomeFigure) -> str:
    pieces = [piece for piece in figure.trace().pieces if piece["producer"]]
    return "; ".join(dict.fromkeys(f"{piece['producer']}, {piece['source']}" for piece in pieces))


def _draw(spec: Chart) -> str:
    from autan.territories.charts.renderers.drawing_sheets import draw_sheet

    return draw_sheet(spec)
